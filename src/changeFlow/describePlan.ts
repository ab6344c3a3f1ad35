import { l10n } from 'vscode';
import { isNoChange, type Link, type LinkType, type OutgoingLink } from '../domain';
import type { ChangePlan } from '../changes';
import { byCount, describeWarnings, formatList, formatNumber, type LinkCounts } from '../ui';
import { type DeedKind, kindOf, type LinkDeed, linkDeeds } from './linkDeeds';
import { namesFrom, type Names } from './names';

/** A plan, and what its entry is called. */
export interface NamedPlan {
  readonly plan: ChangePlan;
  readonly name: string;
  readonly linkTypes: readonly LinkType[];
  /** Links that tell names which those of the entry don't. */
  readonly told?: readonly Link[] | undefined;
}

/** A question about plans. */
export interface PlanQuestion {
  readonly question: string;
  readonly detail: string;
  /** The button that says yes. */
  readonly verb: string;
}

/** Lines that a question shows of each kind of link; the rest is counted. */
const LISTED = { one: 8, several: 3 };
/** Entries of a batch that are told one by one. */
const LISTED_ENTRIES = 5;

/** What changes would do, as a question; expects at least one plan that changes something. */
export function describePlan(plans: readonly NamedPlan[]): PlanQuestion {
  const changed = plans.filter(({ plan }) => !isNoChange(plan.plan)).map(deedsOf);
  const [first] = changed;
  const count = changed.reduce((sum, { deeds }) => sum + deeds.length, 0);
  const kind = kindOf(changed.flatMap(({ deeds }) => deeds));
  const verb = verbOf(kind, count);
  if (changed.length === 1 && first) {
    const [only] = first.deeds;
    const isOne = first.deeds.length === 1 && only !== undefined;
    const question = isOne ? questionOfLink(only, first) : questionOfEntry(kind, count, first.named.name);
    return { question, verb, detail: [...tellEntry(first, 'one')].join('\n\n') };
  }
  const detail = [
    ...changed
      .slice(0, LISTED_ENTRIES)
      .map((entry) => [l10n.t('{0}:', entry.named.name), ...tellEntry(entry, 'several')].join('\n')),
    ...moreEntries(changed.length - LISTED_ENTRIES),
  ].join('\n\n');
  return { question: questionOfEntries(kind, count, changed.length), verb, detail };
}

function moreEntries(count: number): string[] {
  return count > 0
    ? [byCount(count, l10n.t('… and 1 more entry.'), l10n.t('… and {0} more entries.', formatNumber(count)))]
    : [];
}

/** For example `2 added, 1 removed, 12 kept`. */
export function formatCounts({ added, removed, changed, kept }: LinkCounts): string {
  return formatList([
    ...(added > 0 ? [l10n.t('{0} added', formatNumber(added))] : []),
    ...(removed > 0 ? [l10n.t('{0} removed', formatNumber(removed))] : []),
    ...(changed > 0 ? [l10n.t('{0} changed', formatNumber(changed))] : []),
    l10n.t('{0} kept', formatNumber(kept)),
  ]);
}

interface EntryDeeds {
  readonly named: NamedPlan;
  readonly names: Names;
  readonly deeds: readonly LinkDeed[];
}

function deedsOf(named: NamedPlan): EntryDeeds {
  return { named, names: namesOfPlan(named), deeds: linkDeeds(named.plan.plan) };
}

/** What the entries and types of a plan are called. */
export function namesOfPlan({ plan, name, linkTypes, told = [] }: NamedPlan): Names {
  const { base, known } = plan.request;
  return namesFrom({ links: [...told, ...base], linkTypes, known, named: { [plan.sourceId]: name } });
}

function questionOfLink(deed: LinkDeed, { named, names }: EntryDeeds): string {
  const { targetId, linkTypeId } = deed.link;
  const [type, from, to] = [names.type(linkTypeId), names.short(named.plan.sourceId), names.short(targetId)];
  switch (deed.kind) {
    case 'added':
      return l10n.t('Add the link {0} from {1} to {2}?', type, from, to);
    case 'removed':
      return l10n.t('Remove the link {0} from {1} to {2}?', type, from, to);
    case 'changed':
      return l10n.t('Change the properties of the link {0} from {1} to {2}?', type, from, to);
    case 'retyped':
      return l10n.t('Change the type of the link from {0} to {1} to {2}?', from, to, type);
    case 'moved':
      return l10n.t('Move the link {0} of {1} to {2}?', type, from, to);
  }
}

/** A question about several links of one entry. */
function questionOfEntry(kind: DeedKind | undefined, count: number, name: string): string {
  const links = formatNumber(count);
  switch (kind) {
    case 'added':
      return l10n.t('Add {0} links to {1}?', links, name);
    case 'removed':
      return l10n.t('Remove {0} links of {1}?', links, name);
    case 'changed':
      return l10n.t('Change the properties of {0} links of {1}?', links, name);
    case 'retyped':
      return l10n.t('Change the type of {0} links of {1}?', links, name);
    case 'moved':
      return l10n.t('Move {0} links of {1}?', links, name);
    case undefined:
      return l10n.t('Change {0} links of {1}?', links, name);
  }
}

