import { l10n } from 'vscode';
import {
  isNoChange,
  type Link,
  type LinkPlan,
  type LinkType,
  type OutgoingLink,
  type PropertyChange,
} from '../domain';
import type { ChangePlan } from '../changes';
import { byCount, describeWarnings, formatList, formatNumber, type LinkCounts } from '../ui';
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
const LISTED_KEPT = { one: 4, several: 0 };
/** Entries of a batch that are told one by one. */
const LISTED_ENTRIES = 5;

/** What changes would do, as a question; expects at least one plan that changes something. */
export function describePlan(plans: readonly NamedPlan[]): PlanQuestion {
  const changed = plans.filter(({ plan }) => !isNoChange(plan.plan));
  const total = sumOf(changed.map(({ plan }) => plan.plan));
  const [first] = changed;
  const one = changed.length === 1 && first;
  const detail = one
    ? tellEntry(one, 'one')
    : [
        l10n.t('In all: {0}.', formatCounts(total)),
        ...changed
          .slice(0, LISTED_ENTRIES)
          .map((entry) => l10n.t('{0}: {1}', entry.name, tellEntry(entry, 'several'))),
        ...moreEntries(changed.length - LISTED_ENTRIES),
      ].join('\n\n');
  const question = one ? questionOfOne(total, one.name) : questionOfSeveral(total, changed.length);
  return { question, detail, verb: verbOf(total) };
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

function sumOf(plans: readonly LinkPlan[]): LinkCounts {
  const sum = (pick: (plan: LinkPlan) => readonly unknown[]) =>
    plans.reduce((count, plan) => count + pick(plan).length, 0);
  return {
    added: sum(({ added }) => added),
    removed: sum(({ removed }) => removed),
    changed: sum(({ changed }) => changed),
    kept: sum(({ kept }) => kept),
  };
}

function questionOfOne({ added, removed, changed }: LinkCounts, name: string): string {
  if (added + changed === 0)
    return byCount(
      removed,
      l10n.t('Remove 1 link of {0}?', name),
      l10n.t('Remove {0} links of {1}?', formatNumber(removed), name),
    );
  if (removed + changed === 0)
    return byCount(
      added,
      l10n.t('Add 1 link to {0}?', name),
      l10n.t('Add {0} links to {1}?', formatNumber(added), name),
    );
  if (added + removed === 0)
    return byCount(
      changed,
      l10n.t('Change 1 link of {0}?', name),
      l10n.t('Change {0} links of {1}?', formatNumber(changed), name),
    );
  return l10n.t('Change the links of {0}?', name);
}

/** Each of them has at least one link that is not kept, so no number but that of the entries can be one. */
function questionOfSeveral({ added, removed, changed }: LinkCounts, entries: number): string {
  const count = formatNumber(entries);
  if (added + changed === 0) return l10n.t('Remove {0} links of {1} entries?', formatNumber(removed), count);
  if (removed + changed === 0) return l10n.t('Add {0} links to {1} entries?', formatNumber(added), count);
  if (added + removed === 0) return l10n.t('Change {0} links of {1} entries?', formatNumber(changed), count);
  return l10n.t('Change the links of {0} entries?', count);
}

function verbOf({ added, removed, changed }: LinkCounts): string {
  if (added + changed === 0)
    return byCount(removed, l10n.t('Remove Link'), l10n.t('Remove {0} Links', formatNumber(removed)));
  if (removed + changed === 0)
    return byCount(added, l10n.t('Add Link'), l10n.t('Add {0} Links', formatNumber(added)));
  if (added + removed === 0)
    return byCount(changed, l10n.t('Change Link'), l10n.t('Change {0} Links', formatNumber(changed)));
  return l10n.t('Apply Changes');
}

function tellEntry(
  { plan: planned, name, linkTypes, told = [] }: NamedPlan,
  size: 'one' | 'several',
): string {
  const { plan, warnings, request, sourceId } = planned;
  const links = [...told, ...request.base];
  const names = namesFrom({ links, linkTypes, known: request.known, named: { [sourceId]: name } });
  const warned = describeWarnings(warnings, { sourceId, nameOf: names.entry }).map((text) =>
    l10n.t('Warning: {0}', text),
  );
  const sections = [
    section(l10n.t('Remove:'), plan.removed, names.link, LISTED[size]),
    section(l10n.t('Change:'), plan.changed, (one) => describeChange(one, names), LISTED[size]),
    section(l10n.t('Add:'), plan.added, names.link, LISTED[size]),
    section(l10n.t('Keep:'), plan.kept, names.link, LISTED_KEPT[size]),
  ].flat();
  const gap = size === 'one' ? '\n\n' : '\n';
  return [l10n.t('{0}.', formatCounts(sumOf([plan]))), ...warned, ...sections].join(gap);
}

/** A heading and its lines; nothing where there are none, or none of them is told. */
function section<T>(
  heading: string,
  items: readonly T[],
  describe: (item: T) => string,
  most: number,
): string[] {
  if (items.length === 0 || most === 0) return [];
  const told = items.slice(0, most).map((item) => `    ${describe(item)}`);
  const rest = items.length - most;
  const more = rest > 0 ? [`    ${l10n.t('… and {0} more', formatNumber(rest))}`] : [];
  return [[heading, ...told, ...more].join('\n')];
}

function describeChange({ before, after }: PropertyChange, names: Names): string {
  return l10n.t('{0}: {1}', names.link(after), describeProperties(before.properties, after.properties));
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
