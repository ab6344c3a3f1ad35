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
import { byCount, formatNumber, language } from '../ui';
import type { Act } from './rows';

/** What a row says. */
export interface HistoryRowText {
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

const DEED_ICONS = {
  added: 'diff-added',
  removed: 'diff-removed',
  changed: 'diff-modified',
  retyped: 'diff-renamed',
  moved: 'diff-renamed',
  swap: 'arrow-swap',
} as const;

const AGO = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
  ['week', 4.35],
  ['month', 12],
  ['year', Infinity],
] as const;

/** A time in the past, told from now, for example `5 min. ago`; `ms` below zero. */
function formatAgo(ms: number): string {
  // A clock that was set back makes no future.
  let value = Math.min(0, ms) / 1000;
  for (const [unit, size] of AGO) {
    if (value > -size) {
      const options = { style: 'short', numeric: 'auto' } as const;
      return new Intl.RelativeTimeFormat(language(), options).format(Math.ceil(value), unit);
    }
    value /= size;
  }
  return '';
}

/** What was done, when, and what became of it. */
export function describeAct({ items, undone }: Act, now: number): HistoryRowText {
  const [newest] = items;
  const all = items.flatMap((item): DoneHere[] => {
    const names = namesOfItem(item);
    return deedsOfItem(item).map((deed) => ({ deed, item, names }));
  });
  const [first] = all;
  const isSwap = newest.cause === 'swap';
  const one = isSwap ? onlySwapped(all) : all.length === 1 ? first : undefined;
  const description = [
    ...outcomesOf(items),
    ...(undone ? [l10n.t('undone')] : []),
    ...(one ? [isSwap ? l10n.t('direction swapped') : describeDeed(one.deed)] : []),
    formatAgo(Date.parse(newest.time) - now),
    ...(newest.cause === 'command' || isSwap ? [] : [describeCause(newest.cause)]),
    ...(one ? [one.names.type(one.deed.link.linkTypeId)] : []),
  ];
  return {
    icon: undone ? 'discard' : iconOf(items, isSwap ? 'swap' : kindOf(all.map(({ deed }) => deed))),
    label: one ? describeEnds(one) : isSwap && first ? describeSwap(all) : describeAll(items, all),
    description: description.join(' · '),
    facts: factsOf(items, undone),
  };
}

/** One entry of an act that changed several. */
export function describeChangeOf(item: HistoryItem): HistoryRowText {
  return {
    icon: iconOf([item], kindOf(deedsOfItem(item))),
    label: shortName(item),
    description: [...outcomesOf([item]), describeChanged(countsOfItem(item))].join(' · '),
    facts: factsOf([item], false),
  };
}

/** A link that was changed, and how. */
export function describeLinkOf(deed: LinkDeed, names: Names): HistoryRowText {
  const { targetId, linkTypeId } = deed.link;
  const type = names.type(linkTypeId);
  const facts = [
    [l10n.t('Entry'), names.entry(targetId)],
    [l10n.t('Type'), type],
  ] as const;
  const words = { label: names.short(targetId), icon: DEED_ICONS[deed.kind], facts };
  switch (deed.kind) {
    case 'added':
      return { ...words, description: l10n.t('{0} · added', type) };
    case 'removed':
      return { ...words, description: l10n.t('{0} · removed', type) };
    case 'changed':
      return {
        ...words,
        description: l10n.t(
          '{0} · {1}',
          type,
          describeProperties(deed.before.properties, deed.link.properties),
        ),
      };
    case 'retyped':
      return {
        ...words,
        description: l10n.t('{0}, before it was {1}', type, names.type(deed.before.linkTypeId)),
      };
    case 'moved':
      return {
        ...words,
        description: l10n.t('{0}, before it led to {1}', type, names.short(deed.before.targetId)),
      };
  }
}

/** What was done to one link, in a word or two. */
function describeDeed({ kind }: LinkDeed): string {
  switch (kind) {
    case 'added':
      return l10n.t('linked');
    case 'removed':
      return l10n.t('removed');
    case 'changed':
      return l10n.t('properties changed');
    case 'retyped':
      return l10n.t('type changed');
    case 'moved':
      return l10n.t('moved');
  }
}

function describeEnds({ deed, item, names }: DoneHere): string {
  return l10n.t('{0} → {1}', names.short(item.entryId), names.short(deed.link.targetId));
}

/** The link of a swap, where it turned one round: it was removed at one end and added at the other. */
function onlySwapped(all: readonly DoneHere[]): DoneHere | undefined {
  const removed = all.filter(({ deed }) => deed.kind === 'removed');
  return all.length <= 2 && removed.length === 1 ? removed[0] : undefined;
}

function describeSwap(all: readonly DoneHere[]): string {
  const removed = all.filter(({ deed }) => deed.kind === 'removed').length;
  const count = Math.max(removed, Math.ceil(all.length / 2));
  return byCount(count, l10n.t('1 link swapped'), l10n.t('{0} links swapped', formatNumber(count)));
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

/** Of what did not go as it should. */
const OUTCOME_ICONS = { unknown: 'question', notAsSent: 'warning', refused: 'circle-slash' } as const;

/** What became of changes, where one did not go as it should: the worst first. Else what was done. */
function iconOf(items: readonly HistoryItem[], kind: DeedKind | 'swap' | undefined): string {
  const worst = (['unknown', 'notAsSent', 'refused'] as const).find((outcome) =>
    items.some((item) => item.outcome === outcome),
  );
  return worst ? OUTCOME_ICONS[worst] : kind ? DEED_ICONS[kind] : 'check';
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
        'The history keeps within its limits: this change, made until {0}, can no longer be undone from here',
        until,
      ),
      l10n.t(
        'The history keeps within its limits: these changes, made until {0}, can no longer be undone from here',
        until,
      ),
    ),
  };
}
