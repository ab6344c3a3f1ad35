import { l10n } from 'vscode';
import {
  groupsOf,
  byRepository,
  connectionFor,
  countsOfUndone,
  describeForgottenChange,
  describeNoConnection,
  describeNothing,
  failedToUndo,
  hadNoEffect,
  readHistory,
  reportUndone,
  standing,
  type Undone,
  undoItems,
} from '../../changeFlow';
import { lastUndoable, type HistoryItem } from '../../changes';
import type { Connection } from '../../connections';
import { type RepositoryRef, sameRepository } from '../../domain';
import { notify, UserError } from '../../ui';
import { savedConnection } from '../connections/chosen';
import { defineCommand } from '../define';
import { form, optional, text } from '../schema';
import type { CommandDeps } from '../support/deps';

/**
 * Takes back the newest change that stands, with all that was made together with it. A person means it wherever it was
 * made: the view's own menu passes the row in focus. A caller names a connection, and may name the change.
 */
export const undoLastLinkChange = defineCommand({
  id: 'laserficheLinks.undoLastLinkChange',
  title: l10n.t('Undo Last Link Change'),
  args: form(
    { connectionId: text(), changeId: optional(text()) },
    { note: 'the last change that stands, or that one' },
  ),
  answer: '`{ added, removed, changed, kept, cannotReturn }`',
  ask: () => Promise.resolve({ ofAll: true as const }),
  run: async (args, services) => {
    if ('ofAll' in args) {
      await undoOneAfterAnother(services);
      return undefined;
    }
    const connection = savedConnection(services, args.connectionId);
    if (args.changeId === undefined) return undoLastOf(services, connection);
    const items = await chosen(services, connection, args.changeId);
    return undoItems(services, items, { isInteractive: false, through: connection.id });
  },
  toAnswer: (undone, services) => undone && countsOfUndone(services, undone),
});

/** The change of this id with the rest of its group, as far as it was made in the repository and stands. */
async function chosen(
  deps: CommandDeps,
  repository: RepositoryRef,
  changeId: string,
): Promise<readonly HistoryItem[]> {
  const history = await readHistory(deps);
  const item = history.find(({ id }) => id === changeId);
  if (!item) throw new UserError(describeForgottenChange());
  const isHere = (one: HistoryItem) => sameRepository(one.connection, repository);
  if (!isHere(item))
    throw new UserError(
      l10n.t(
        '{0}: it was made in another repository than the connection leads to. Nothing was sent. Name a connection that leads there.',
        failedToUndo([item]),
      ),
    );
  const items = standing(history, groupsOf(history, [item]).filter(isHere));
  if (items.length > 0) return items;
  throw new UserError(
    item.outcome === 'refused'
      ? l10n.t('There is nothing to undo: the server refused that change.')
      : l10n.t('That change has been undone already.'),
  );
}

/** Of the repository that a connection leads to; changes that have nothing left to take back are passed over. */
async function undoLastOf(deps: CommandDeps, connection: Connection): Promise<Undone | undefined> {
  const passedOver = new Set<string>();
  const history = await readHistory(deps);
  for (;;) {
    const items = lastUndoable(history, connection, passedOver);
    if (items.length === 0) throw new UserError(describeNothing());
    const undone = await undoItems(deps, items, { isInteractive: false, through: connection.id });
    if (!undone || !hadNoEffect(undone) || undone.cannotReturn.length > 0) return undone;
    for (const { id } of items) passedOver.add(id);
  }
}

/**
 * Where nothing of the last change can come back, or no connection leads to where it was made, the person may go on to
 * the one before it.
 */
async function undoOneAfterAnother(deps: CommandDeps): Promise<void> {
  const passedOver = new Set<string>();
  for (;;) {
    const history = await readHistory(deps);
    const items = lastUndoable(history, undefined, passedOver);
    if (items.length === 0) {
      void notify.info(describeNothing());
      return;
    }
    const unreachable = items.filter((item) => !isReachable(deps, item));
    const why =
      unreachable.length > 0 ? describeUnreachable(deps, unreachable) : await undoGroup(deps, items);
    if (why === 'done') return;
    for (const { id } of items) passedOver.add(id);
    // Older changes of repositories that no connection leads to are no news.
    if (unreachable.length > 0)
      for (const item of history) if (!isReachable(deps, item)) passedOver.add(item.id);
    if (why === 'nothingLeft') continue;
    if (lastUndoable(history, undefined, passedOver).length === 0) throw new UserError(why.sentence);
    const before = l10n.t('Undo the Change Before');
    if ((await notify.warn(why.sentence, before)) !== before) return;
  }
}

function isReachable({ connections }: CommandDeps, { connection }: HistoryItem): boolean {
  return connectionFor(connections.list(), connection) !== undefined;
}

interface NotUndone {
  readonly sentence: string;
}

function describeUnreachable({ connections }: CommandDeps, items: readonly HistoryItem[]): NotUndone {
  const [first] = items;
  const failed = failedToUndo(items);
  return { sentence: first ? describeNoConnection(connections.list(), first.connection, failed) : failed };
}

/** Takes back what was changed together, repository by repository, and tells it; or says why nothing could come back. */
async function undoGroup(
  deps: CommandDeps,
  items: readonly HistoryItem[],
): Promise<'done' | 'nothingLeft' | NotUndone> {
  const without: Undone[] = [];
  const parts = byRepository(items);
  for (const own of parts) {
    const undone = await undoItems(deps, own, { isInteractive: true });
    if (!undone) return 'done';
    if (hadNoEffect(undone)) without.push(undone);
    else reportUndone(deps, undone, 'undo');
  }
  if (without.length < parts.length) return 'done';
  if (without.every(({ cannotReturn }) => cannotReturn.length === 0)) return 'nothingLeft';
  const notes = without.flatMap((undone) => undone.notes);
  return { sentence: [`${failedToUndo(items)}.`, ...notes].join(' ') };
}
