import { l10n } from 'vscode';
import type { LinkProperties } from '../../domain';
import { formatList, formatNumber } from '../../ui';

/** What a person wants of the properties of one or several links: the rest stays as it is in each of them. */
export interface PropertyDraft {
  readonly set: ReadonlyMap<string, string>;
  readonly remove: ReadonlySet<string>;
}

export const NO_DRAFT: PropertyDraft = { set: new Map(), remove: new Set() };

/** A property as a list shows it. */
export interface PropertyRow {
  readonly name: string;
  /** Its values before, each once, over all links; `undefined` where a link has none. */
  readonly before: readonly (string | undefined)[];
  readonly state: 'kept' | 'added' | 'changed' | 'removed';
  /** What it will be; several values stay several. */
  readonly after: readonly (string | undefined)[];
}

export function setProperty({ set, remove }: PropertyDraft, name: string, value: string): PropertyDraft {
  return { set: new Map([...set, [name, value]]), remove: without(remove, name) };
}

export function removeProperty({ set, remove }: PropertyDraft, name: string): PropertyDraft {
  return {
    set: new Map([...set].filter(([one]) => one !== name)),
    remove: new Set([...remove, name]),
  };
}

/** Takes back what was wanted of one property. */
export function restoreProperty({ set, remove }: PropertyDraft, name: string): PropertyDraft {
  return { set: new Map([...set].filter(([one]) => one !== name)), remove: without(remove, name) };
}

/** The properties of one link afterwards; those that it had keep their place. */
export function applyDraft(properties: LinkProperties, { set, remove }: PropertyDraft): LinkProperties {
  const after = new Map(Object.entries(properties).filter(([name]) => !remove.has(name)));
  for (const [name, value] of set) after.set(name, value);
  return Object.fromEntries(after);
}

/** All properties of the links and of the draft, in the order they are met. */
export function propertyRows(links: readonly LinkProperties[], draft: PropertyDraft): PropertyRow[] {
  const names = new Set([...links.flatMap((properties) => Object.keys(properties)), ...draft.set.keys()]);
  return [...names].map((name) => {
    const before = valuesOf(links, name);
    const after = valuesOf(
      links.map((properties) => applyDraft(properties, draft)),
      name,
    );
    return { name, before, after, state: stateOf(before, after) };
  });
}

/** What the draft changes, told in a few words: `1 added, 2 changed`. Empty when it changes nothing. */
export function describeDraft(links: readonly LinkProperties[], draft: PropertyDraft): string {
  const states = propertyRows(links, draft).map(({ state }) => state);
  const count = (state: PropertyRow['state']) => states.filter((one) => one === state).length;
  const [added, changed, removed] = [count('added'), count('changed'), count('removed')];
  return formatList([
    ...(added > 0 ? [l10n.t('{0} added', formatNumber(added))] : []),
    ...(changed > 0 ? [l10n.t('{0} changed', formatNumber(changed))] : []),
    ...(removed > 0 ? [l10n.t('{0} removed', formatNumber(removed))] : []),
  ]);
}

function valuesOf(links: readonly LinkProperties[], name: string): (string | undefined)[] {
  return [
    ...new Set(links.map((properties) => (Object.hasOwn(properties, name) ? properties[name] : undefined))),
  ];
}

function stateOf(
  before: readonly (string | undefined)[],
  after: readonly (string | undefined)[],
): PropertyRow['state'] {
  if (before.length === after.length && before.every((value, at) => value === after[at])) return 'kept';
  if (after.every((value) => value === undefined)) return 'removed';
  return before.every((value) => value === undefined) ? 'added' : 'changed';
}

const without = (names: ReadonlySet<string>, name: string): ReadonlySet<string> =>
  new Set([...names].filter((one) => one !== name));
