import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Connection, Session } from '../../connections';
import { MAX_CONCURRENCY, mapConcurrent, priorityOf } from '../../changes';
import { type LinkType, oneLine, type RepositoryRef, sameRepository } from '../../domain';
import {
  aboutEntries,
  failingAs,
  namesOf,
  openSession,
  refuseReadOnly,
  requireConnection,
  requireRepository,
  watched,
} from '../../changeFlow';
import { entryOf } from '../../tree';
import {
  byCount,
  COMMANDS,
  CONTEXT_KEYS,
  createStatusBarItem,
  formatNumber,
  notify,
  type StatusBarItem,
  UserError,
} from '../../ui';
import { defineCommand } from '../define';
import { form, id, ids, mapArguments, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { BACK, pickEntries } from '../support/pickEntries';
import { type EntryTarget, type Targets, targetOf } from '../targets';
import { ofOneConnection, fetchLinkTypes } from './chooseLinks';
import { defineChange } from './defineChange';
import { describeNothingAdded, describeThere, linkChanges, pickLinkType, recentLinkTypes } from './linking';

/**
 * *Select as Link Source* and *Link from Selected Source…*, as *Select for Compare* and *Compare with Selected*: the
 * selected entries stay selected, and named in the status bar, until others are or they are cleared.
 */
interface LinkSource {
  readonly entries: readonly EntryTarget[];
  /** Where they were selected: their connection may be edited since. */
  readonly madeIn: Connection;
  readonly status: StatusBarItem;
}

let source: LinkSource | undefined;

/** Where the entries were selected that are the link source now. */
export const linkSourceIn = (): Connection | undefined => source?.madeIn;

async function remember(
  { view, searches }: CommandDeps,
  entries: readonly EntryTarget[],
  madeIn?: Connection,
): Promise<void> {
  source?.status.dispose();
  source = madeIn && entries.length > 0 ? { entries, madeIn, status: statusOf(entries) } : undefined;
  for (const one of [view, searches.here]) one?.tree.setLinkSource(source?.madeIn);
  await vscode.commands.executeCommand('setContext', CONTEXT_KEYS.hasLinkSource, source !== undefined);
}

interface Selection {
  readonly connectionId: string;
  /** Ids, or the entries that a person chose. */
  readonly entries: readonly (number | EntryTarget)[];
  /** Entries of other connections, which can't be selected with these. */
  readonly skipped: readonly EntryTarget[];
}

export const selectLinkSource = defineCommand<Selection>({
  id: 'laserficheLinks.selectLinkSource',
  title: l10n.t('Select as Link Source'),
  args: mapArguments(form({ connectionId: text(), entryIds: ids() }), ({ connectionId, entryIds }) => ({
    connectionId,
    entries: entryIds,
    skipped: [],
  })),
  async ask(targets) {
    const { own, skipped } = ofOneConnection((await targets.entries({ many: true })) ?? []);
    const [one] = own;
    return one && { connectionId: one.connectionId, entries: own, skipped };
  },
  async run({ connectionId, entries }, services) {
    const { connection } = await openSession(services, connectionId);
    await remember(services, await readTargets(services, connectionId, entries), connection);
  },
  tell(_result, { skipped }) {
    if (skipped.length === 0) return;
    const names = namesOf(source?.entries ?? []);
    void notify.info(
      aboutEntries(
        skipped.map(({ name }) => name),
        (name) => l10n.t('Link source: {0}. Skipped {1} of other connections.', names, name),
        (count) => l10n.t('Link source: {0}. Skipped {1} entries of other connections.', names, count),
      ),
    );
  },
});

interface Linked {
  /** The connection of the targets. */
  readonly connectionId: string;
  /** Ids, or the entries that a person chose. */
  readonly targets: readonly (number | EntryTarget)[];
  readonly linkTypeId: number;
  readonly type?: LinkType;
}

export const linkFromSelected = defineChange<Linked>({
  id: 'laserficheLinks.linkFromSelected',
  title: l10n.t('Link from Selected Source…'),
  args: mapArguments(
    form({ connectionId: text(), targetIds: ids(), linkTypeId: id() }),
    ({ targetIds, ...given }) => ({ ...given, targets: targetIds }),
  ),
  deed: 'linked',
  async ask(targets, services) {
    const { session, from, failed, madeFor } = await openSource(services);
    const { id: connectionId } = session.connection;
    refuseReadOnly(services, connectionId, { failed, sourceId: from[0]?.linkEntryId ?? 0 });
    const title = l10n.t('Link from {0}', namesOf(from));
    const chosen = await targetsFor(targets, session, l10n.t('{0}: To Which Entries?', title));
    const [first] = chosen ?? [];
    if (!chosen || !first) return undefined;
    refuseOtherRepository(services, chosen, madeFor);
    const choices = await recentLinkTypes(session);
    const type = await pickLinkType(choices, l10n.t('{0} to {1}', title, namesOf(chosen)));
    return type && { connectionId, targets: chosen, linkTypeId: type.linkTypeId, type };
  },
  async changes({ connectionId, targets, linkTypeId }, services) {
    const { session, from, madeFor } = await openSource(services);
    refuseOtherRepository(services, [{ connectionId }], madeFor);
    const type = (await fetchLinkTypes(session)).find((one) => one.linkTypeId === linkTypeId);
    if (!type)
      throw new UserError(l10n.t('Could not link: the repository has no link type {0}.', linkTypeId));
    const found = await readTargets(services, session.connection.id, targets);
    return linkChanges({ sources: from, targets: found, type, cause: 'command', madeFor });
  },
  nothing: describeNothingAdded,
  also({ added }, { targets }) {
    const targetIds = new Set(targets.map((one) => (typeof one === 'number' ? one : one.linkEntryId)));
    const requested = new Set(source?.entries.map(({ linkEntryId }) => linkEntryId)).size * targetIds.size;
    return describeThere(requested - added);
  },
});

export const clearLinkSource = defineCommand({
  id: 'laserficheLinks.clearLinkSource',
  title: l10n.t('Clear Link Source'),
  run: (_args, services) => remember(services, []),
});

/** The selected entries, in the repository that they were selected in. */
async function openSource(deps: CommandDeps): Promise<{
  readonly session: Session;
  readonly from: readonly EntryTarget[];
  readonly madeFor: RepositoryRef;
  /** What a failure prevents, as a whole sentence without its full stop. */
  readonly failed: string;
}> {
  if (!source)
    throw new UserError(
      l10n.t('There is no link source yet. Choose Select as Link Source on an entry first.'),
    );
  const { entries, madeIn: madeFor } = source;
  const failed = aboutEntries(
    entries.map(({ name }) => name),
    (name) => l10n.t('Could not link from {0}', name),
    (count) => l10n.t('Could not link from {0} entries', count),
  );
  const { id: connectionId } = requireConnection(deps, madeFor, failed);
  const session = await openSession(deps, connectionId);
  requireRepository(session.connection, madeFor, { failed, sourceId: entries[0]?.linkEntryId ?? 0 });
  return { session, from: entries.map((one) => ({ ...one, connectionId })), madeFor, failed };
}

/** From the status bar the sources themselves may still be selected: then the person is asked. */
async function targetsFor(
  targets: Targets,
  session: Session,
  title: string,
): Promise<readonly EntryTarget[] | undefined> {
  const sourceIds = new Set(source?.entries.map(({ linkEntryId }) => linkEntryId));
  const rows = targets.rows().flatMap((row) => entryOf(row) ?? []);
  const onlySources = !targets.clicked && rows.every(({ linkEntryId }) => sourceIds.has(linkEntryId));
  if (!onlySources) return targets.entries({ title, many: true });
  const picked = await pickEntries(session, { title, many: true });
  return picked === BACK ? undefined : picked?.map((entry) => targetOf(session.connection.id, entry));
}

/** Links stay within one repository, which several connections may lead to. */
function refuseOtherRepository(
  { connections }: CommandDeps,
  targets: readonly { readonly connectionId: string }[],
  repository: RepositoryRef,
): void {
  const list = connections.list();
  for (const { connectionId } of targets) {
    const connection = list.find((one) => one.id === connectionId);
    if (connection && sameRepository(connection, repository)) continue;
    throw new UserError(
      l10n.t(
        'Could not link: links stay within one repository, and the link source is of another connection. Select the source again.',
      ),
    );
  }
}

function statusOf(entries: readonly EntryTarget[]): StatusBarItem {
  const item = createStatusBarItem({
    id: 'laserficheLinks.linkSource',
    name: l10n.t('Laserfiche Link Source'),
    command: COMMANDS.linkFromSelected,
  });
  const names = entries.map(({ path, name }) => oneLine(path ?? name));
  item.show({
    icon: 'link',
    text: l10n.t('Link source: {0}', namesOf(entries)),
    tooltip: l10n.t('{0}\n\nClick to choose what it shall be linked to', names.join('\n')),
    spoken: l10n.t('Link source: {0}', names.join(', ')),
  });
  return item;
}

/** The entries of these ids, beside those that are known; shortcuts stand for their targets. */
async function readTargets(
  deps: CommandDeps,
  connectionId: string,
  all: readonly (number | EntryTarget)[],
): Promise<readonly EntryTarget[]> {
  const known = all.filter((one) => typeof one !== 'number');
  const entryIds = all.filter((one) => typeof one === 'number');
  if (entryIds.length === 0) return known;
  const { repository } = await openSession(deps, connectionId);
  const title = byCount(
    entryIds.length,
    l10n.t('Reading 1 entry'),
    l10n.t('Reading {0} entries', formatNumber(entryIds.length)),
  );
  const read = await watched(title, ({ signal, report }) => {
    let done = 0;
    return mapConcurrent(MAX_CONCURRENCY, entryIds, async (entryId) => {
      const call = { signal, priority: priorityOf(entryIds.length) };
      const failed = l10n.t('Could not read entry {0}', entryId);
      const target = targetOf(
        connectionId,
        await failingAs(failed, () => repository.getEntry(entryId, call), connectionId),
      );
      done += 1;
      if (entryIds.length > 1)
        report(
          l10n.t('{0} of {1}', formatNumber(done), formatNumber(entryIds.length)),
          done / entryIds.length,
        );
      return target;
    });
  });
  return [...known, ...read];
}
