import {
  isNoChange,
  type Link,
  type LinkPlan,
  type LinkType,
  type PropertyChange,
  warningTexts,
} from '../domain';
import type { ChangePlan } from '../changes';
import { plural } from '../ui';
import { namesFrom, type Names } from './names';

/** A review, and what its entry is called. */
export interface NamedReview {
  readonly review: ChangePlan;
  readonly name: string;
  readonly linkTypes: readonly LinkType[];
  /** Links that tell names which those of the entry don't. */
  readonly told?: readonly Link[];
}

/** A question about a plan. */
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

/** What a change would do, as a question; expects at least one review that changes something. */
export function describePlan(reviews: readonly NamedReview[]): PlanQuestion {
  const changing = reviews.filter(({ review }) => !isNoChange(review.plan));
  const total = sumOf(changing.map(({ review }) => review.plan));
  const [first] = changing;
  const one = changing.length === 1 && first;
  const where = one ? one.name : plural(changing.length, 'entry', 'entries');
  const detail = one
    ? tellEntry(one, 'one')
    : [
        `In all: ${formatCounts(total)}.`,
        ...changing.slice(0, LISTED_ENTRIES).map((entry) => `${entry.name}: ${tellEntry(entry, 'several')}`),
        ...(changing.length > LISTED_ENTRIES
          ? [`… and ${plural(changing.length - LISTED_ENTRIES, 'more entry', 'more entries')}.`]
          : []),
      ].join('\n\n');
  return { question: questionOf(total, where), detail, verb: verbOf(total) };
}

/** For example `2 added, 1 removed, 12 kept`. */
export function formatCounts({ added, removed, changed, kept }: Counts): string {
  const services = [
    added > 0 && `${added.toLocaleString('en-US')} added`,
    removed > 0 && `${removed.toLocaleString('en-US')} removed`,
    changed > 0 && `${changed.toLocaleString('en-US')} changed`,
    `${kept.toLocaleString('en-US')} kept`,
  ];
  return services.filter((part) => part !== false).join(', ');
}

interface Counts {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly kept: number;
}

function sumOf(plans: readonly LinkPlan[]): Counts {
  const sum = (pick: (plan: LinkPlan) => readonly unknown[]) =>
    plans.reduce((count, plan) => count + pick(plan).length, 0);
  return {
    added: sum(({ added }) => added),
    removed: sum(({ removed }) => removed),
    changed: sum(({ changed }) => changed),
    kept: sum(({ kept }) => kept),
  };
}

function questionOf({ added, removed, changed }: Counts, where: string): string {
  if (added + changed === 0) return `Remove ${plural(removed, 'link')} of ${where}?`;
  if (removed + changed === 0) return `Add ${plural(added, 'link')} to ${where}?`;
  if (added + removed === 0) return `Change ${plural(changed, 'link')} of ${where}?`;
  return `Change the links of ${where}?`;
}

function verbOf({ added, removed, changed }: Counts): string {
  const links = (count: number) => (count === 1 ? 'Link' : plural(count, 'Link'));
  if (added + changed === 0) return `Remove ${links(removed)}`;
  if (removed + changed === 0) return `Add ${links(added)}`;
  if (added + removed === 0) return `Change ${links(changed)}`;
  return 'Apply Changes';
}

function tellEntry({ review, name, linkTypes, told = [] }: NamedReview, size: 'one' | 'several'): string {
  const { plan, warnings, request, sourceId } = review;
  const links = [...told, ...request.base];
  const names = namesFrom({ links, linkTypes, known: request.known, named: { [sourceId]: name } });
  const warned = warningTexts(warnings, { sourceId, nameOf: names.entry }).map(
    ({ text }) => `Warning: ${text}`,
  );
  const sections = [
    section('Remove', plan.removed, names.link, LISTED[size]),
    section('Change', plan.changed, (one) => describeChange(one, names), LISTED[size]),
    section('Add', plan.added, names.link, LISTED[size]),
    section('Keep', plan.kept, names.link, LISTED_KEPT[size]),
  ].flat();
  const gap = size === 'one' ? '\n\n' : '\n';
  return [`${formatCounts(sumOf([plan]))}.`, ...warned, ...sections].join(gap);
}

/** A heading and its lines; nothing where there are none, or none of them is told. */
function section<T>(
  heading: string,
  items: readonly T[],
  words: (item: T) => string,
  most: number,
): string[] {
  if (items.length === 0 || most === 0) return [];
  const told = items.slice(0, most).map((item) => `    ${words(item)}`);
  const rest = items.length > most ? [`    … and ${(items.length - most).toLocaleString('en-US')} more`] : [];
  return [[`${heading}:`, ...told, ...rest].join('\n')];
}

function describeChange({ before, after }: PropertyChange, names: Names): string {
  return `${names.link(after)}: ${describeProperties(before.properties, after.properties)}`;
}

type Properties = Readonly<Record<string, string>>;

/** What became of properties, for example `note “a” → “b”, owner removed`. */
export function describeProperties(before: Properties, after: Properties): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const words = names.flatMap((name) => {
    const was = Object.hasOwn(before, name) ? before[name] : undefined;
    const is = Object.hasOwn(after, name) ? after[name] : undefined;
    if (was === is) return [];
    if (is === undefined) return [`${cut(name)} removed`];
    return was === undefined
      ? [`${cut(name)} ${quoted(is)} added`]
      : [`${cut(name)} ${quoted(was)} → ${quoted(is)}`];
  });
  return words.join(', ');
}

export const quoted = (text: string) => `“${cut(text)}”`;

const LONGEST = 60;
function cut(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
