import { takenBack, type HistoryFilter, type HistoryItem } from '../changes';
import { sameRepository } from '../domain';
import { plural } from '../ui';
import {
  countsOfItem,
  describeCause,
  describeChanged,
  describeOutcome,
  entryName,
  formatTime,
  sortDropped,
} from '../changeFlow';

/** A change of one entry, as the history lists it. */
export interface HistoryRow {
  readonly item: HistoryItem;
  /** Taken back by an undo that itself stands. */
  readonly undone: boolean;
  /** How many changes of the history were made together with it, itself included. */
  readonly groupSize: number;
}

export interface RowDescription {
  /** Codicon that says what became of it. */
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** Rows from the whole history, the newest first; those of one group stand together, where its newest one does. */
export function historyRows(
  history: readonly HistoryItem[],
  { repository, entryId }: Pick<HistoryFilter, 'repository' | 'entryId'> = {},
): HistoryRow[] {
  const undone = takenBack(history);
  const groups = new Map<string, HistoryItem[]>();
  for (const item of history) {
    const group = groups.get(groupKey(item));
    if (group) group.push(item);
    else groups.set(groupKey(item), [item]);
  }
  return [...groups.values()].flatMap((items) =>
    items
      .filter(
        (item) =>
          (repository === undefined || sameRepository(item.connection, repository)) &&
          (entryId === undefined || item.entryId === entryId),
      )
      .map((item) => ({ item, undone: undone.has(item.id), groupSize: items.length })),
  );
}

/** The changes made together with one, itself included, the newest first. */
export function groupOf(history: readonly HistoryItem[], item: HistoryItem): HistoryItem[] {
  return groupsOf(history, [item]);
}

/** The same for several, each change once. */
export function groupsOf(history: readonly HistoryItem[], items: readonly HistoryItem[]): HistoryItem[] {
  const keys = new Set(items.map(groupKey));
  return history.filter((one) => keys.has(groupKey(one)));
}

function groupKey({ id, group }: HistoryItem): string {
  return group ?? id;
}

export function describeRow({ item, undone, groupSize }: HistoryRow): RowDescription {
  const { outcome, cause, time, connection, droppedIncoming = [] } = item;
  const lost = sortDropped(droppedIncoming);
  const dropped = lost.repairable.length + lost.unrepairable.length;
  const detail = [
    describeOutcome(outcome),
    dropped > 0 && `${plural(dropped, 'incoming link')} dropped by the server`,
    undone && 'undone',
    formatTime(time),
    connection.name,
    groupSize > 1 && `part of a change of ${plural(groupSize, 'entry', 'entries')}`,
  ];
  const name = entryName(item);
  return {
    icon: undone ? 'discard' : ICONS[outcome],
    label: name.charAt(0).toUpperCase() + name.slice(1),
    description: `${describeChanged(countsOfItem(item))} · ${describeCause(cause)}`,
    detail: detail.filter(Boolean).join(' · '),
  };
}

const ICONS: Readonly<Record<HistoryItem['outcome'], string>> = {
  written: 'check',
  refused: 'circle-slash',
  unknown: 'question',
  notAsSent: 'warning',
};

/** What can be done with a change of the past. */
export type HistoryAction = 'show' | 'undo' | 'restore' | 'restoreLost' | 'goTo';

/** What was refused changed nothing: there is nothing to take back. */
export function actionsFor({ item, undone }: HistoryRow): readonly HistoryAction[] {
  const { outcome, droppedIncoming = [] } = item;
  const lost = sortDropped(droppedIncoming).repairable.length > 0 ? (['restoreLost'] as const) : [];
  if (outcome === 'refused') return ['show', ...lost, 'goTo'];
  return ['show', ...(undone ? [] : (['undo'] as const)), 'restore', ...lost, 'goTo'];
}

export function actionTitle(action: HistoryAction, { groupSize }: Pick<HistoryRow, 'groupSize'>): string {
  switch (action) {
    case 'show':
      return 'Show Change';
    case 'undo':
      return groupSize > 1 ? `Undo This Change (${groupSize} Entries)` : 'Undo This Change';
    case 'restore':
      return 'Restore These Links';
    case 'restoreLost':
      return 'Restore Lost Incoming Links';
    case 'goTo':
      return 'Go to Entry';
  }
}
