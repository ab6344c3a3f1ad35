import {
  keyOf,
  type Link,
  type LinkAssignment,
  type LinkEdit,
  type LinkKey,
  type OutgoingLink,
} from '../../../../src/domain';
import type { RepositoryState } from '../../../../src/sandbox/repository/state';

/** Outgoing links of an entry by key; properties as text, so that not a byte goes unseen. */
export type Shown = ReadonlyMap<string, string>;

export const propertiesText = (properties: Readonly<Record<string, string>> | null | undefined): string => {
  const pairs = Object.entries(properties ?? {});
  return pairs.length === 0 ? '' : JSON.stringify(pairs.sort());
};

const shown = new WeakMap<RepositoryState, Map<number, Shown>>();

/** What an entry really has, whatever a server tells of it. States are immutable: each is looked at once. */
export function outgoingOf(state: RepositoryState, entryId: number): Shown {
  let byEntry = shown.get(state);
  if (!byEntry) shown.set(state, (byEntry = new Map<number, Shown>()));
  let links = byEntry.get(entryId);
  if (!links) {
    links = new Map(
      state.links
        .filter(({ sourceId }) => sourceId === entryId)
        .map((link) => [keyOf(link), propertiesText(link.properties)]),
    );
    byEntry.set(entryId, links);
  }
  return links;
}

/** Links that point at an entry from others, by `source:target:type`. */
export function incomingOf(state: RepositoryState, entryId: number): ReadonlyMap<string, string> {
  return new Map(
    state.links
      .filter(({ sourceId, targetId }) => targetId === entryId && sourceId !== entryId)
      .map((link) => [endsOf(link), propertiesText(link.properties)]),
  );
}

export const endsOf = ({
  sourceId,
  targetId,
  linkTypeId,
}: Pick<Link, 'sourceId' | 'targetId' | 'linkTypeId'>): string =>
  `${sourceId}:${targetId}:${linkTypeId ?? '?'}`;

export const payloadOf = (payload: readonly LinkAssignment[]): Shown =>
  new Map(payload.map((link) => [keyOf(link), propertiesText(link.properties)]));

export const plannedOf = (links: readonly OutgoingLink[]): Shown =>
  new Map(links.map((link) => [keyOf(link), propertiesText(link.properties)]));

export const same = (a: Shown, b: Shown): boolean =>
  a.size === b.size && [...a].every(([key, text]) => b.get(key) === text);

/** Keys that one has otherwise than the other. */
export function differing(a: Shown, b: Shown): string[] {
  const keys = new Set([...a.keys(), ...b.keys()]);
  return [...keys].filter((key) => a.get(key) !== b.get(key));
}

/** What an edit wishes for a key, said without the code under test. */
export function wishOf(edit: LinkEdit, key: string, now: string | undefined): string | undefined {
  const wish = edit.upsert?.findLast((one) => keyOf(one) === key);
  if (wish?.properties && (!wish.onlyIfAbsent || now === undefined)) return propertiesText(wish.properties);
  if (wish) return now ?? '';
  return edit.remove?.some((one) => keyOf(one) === key) ? undefined : now;
}

export const namedIn = ({ upsert = [], remove = [] }: LinkEdit): Set<string> =>
  new Set([...upsert, ...remove].map(keyOf));

/** The links after an edit. */
export function merged(links: Shown, edit: LinkEdit): Shown {
  const after = new Map(links);
  for (const key of namedIn(edit)) {
    const wish = wishOf(edit, key, links.get(key));
    if (wish === undefined) after.delete(key);
    else after.set(key, wish);
  }
  return after;
}

export const keyFrom = (text: string): LinkKey => {
  const [targetId, linkTypeId] = text.split(':').map(Number);
  return { targetId: targetId!, linkTypeId: linkTypeId! };
};
