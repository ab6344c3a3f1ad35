import * as vscode from 'vscode';
import { AT_ONCE, atMost, priorityOf } from '../editing';
import { COMMANDS, CONTEXT_KEYS, oneLine, plural, UserError } from '../host';
import { entryOf } from '../tree';
import { createStatusBarItem, notify, type StatusBarItem } from '../ui';
import { changeQuietly } from './edits/carryOut';
import { linkAll, linkEdits, namesOf } from './edits/linking';
import { ofOneConnection } from './edits/chosenLinks';
import { refuseReadOnly } from './edits/writable';
import { asArguments, readArguments } from './support/arguments';
import type { CommandDeps, Handler } from './support/deps';
import { during } from './support/failure';
import { openSession } from './support/pickConnection';
import { BACK, pickEntries } from './support/pickEntries';
import { pickLinkType } from './support/pickLinkType';
import { watched } from './support/progress';
import { resolveEntries, rowsOf, targetOf, type EntryTarget } from './support/targets';
import { readLinkTypes } from './support/readLinkTypes';

const TITLE = 'Link from Selected Source';

/**
 * *Select as Link Source* and *Link from Selected Source…*, as *Select for Compare* and *Compare with Selected*: the
 * selected entries stay selected, and named in the status bar, until others are or they are cleared.
 */
export function linkSourceCommands() {
  let sources: readonly EntryTarget[] = [];
  let status: StatusBarItem | undefined;

  async function remember(entries: readonly EntryTarget[]): Promise<void> {
    sources = entries;
    status?.dispose();
    status = entries.length > 0 ? statusOf(entries) : undefined;
    await vscode.commands.executeCommand('setContext', CONTEXT_KEYS.hasLinkSource, entries.length > 0);
  }

  const selectLinkSource: Handler = async (deps, first, selected) => {
    const fields = asArguments(first);
    if (fields) {
      const { text, ids } = readArguments(COMMANDS.selectLinkSource, fields);
      await remember(await readTargets(deps, text('connectionId'), ids('entryIds')));
      return;
    }
    const entries = await resolveEntries(deps, first, selected, {
      title: 'Select as Link Source',
      many: true,
    });
    const { own, skipped } = ofOneConnection(entries ?? []);
    if (own.length === 0) return;
    await remember(own);
    if (skipped.length > 0)
      void notify.info(`Link source: ${namesOf(own)}. Skipped ${namesOf(skipped)} of other connections.`);
  };

  const linkFromSelected: Handler = async (deps, first, selected) => {
    const [source] = sources;
    if (!source)
      throw new UserError('There is no link source yet. Choose Select as Link Source on an entry first.');
    const { connectionId } = source;
    const session = await openSession(deps, connectionId);
    const types = await readLinkTypes(session);
    const fields = asArguments(first);
    if (fields) {
      const { text, id, ids } = readArguments(COMMANDS.linkFromSelected, fields);
      if (text('connectionId') !== connectionId) throw new UserError(OTHER_CONNECTION);
      const linkTypeId = id('linkTypeId');
      const type = types.find((one) => one.linkTypeId === linkTypeId);
      if (!type) throw new UserError(`Could not link: the repository has no link type ${linkTypeId}.`);
      const targets = await readTargets(deps, connectionId, ids('targetIds'));
      const edits = linkEdits({ sources, targets, type, cause: 'command' });
      return changeQuietly(deps, edits, { title: TITLE, verb: 'linked' });
    }
    const title = `Link from ${namesOf(sources)}`;
    refuseReadOnly(deps, { connectionId, sourceId: source.linkEntryId }, `link from ${namesOf(sources)}`);
    const targets = await targetsFor(deps, first, selected, `${title}: To Which Entries?`);
    if (!targets) return undefined;
    if (targets.some((target) => target.connectionId !== connectionId)) throw new UserError(OTHER_CONNECTION);
    const type = await pickLinkType(types, { title: `${title} to ${namesOf(targets)}` });
    if (type) await linkAll(deps, { sources, targets, type, cause: 'command' }, TITLE);
    return undefined;
  };

  /** From the status bar the sources themselves may still be selected: then the person is asked. */
  async function targetsFor(deps: CommandDeps, first: unknown, selected: unknown, title: string) {
    const ids = new Set(sources.map(({ linkEntryId }) => linkEntryId));
    const rows = rowsOf(deps, first, selected).flatMap((row) => entryOf(row) ?? []);
    const onlySources = first === undefined && rows.every(({ linkEntryId }) => ids.has(linkEntryId));
    if (!onlySources) return resolveEntries(deps, first, selected, { title, many: true });
    const connectionId = sources[0]?.connectionId ?? '';
    const picked = await pickEntries(await openSession(deps, connectionId), { title, many: true });
    return picked === BACK ? undefined : picked?.map((entry) => targetOf(connectionId, entry));
  }

  const clearLinkSource: Handler = () => remember([]);

  return { selectLinkSource, linkFromSelected, clearLinkSource };
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
    return atMost(AT_ONCE, ids, async (id) => {
      const read = () => repository.getEntry(id, { signal, priority: priorityOf(ids.length) });
      const target = targetOf(connectionId, await during(`read entry ${id}`, read, connectionId));
      done += 1;
      if (ids.length > 1) report(`${done} of ${ids.length}`, done / ids.length);
      return target;
    });
  });
}