/** Each of the entries has at least one link that is not kept, so no number of them can be one. */
function questionOfEntries(kind: DeedKind | undefined, count: number, entries: number): string {
  const [links, all] = [formatNumber(count), formatNumber(entries)];
  switch (kind) {
    case 'added':
      return l10n.t('Add {0} links to {1} entries?', links, all);
    case 'removed':
      return l10n.t('Remove {0} links of {1} entries?', links, all);
    case 'changed':
      return l10n.t('Change the properties of {0} links of {1} entries?', links, all);
    case 'retyped':
      return l10n.t('Change the type of {0} links of {1} entries?', links, all);
    case 'moved':
      return l10n.t('Move {0} links of {1} entries?', links, all);
    case undefined:
      return l10n.t('Change {0} links of {1} entries?', links, all);
  }
}

function verbOf(kind: DeedKind | undefined, count: number): string {
  const links = formatNumber(count);
  switch (kind) {
    case 'added':
      return byCount(count, l10n.t('Add Link'), l10n.t('Add {0} Links', links));
    case 'removed':
      return byCount(count, l10n.t('Remove Link'), l10n.t('Remove {0} Links', links));
    case 'changed':
      return byCount(count, l10n.t('Change Properties'), l10n.t('Change Properties of {0} Links', links));
    case 'retyped':
      return byCount(count, l10n.t('Change Type'), l10n.t('Change Type of {0} Links', links));
    case 'moved':
      return byCount(count, l10n.t('Move Link'), l10n.t('Move {0} Links', links));
    case undefined:
      return byCount(count, l10n.t('Change Link'), l10n.t('Change {0} Links', links));
  }
}

/** Warnings, then what is done link by link, then how many stay. */
function tellEntry({ named, names, deeds }: EntryDeeds, size: 'one' | 'several'): string[] {
  const { plan, warnings, sourceId } = named.plan;
  const warned = describeWarnings(warnings, { sourceId, nameOf: names.entry });
  const of = (kind: DeedKind) => deeds.filter((deed) => deed.kind === kind);
  const most = LISTED[size];
  const isMixed = kindOf(deeds) === undefined;
  const part = (kind: DeedKind, heading: string) =>
    section(isMixed ? heading : undefined, of(kind), (deed) => describeDeed(deed, names), most);
  return [
    ...warned,
    ...part('removed', l10n.t('To be removed:')),
    ...part('retyped', l10n.t('To be given another type:')),
    ...part('moved', l10n.t('To be moved:')),
    ...part('changed', l10n.t('To be given other properties:')),
    ...part('added', l10n.t('To be added:')),
    ...describeKept(plan.kept.length),
  ];
}

function describeKept(count: number): string[] {
  return count > 0
    ? [byCount(count, l10n.t('1 other link stays.'), l10n.t('{0} other links stay.', formatNumber(count)))]
    : [];
}

/** Lines, below their heading where they have one; nothing where there are none. */
function section<T>(
  heading: string | undefined,
  items: readonly T[],
  describe: (item: T) => string,
  most: number,
): string[] {
  if (items.length === 0) return [];
  const indent = heading === undefined ? '' : '    ';
  const rest = items.length - most;
  const lines = [
    ...(heading === undefined ? [] : [heading]),
    ...items.slice(0, most).map((item) => `${indent}${describe(item)}`),
    ...(rest > 0 ? [`${indent}${l10n.t('… and {0} more', formatNumber(rest))}`] : []),
  ];
  return [lines.join('\n')];
}

/** A line about one link, its entry by its whole path: names may be of several entries. */
function describeDeed(deed: LinkDeed, names: Names): string {
  switch (deed.kind) {
    case 'added':
    case 'removed':
      return names.link(deed.link);
    case 'changed':
      return l10n.t(
        '{0}: {1}',
        names.link(deed.link),
        describeProperties(deed.before.properties, deed.link.properties),
      );
    case 'retyped':
      return l10n.t(
        '{0}: {1} becomes {2}',
        names.entry(deed.link.targetId),
        names.type(deed.before.linkTypeId),
        names.type(deed.link.linkTypeId),
      );
    case 'moved':
      return l10n.t(
        '{0} becomes {1} ({2})',
        names.entry(deed.before.targetId),
        names.entry(deed.link.targetId),
        names.type(deed.link.linkTypeId),
      );
  }
}

type Properties = OutgoingLink['properties'];

/** What became of properties, for example `note “a” → “b”, owner removed`. */
export function describeProperties(before: Properties, after: Properties): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return formatList(
    names.flatMap((name) => {
      const was = Object.hasOwn(before, name) ? before[name] : undefined;
      const is = Object.hasOwn(after, name) ? after[name] : undefined;
      if (was === is) return [];
      if (is === undefined) return [l10n.t('{0} removed', cut(name))];
      return was === undefined
        ? [l10n.t('{0} “{1}” added', cut(name), cut(is))]
        : [l10n.t('{0} “{1}” → “{2}”', cut(name), cut(was), cut(is))];
    }),
  );
}

/** A property with its value, for example `note “a”`. */
export function describeProperty(name: string, value: string): string {
  return l10n.t('{0} “{1}”', name, cut(value));
}

const LONGEST = 60;
function cut(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
