import * as vscode from 'vscode';
import type { Connection } from '../../connections';
import { MAX_CONCURRENCY, mapConcurrent, priorityOf } from '../../changes';
import { oneLine, type RepositoryRef, sameRepository } from '../../domain';
import { entryOf } from '../../tree';
import {
  COMMANDS,
  CONTEXT_KEYS,
  createStatusBarItem,
  notify,
  plural,
  type StatusBarItem,
  UserError,
} from '../../ui';
import { answerEdits } from '../edits/carryOut';
import { linkAll, linkEdits, namesOf } from '../edits/linking';
import { ofOneConnection } from '../edits/chosenLinks';
import { requireConnection, requireRepository, type MadeThrough } from '../edits/whereMade';
import { refuseReadOnly } from '../edits/writable';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { during } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { BACK, pickEntries } from '../support/pickEntries';
import { pickLinkType } from '../support/pickLinkType';
import { watched } from '../support/progress';
import { resolveEntries, rowsOf, targetOf, type EntryTarget } from '../targets';
import { readLinkTypes } from '../support/readLinkTypes';

const TITLE = 'Link from Selected Source';

/**
 * *Select as Link Source* and *Link from Selected Source…*, as *Select for Compare* and *Compare with Selected*: the
 * selected entries stay selected, and named in the status bar, until others are or they are cleared.
 */
export function linkSourceCommands() {
  let sources: readonly EntryTarget[] = [];
  /** Where the sources were selected: their connection may be edited since. */
  let madeIn: MadeThrough | undefined;
  let status: StatusBarItem | undefined;

  async function remember(entries: readonly EntryTarget[], where?: MadeThrough): Promise<void> {
    sources = entries;
    madeIn = where;
    status?.dispose();
    status = entries.length > 0 ? statusOf(entries) : undefined;
    await vscode.commands.executeCommand('setContext', CONTEXT_KEYS.hasLinkSource, entries.length > 0);
  }

  const selectLinkSource: Handler = async (deps, first, selected) => {
    const fields = asArguments(first);
    if (fields) {
      const { text, ids } = readArguments(COMMANDS.selectLinkSource, fields);
      const connectionId = text('connectionId');
      const { connection } = await openSession(deps, connectionId);
      await remember(await readTargets(deps, connectionId, ids('entryIds')), connection);
      return;
    }
    const entries = await resolveEntries(deps, first, selected, {
      title: 'Select as Link Source',
      many: true,
    });
    const { own, skipped } = ofOneConnection(entries ?? []);
    const [one] = own;
    if (!one) return;
    await remember(own, (await openSession(deps, one.connectionId)).connection);
    if (skipped.length > 0)
      void notify.info(`Link source: ${namesOf(own)}. Skipped ${namesOf(skipped)} of other connections.`);
  };

  const linkFromSelected: Handler = async (deps, first, selected) => {
    const fields = asArguments(first);
    const args = fields && readArguments(COMMANDS.linkFromSelected, fields);
    if (!madeIn)
      throw new UserError('There is no link source yet. Choose Select as Link Source on an entry first.');
    const madeFor: RepositoryRef = madeIn;
    const operation = `link from ${namesOf(sources)}`;
    const { id: connectionId } = requireConnection(deps, madeIn, operation);
    const session = await openSession(deps, connectionId);
    requireRepository(session.connection, madeFor, { operation, sourceId: sources[0]?.linkEntryId ?? 0 });
    const from = sources.map((source) => ({ ...source, connectionId }));
    const types = await readLinkTypes(session);
    if (args) {
      const { text, id, ids } = args;
      if (!leadsTo(deps.connections.list(), text('connectionId'), madeFor))
        throw new UserError(OTHER_CONNECTION);
      const linkTypeId = id('linkTypeId');
      const type = types.find((one) => one.linkTypeId === linkTypeId);
      if (!type) throw new UserError(`Could not link: the repository has no link type ${linkTypeId}.`);
      const targets = await readTargets(deps, connectionId, ids('targetIds'));
      const edits = linkEdits({ sources: from, targets, type, cause: 'command', madeFor });
      return answerEdits(deps, edits, { title: TITLE, verb: 'linked' });
    }
    const title = `Link from ${namesOf(sources)}`;
    refuseReadOnly(deps, { connectionId, sourceId: sources[0]?.linkEntryId ?? 0 }, operation);
    const targets = await targetsFor(deps, first, selected, {
      connectionId,
      title: `${title}: To Which Entries?`,
    });
    if (!targets) return undefined;
    const connections = deps.connections.list();
    if (targets.some((target) => !leadsTo(connections, target.connectionId, madeFor)))
      throw new UserError(OTHER_CONNECTION);
    const type = await pickLinkType(types, { title: `${title} to ${namesOf(targets)}` });
    if (type) await linkAll(deps, { sources: from, targets, type, cause: 'command', madeFor }, TITLE);
    return undefined;
  };

  /** From the status bar the sources themselves may still be selected: then the person is asked. */
  async function targetsFor(
    deps: CommandDeps,
    first: unknown,
    selected: unknown,
    { connectionId, title }: { readonly connectionId: string; readonly title: string },
  ) {
    const ids = new Set(sources.map(({ linkEntryId }) => linkEntryId));
    const rows = rowsOf(deps, first, selected).flatMap((row) => entryOf(row) ?? []);
    const onlySources = first === undefined && rows.every(({ linkEntryId }) => ids.has(linkEntryId));
    if (!onlySources) return resolveEntries(deps, first, selected, { title, many: true });
    const picked = await pickEntries(await openSession(deps, connectionId), { title, many: true });
    return picked === BACK ? undefined : picked?.map((entry) => targetOf(connectionId, entry));
  }

  const clearLinkSource: Handler = () => remember([]);

  return { selectLinkSource, linkFromSelected, clearLinkSource };
}

function leadsTo(
  connections: readonly Connection[],
  connectionId: string,
  repository: RepositoryRef,
): boolean {
  const connection = connections.find(({ id }) => id === connectionId);
  return connection !== undefined && sameRepository(connection, repository);
}

const OTHER_CONNECTION =
  'Could not link: links stay within one repository, and the link source is of another connection. Select the source again.';

function statusOf(entries: readonly EntryTarget[]): StatusBarItem {
  const item = createStatusBarItem({
    id: 'laserficheLinks.linkSource',
    name: 'Laserfiche Link Source',
    command: COMMANDS.linkFromSelected,
  });
  const names = entries.map(({ path, name }) => oneLine(path ?? name));
  item.show({
    icon: 'link',
    text: `Link source: ${namesOf(entries)}`,
    tooltip: `${names.join('\n')}\n\nClick to choose what it shall be linked to`,
    spoken: `Link source: ${names.join(', ')}`,
  });
  return item;
}

/** The entries of these ids; shortcuts stand for their targets. */
async function readTargets(
  deps: CommandDeps,
  connectionId: string,
  ids: readonly number[],
): Promise<EntryTarget[]> {
  const { repository } = await openSession(deps, connectionId);
  const words = `Reading ${plural(ids.length, 'entry', 'entries')}`;
  return watched(words, ({ signal, report }) => {
    let done = 0;
    return mapConcurrent(MAX_CONCURRENCY, ids, async (id) => {
      const read = () => repository.getEntry(id, { signal, priority: priorityOf(ids.length) });
      const target = targetOf(connectionId, await during(`read entry ${id}`, read, connectionId));
      done += 1;
      if (ids.length > 1) report(`${done} of ${ids.length}`, done / ids.length);
      return target;
    });
  });
}
