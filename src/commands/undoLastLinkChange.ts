import { lastUndoable, type HistoryItem } from '../editing';
import { connectionIdOf, groupOf, whereWords } from '../history';
import { COMMANDS, UserError } from '../host';
import { notify } from '../ui';
import {
  countsOfUndone,
  FORGOTTEN,
  hadNoEffect,
  NOTHING,
  readHistory,
  standing,
  tellUndone,
  undoItems,
  type Undone,
} from './edits/undoing';
import { asArguments, readArguments } from './support/arguments';
import type { CommandDeps, Handler } from './support/deps';
import { CommandFailure, isDeclined } from './support/failure';

/**
 * Takes back the newest change that stands, with all that was changed together with it. With an argument object it
 * takes back that change, asks only where the setting asks for it, and answers the counts; nothing when told no.
 */
export const undoLastLinkChange: Handler = async (deps, first) => {
  // The view's own menu passes the row in focus: the last change is meant, wherever it was made.
  const fields = asArguments(first);
  if (!fields) {
    await undoOneAfterAnother(deps);
    return undefined;
  }
  const { text, has } = readArguments(COMMANDS.undoLastLinkChange, fields);
  const connectionId = text('connectionId');
  if (!deps.connections.list().some(({ id }) => id === connectionId))
    await deps.connections.open(connectionId);
  try {
    const undone = has('changeId')
      ? await undoItems(deps, await chosen(deps, connectionId, text('changeId')), false)
      : await undoLast(deps, connectionId, { settles: false, passedOver: new Set() });
    if (!undone) throw new UserError(NOTHING);
    return countsOfUndone(deps, undone);
  } catch (error) {
    if (error instanceof CommandFailure && isDeclined(error.cause)) return undefined;
    throw error;
  }
};

async function chosen(deps: CommandDeps, connectionId: string, changeId: string): Promise<HistoryItem[]> {
  const history = await readHistory(deps);
  const item = history.find(({ id, connection }) => id === changeId && connection.id === connectionId);
  if (!item) throw new UserError(FORGOTTEN);
  const items = standing(history, groupOf(history, item));
  if (items.length > 0) return items;
  throw new UserError(
    item.outcome === 'refused'
      ? 'There is nothing to undo: the server refused that change.'
      : 'That change has been undone already.',
  );
}

interface UndoLastOptions {
  readonly settles: boolean;
  /** Changes that had nothing left to take back: the one before counts. */
  readonly passedOver: Set<string>;
}

/** Undefined when no change stands. */
async function undoLast(
  deps: CommandDeps,
  connectionId: string | undefined,
  { settles, passedOver }: UndoLastOptions,
): Promise<Undone | undefined> {
  const history = await readHistory(deps);
  const connections = deps.connections.list();
  for (const { id, connection } of history)
    if (connectionIdOf(connections, connection) === undefined) passedOver.add(id);
  for (;;) {
    const items = lastUndoable(
      history,
      connections.find(({ id }) => id === connectionId),
      passedOver,
    );
    if (items.length === 0) return undefined;
    const undone = await undoItems(deps, items, settles);
    if (!hadNoEffect(undone) || undone.cannotReturn.length > 0) return undone;
    for (const { id } of items) passedOver.add(id);
  }
}

/** Where nothing of the last change can come back, the person may go on to the one before it. */
async function undoOneAfterAnother(deps: CommandDeps): Promise<void> {
  const passedOver = new Set<string>();
  for (;;) {
    const undone = await undoLast(deps, undefined, { settles: true, passedOver });
    if (!undone) {
      void notify.info(NOTHING);
      return;
    }
    if (!hadNoEffect(undone)) {
      tellUndone(deps, undone, 'undo');
      return;
    }
    const before = 'Undo the Change Before';
    const sentence = `Could not undo the change of ${whereWords(undone.items)}. ${undone.notes.join(' ')}`;
    if ((await notify.warn(sentence, before)) !== before) return;
    for (const { id } of undone.items) passedOver.add(id);
  }
}
