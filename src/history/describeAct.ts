import { l10n } from 'vscode';
import type { Forgotten, HistoryItem } from '../changes';
import {
  countsOfItem,
  type DeedKind,
  deedsOfItem,
  describeCause,
  describeChanged,
  describeOutcome,
  describeProperties,
  entryName,
  formatTime,
  kindOf,
  type LinkDeed,
  type Names,
  namesOfItem,
  placesOf,
  sortDropped,
} from '../changeFlow';
import { nameOfPath } from '../domain';
import { byCount, formatAgo, formatNumber } from '../ui';
import type { Act } from './rows';

/** What a row says. */
export interface RowWords {
  /** A codicon. */
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  /** Name and value of what its tooltip tells. */
  readonly facts: readonly (readonly [string, string])[];
}

interface DoneHere {
  readonly deed: LinkDeed;
  readonly item: HistoryItem;
  readonly names: Names;
}

/** What was done, when, and what became of it. */
export function describeAct({ items, undone }: Act, now: number): RowWords {
  const [newest] = items;
  const all = items.flatMap((item): DoneHere[] => {
    const names = namesOfItem(item);
    return deedsOfItem(item).map((deed) => ({ deed, item, names }));
  });
  const [first] = all;
  const isSwap = newest.cause === 'swap';
  const only = first && (all.length === 1 || (isSwap && all.length === 2)) ? first : undefined;
  const label =
    isSwap && first
      ? describeSwap(all)
      : all.length === 1 && first
        ? describeOne(first)
        : describeAll(items, all);
  const description = [
    ...outcomesOf(items),
    ...(undone ? [l10n.t('undone')] : []),
    ...(only ? [only.names.type(only.deed.link.linkTypeId)] : []),
    formatAgo(Date.parse(newest.time) - now),
    ...(newest.cause === 'command' || isSwap ? [] : [describeCause(newest.cause)]),
  ];
  return {
    icon: undone ? 'discard' : iconOf(items),
    label,
    description: description.join(' · '),
    facts: factsOf(items, undone),
  };
}

/** One entry of an act that changed several. */
export function describeChangeOf(item: HistoryItem): RowWords {
  return {
    icon: iconOf([item]),
    label: shortName(item),
    description: [...outcomesOf([item]), describeChanged(countsOfItem(item))].join(' · '),
    facts: factsOf([item], false),
  };
}

/** A link that was changed, and how. */
export function describeLinkOf(deed: LinkDeed, names: Names): RowWords {
  const { targetId, linkTypeId } = deed.link;
  const type = names.type(linkTypeId);
  const facts = [
    [l10n.t('Entry'), names.entry(targetId)],
    [l10n.t('Type'), type],
  ] as const;
  const words = { label: names.short(targetId), facts };
  switch (deed.kind) {
    case 'added':
      return { ...words, icon: 'diff-added', description: l10n.t('{0} · added', type) };
    case 'removed':
      return { ...words, icon: 'diff-removed', description: l10n.t('{0} · removed', type) };
    case 'changed':
      return {
        ...words,
        icon: 'diff-modified',
        description: l10n.t(
          '{0} · {1}',
          type,
          describeProperties(deed.before.properties, deed.link.properties),
        ),
      };
    case 'retyped':
      return {
        ...words,
        icon: 'diff-renamed',
        description: l10n.t('{0}, before it was {1}', type, names.type(deed.before.linkTypeId)),
      };
    case 'moved':
      return {
        ...words,
        icon: 'diff-renamed',
        description: l10n.t('{0}, before it led to {1}', type, names.short(deed.before.targetId)),
      };
  }
}

function describeOne({ deed, item, names }: DoneHere): string {
  const [from, to] = [names.short(item.entryId), names.short(deed.link.targetId)];
  switch (deed.kind) {
    case 'added':
      return l10n.t('Linked {0} → {1}', from, to);
    case 'removed':
      return l10n.t('Removed {0} → {1}', from, to);
    case 'changed':
      return l10n.t('Changed properties of {0} → {1}', from, to);
    case 'retyped':
      return l10n.t('Changed type of {0} → {1}', from, to);
    case 'moved':
      return l10n.t('Moved {0} → {1}', from, to);
  }
}

