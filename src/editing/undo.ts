import type { Link } from '../api';
import type { LinkEdit } from '../links';
import type { HistoryItem } from './journal/journal';
import { bySequence } from './journal/lines';
import type { LinkChange } from './types';

/** Takes back what a change did, and nothing else: what others did since stays. */
export function undoEdit({ added, removed, changed }: HistoryItem): LinkEdit {
  return {
    put: [...removed, ...changed.map(({ before }) => before)],
    remove: added.map(({ targetId, linkTypeId }) => ({ targetId, linkTypeId })),
  };
}

/** The links as a change left them: what others did to the same links since then is a conflict. */
export function leftBy({ entryId, outcome, answer, payload }: HistoryItem): readonly Link[] {
  if (outcome === 'notAsSent' && answer) return answer;
  return payload.map(({ targetId, linkTypeId, customProperties = null }) => ({
    sourceId: entryId,
    targetId,
    linkTypeId,
    linkProperties: customProperties,
  }));
}

/** Changes that take past ones back, the newest first. What was refused has nothing to take back. */
export function undoChange(items: readonly HistoryItem[]): LinkChange[] {
  return items
    .filter(({ outcome }) => outcome !== 'refused')
    .toSorted((a, b) => bySequence(b, a))
    .map((item) => ({
      sourceId: item.entryId,
      edit: undoEdit(item),
      base: leftBy(item),
      cause: 'undo',
      undoOf: item.id,
    }));
}

/**
 * The newest change that stands, with the rest of its group; empty when there is none. Undos are passed over with what
 * they took back: to take an undo back, choose it in the history. Expects the whole history, the newest first.
 * @param passedOver ids of changes that had nothing left to take back.
 */
export function lastUndoable(
  history: readonly HistoryItem[],
  connectionId?: string,
  passedOver: ReadonlySet<string> = new Set(),
): readonly HistoryItem[] {
  const undone = takenBack(history);
  const candidates = history.filter(
    ({ id, connection, cause, outcome }) =>
      (connectionId === undefined || connection.id === connectionId) &&
      cause !== 'undo' &&
      outcome !== 'refused' &&
      !undone.has(id) &&
      !passedOver.has(id),
  );
  const [newest] = candidates;
  if (!newest) return [];
  return newest.group === undefined ? [newest] : candidates.filter(({ group }) => group === newest.group);
}

/** Ids of changes that were taken back by an undo which itself stands. */
export function takenBack(history: readonly HistoryItem[]): ReadonlySet<string> {
  const undone = new Set<string>();
  // Newest first: whether an undo stands is known before what it took back is looked at.
  for (const { id, undoOf, outcome } of history)
    if (undoOf !== undefined && outcome === 'written' && !undone.has(id)) undone.add(undoOf);
  return undone;
}
