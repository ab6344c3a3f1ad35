import type { Connection } from '../../connections';
import { lastUndoable, type HistoryItem } from '../../changes';
import { type RepositoryRef, sameRepository } from '../../domain';
import { groupOf } from '../../history';
import { byRepository, connectionFor, describeNoConnection, describePlaces } from '../../changeFlow';
import { COMMANDS, notify, UserError } from '../../ui';
import { savedConnection } from '../connections/chosen';
import {
  countsOfUndone,
  FORGOTTEN,
  hadNoEffect,
  NOTHING,
  readHistory,
  standing,
  reportUndone,
  undoItems,
  type Undone,
} from '../edits/undoing';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';

/**
 * Takes back the newest change that stands, with all that was changed together with it. With an argument object it
 * takes back that change, of the repository that the connection leads to, and answers the counts.
 */
export const undoLastLinkChange: Handler = async (deps, first) => {
  // The view's own menu passes the row in focus: the last change is meant, wherever it was made.
  const fields = asArguments(first);
  if (!fields) {
    await undoOneAfterAnother(deps);
    return undefined;
  }
  const { text, has } = readArguments(COMMANDS.undoLastLinkChange, fields);
  const connection = savedConnection(deps, text('connectionId'));
  const undone = has('changeId')
    ? await undoItems(deps, await chosen(deps, connection, text('changeId')), 'caller', connection.id)
    : await undoLastOf(deps, connection);
  return countsOfUndone(deps, undone);
};

/** The change of this id with the rest of its group, as far as it was made in the repository and stands. */
async function chosen(
  deps: CommandDeps,
  repository: RepositoryRef,
  changeId: string,
): Promise<readonly HistoryItem[]> {
  const history = await readHistory(deps);
  const item = history.find(({ id }) => id === changeId);
  if (!item) throw new UserError(FORGOTTEN);
  const isHere = (one: HistoryItem) => sameRepository(one.connection, repository);
  if (!isHere(item))
    throw new UserError(
      `Could not undo the change of ${describePlaces([item])}: it was made in another repository than the connection leads to. Nothing was sent. Name a connection that leads there.`,
    );
  const items = standing(history, groupOf(history, item).filter(isHere));
  if (items.length > 0) return items;
  throw new UserError(
    item.outcome === 'refused'
      ? 'There is nothing to undo: the server refused that change.'
      : 'That change has been undone already.',
  );
}

/** Of the repository that a connection leads to; changes that have nothing left to take back are passed over. */
async function undoLastOf(deps: CommandDeps, connection: Connection): Promise<Undone> {
  const passedOver = new Set<string>();
  const history = await readHistory(deps);
  for (;;) {
    const items = lastUndoable(history, connection, passedOver);
    if (items.length === 0) throw new UserError(NOTHING);
    const undone = await undoItems(deps, items, 'caller', connection.id);
    if (!hadNoEffect(undone) || undone.cannotReturn.length > 0) return undone;
    for (const { id } of items) passedOver.add(id);
  }
}

const BEFORE = 'Undo the Change Before';

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
      void notify.info(NOTHING);
      return;
    }
    const unreachable = items.filter((item) => !isReachable(deps, item));
    const why = unreachable.length > 0 ? unreachableWords(deps, unreachable) : await undoGroup(deps, items);
    if (why === 'done') return;
    for (const { id } of items) passedOver.add(id);
    // Older changes of repositories that no connection leads to are no news.
    if (unreachable.length > 0)
      for (const item of history) if (!isReachable(deps, item)) passedOver.add(item.id);
    if (why === 'nothingLeft') continue;
    if (lastUndoable(history, undefined, passedOver).length === 0) throw new UserError(why.sentence);
    if ((await notify.warn(why.sentence, BEFORE)) !== BEFORE) return;
  }
}

function isReachable({ connections }: CommandDeps, { connection }: HistoryItem): boolean {
  return connectionFor(connections.list(), connection) !== undefined;
}

interface NotUndone {
  readonly sentence: string;
}

function unreachableWords({ connections }: CommandDeps, items: readonly HistoryItem[]): NotUndone {
  const [first] = items;
  const why = first ? describeNoConnection(connections.list(), first.connection) : '';
  return { sentence: `Could not undo the change of ${describePlaces(items)}: ${why}` };
}

/** Takes back what was changed together, repository by repository, and tells it; or says why nothing could come back. */
async function undoGroup(
  deps: CommandDeps,
  items: readonly HistoryItem[],
): Promise<'done' | 'nothingLeft' | NotUndone> {
  const without: Undone[] = [];
  const services = byRepository(items);
  for (const own of services) {
    const undone = await undoItems(deps, own, 'person');
    if (hadNoEffect(undone)) without.push(undone);
    else reportUndone(deps, undone, 'undo');
  }
  if (without.length < services.length) return 'done';
  if (without.every(({ cannotReturn }) => cannotReturn.length === 0)) return 'nothingLeft';
  const notes = without.flatMap((undone) => undone.notes);
  return { sentence: [`Could not undo the change of ${describePlaces(items)}.`, ...notes].join(' ') };
}