function describeSwap(all: readonly DoneHere[]): string {
  const removed = all.filter(({ deed }) => deed.kind === 'removed');
  const [first] = removed;
  return removed.length === 1 && first
    ? l10n.t(
        'Swapped {0} → {1}',
        first.names.short(first.item.entryId),
        first.names.short(first.deed.link.targetId),
      )
    : l10n.t('Swapped {0} links', formatNumber(Math.max(removed.length, Math.ceil(all.length / 2))));
}

function describeAll(items: Act['items'], all: readonly DoneHere[]): string {
  const kind = kindOf(all.map(({ deed }) => deed));
  const count = formatNumber(all.length);
  const entries = new Set(items.map(({ entryId }) => entryId)).size;
  if (all.length === 0)
    return entries === 1
      ? l10n.t('No change of {0}', shortName(items[0]))
      : l10n.t('No change of {0} entries', formatNumber(entries));
  const where = entries === 1 ? shortName(items[0]) : l10n.t('{0} entries', formatNumber(entries));
  return describeMany(kind, count, where) ?? l10n.t('{0}: {1}', where, describeChanged(sumOf(items)));
}

function describeMany(kind: DeedKind | undefined, count: string, where: string): string | undefined {
  switch (kind) {
    case 'added':
      return l10n.t('{0} links added to {1}', count, where);
    case 'removed':
      return l10n.t('{0} links removed from {1}', count, where);
    case 'changed':
      return l10n.t('Properties of {0} links of {1} changed', count, where);
    case 'retyped':
      return l10n.t('Type of {0} links of {1} changed', count, where);
    case 'moved':
      return l10n.t('{0} links of {1} moved', count, where);
    case undefined:
      return undefined;
  }
}

function sumOf(items: readonly HistoryItem[]) {
  const counts = items.map(countsOfItem);
  const sum = (pick: (of: (typeof counts)[number]) => number) =>
    counts.reduce((total, one) => total + pick(one), 0);
  return {
    added: sum(({ added }) => added),
    removed: sum(({ removed }) => removed),
    changed: sum(({ changed }) => changed),
  };
}

const shortName = (item: HistoryItem): string => nameOfPath(entryName(item)) || entryName(item);

const ICONS: Readonly<Record<HistoryItem['outcome'], string>> = {
  written: 'check',
  refused: 'circle-slash',
  unknown: 'question',
  notAsSent: 'warning',
};

/** What went worst says what became of an act. */
const BY_GRAVITY = ['unknown', 'notAsSent', 'refused', 'written'] as const;

function iconOf(items: readonly HistoryItem[]): string {
  const worst = BY_GRAVITY.find((outcome) => items.some((item) => item.outcome === outcome));
  return ICONS[worst ?? 'written'];
}

/** What became of changes, each way once, and what the server dropped with them. */
function outcomesOf(items: readonly HistoryItem[]): string[] {
  const told = new Set(items.flatMap(({ outcome }) => describeOutcome(outcome) ?? []));
  const lost = sortDropped(items.flatMap(({ droppedIncoming = [] }) => droppedIncoming));
  const dropped = lost.repairable.length + lost.unrepairable.length;
  return [
    ...told,
    ...(dropped > 0
      ? [
          byCount(
            dropped,
            l10n.t('1 incoming link dropped by the server'),
            l10n.t('{0} incoming links dropped by the server', formatNumber(dropped)),
          ),
        ]
      : []),
  ];
}

function factsOf(items: readonly HistoryItem[], undone: boolean): [string, string][] {
  const [newest] = items;
  if (!newest) return [];
  const places = placesOf(items);
  return [
    places.length === 1
      ? [l10n.t('Entry'), places[0] ?? '']
      : [l10n.t('Entries'), l10n.t('{0} and others', places[0] ?? '')],
    [l10n.t('Links'), describeChanged(sumOf(items))],
    [l10n.t('Time'), formatTime(newest.time)],
    [l10n.t('Made'), describeCause(newest.cause)],
    [l10n.t('Connection'), newest.connection.name],
    ...outcomesOf(items).map((outcome): [string, string] => [l10n.t('Result'), outcome]),
    ...(undone ? [[l10n.t('Undone'), l10n.t('yes')] as [string, string]] : []),
  ];
}

/** The last row of the history: that it is not all there was. Changes that were made together are forgotten together. */
export function describeForgotten({ total, last }: Forgotten): {
  readonly label: string;
  readonly detail: string;
} {
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
