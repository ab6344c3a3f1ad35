import { l10n } from 'vscode';
import { takenBack, type Forgotten, type HistoryFilter, type HistoryItem } from '../changes';
import { sameRepository } from '../domain';
import { byCount, formatNumber } from '../ui';
import {
  countsOfItem,
  describeCause,
  describeChanged,
  describeOutcome,
  entryName,
  formatTime,
  groupKey,
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

export function describeRow({ item, undone, groupSize }: HistoryRow): RowDescription {
  const { outcome, cause, time, connection, droppedIncoming = [] } = item;
  const lost = sortDropped(droppedIncoming);
  const dropped = lost.repairable.length + lost.unrepairable.length;
  const detail = [
    describeOutcome(outcome),
    dropped > 0 &&
      byCount(
        dropped,
        l10n.t('1 incoming link dropped by the server'),
        l10n.t('{0} incoming links dropped by the server', formatNumber(dropped)),
      ),
    undone && l10n.t('undone'),
    formatTime(time),
    connection.name,
    groupSize > 1 && l10n.t('part of a change of {0} entries', formatNumber(groupSize)),
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
      return l10n.t('Show Change');
    case 'undo':
      return groupSize > 1
        ? l10n.t('Undo This Change ({0} Entries)', formatNumber(groupSize))
        : l10n.t('Undo This Change');
    case 'restore':
      return l10n.t('Restore These Links');
    case 'restoreLost':
      return l10n.t('Restore Lost Incoming Links');
    case 'goTo':
      return l10n.t('Go to Entry');
  }
}

/** The last row of the history: that it is not all there was. Changes that were made together are forgotten together. */
export function describeForgotten({ total, last }: Forgotten): Pick<RowDescription, 'label' | 'detail'> {
  const until = formatTime(last.until);
  return {
    label: byCount(
      total,
      l10n.t('1 older change forgotten'),
      l10n.t('{0} older changes forgotten', formatNumber(total)),
    ),
    detail: byCount(
      total,
      l10n.t(
        'The history keeps within its limits: this one, made until {0}, can’t be undone from here any more',
        until,
      ),
      l10n.t(
        'The history keeps within its limits: these, made until {0}, can’t be undone from here any more',
        until,
      ),
    ),
  };
}
