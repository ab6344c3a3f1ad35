import { takenBack, type HistoryFilter, type HistoryItem } from '../changes';
import { sameRepository } from '../domain';
import { groupKey } from '../changeFlow';

/** A change of one entry, as the history lists it. */
export interface HistoryRow {
  readonly item: HistoryItem;
  /** Taken back by an undo that itself stands. */
  readonly undone: boolean;
  /** How many changes of the history were made together with it, itself included. */
  readonly groupSize: number;
}

/** What was changed together: one thing to whoever did it. */
export interface Act {
  /** The same for the same changes, whenever they are read. */
  readonly key: string;
  /** The newest first; at least one. */
  readonly items: readonly [HistoryItem, ...HistoryItem[]];
  /** All that could be taken back was. */
  readonly undone: boolean;
}

export type Scope = Pick<HistoryFilter, 'repository' | 'entryId'>;

/** Acts from the whole history, the newest first, each where its newest change stands. */
export function actsIn(history: readonly HistoryItem[]): Act[] {
  const undone = takenBack(history);
  const groups = new Map<string, [HistoryItem, ...HistoryItem[]]>();
  for (const item of history) {
    const group = groups.get(groupKey(item));
    if (group) group.push(item);
    else groups.set(groupKey(item), [item]);
  }
  return [...groups].map(([key, items]) => {
    const done = items.filter(({ outcome }) => outcome !== 'refused');
    return { key, items, undone: done.length > 0 && done.every(({ id }) => undone.has(id)) };
  });
}

/** Whether a change was made to this entry, and in this repository. */
export function isInScope(item: HistoryItem, { repository, entryId }: Scope): boolean {
  return (
    (repository === undefined || sameRepository(item.connection, repository)) &&
    (entryId === undefined || item.entryId === entryId)
  );
}

/** Rows from the whole history, the newest first; those of one group stand together, where its newest one does. */
export function historyRows(history: readonly HistoryItem[], scope: Scope = {}): HistoryRow[] {
  const undone = takenBack(history);
  return actsIn(history).flatMap(({ items }) =>
    items
      .filter((item) => isInScope(item, scope))
      .map((item) => ({ item, undone: undone.has(item.id), groupSize: items.length })),
  );
}

/** What was refused changed nothing: there is nothing to take back. */
export function isUndoable({ items, undone }: Act): boolean {
  return !undone && items.some(({ outcome }) => outcome !== 'refused');
}
