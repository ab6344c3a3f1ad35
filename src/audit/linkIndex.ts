import type { Entry, Link, LinkType } from '../domain';
import type { AuditModel, CheckId, Finding, FindingFacts, Mend } from './types';

/** A link whose type is known. */
export interface TypedLink extends Link {
  readonly linkTypeId: number;
}

/** The links of a set by their ends. */
export interface LinkIndex {
  readonly entries: ReadonlyMap<number, Entry>;
  /** The links that go out from entries of the set, in the order of entries, then of links. */
  readonly outgoing: readonly TypedLink[];
  /** All links that are known, by their sources. */
  readonly bySource: ReadonlyMap<number, readonly TypedLink[]>;
  readonly byTarget: ReadonlyMap<number, readonly TypedLink[]>;
  readonly types: ReadonlyMap<number, LinkType>;
  /** Paths of entries as they themselves or their links tell them. */
  readonly paths: ReadonlyMap<number, string>;
}

const indexes = new WeakMap<AuditModel, LinkIndex>();

/** Made once for each model: every check asks for it. */
export function indexOf(model: AuditModel): LinkIndex {
  const known = indexes.get(model);
  if (known) return known;
  const typed = model.links.filter(isTyped);
  const bySource = groupBy(typed, ({ sourceId }) => sourceId);
  const index: LinkIndex = {
    entries: new Map(model.entries.map((entry) => [entry.id, entry])),
    outgoing: model.entries.flatMap(({ id }) => bySource.get(id) ?? []),
    bySource,
    byTarget: groupBy(typed, ({ targetId }) => targetId),
    types: new Map(model.linkTypes.map((type) => [type.linkTypeId, type])),
    paths: pathsOf(model),
  };
  indexes.set(model, index);
  return index;
}

function pathsOf({ entries, links }: AuditModel): Map<number, string> {
  const paths = new Map<number, string>();
  const add = (id: number, path: string | null | undefined) => {
    if (path !== undefined && path !== null && path !== '') paths.set(id, path);
  };
  for (const { sourceId, sourcePath, targetId, targetPath } of links) {
    add(sourceId, sourcePath);
    add(targetId, targetPath);
  }
  for (const { id, path } of entries) add(id, path);
  return paths;
}

const isTyped = (link: Link): link is TypedLink =>
  link.linkTypeId !== undefined && link.linkTypeId > 0 && link.sourceId > 0 && link.targetId > 0;

export function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** A finding about a link, told at its source. */
export function aboutLink(
  check: CheckId,
  link: TypedLink,
  { paths }: LinkIndex,
  { facts = {}, mend }: { readonly facts?: FindingFacts; readonly mend?: Mend } = {},
): Finding {
  const { sourceId, targetId, linkTypeId } = link;
  const targetPath = paths.get(targetId);
  return {
    check,
    entryId: sourceId,
    path: paths.get(sourceId),
    targetId,
    ...(targetPath !== undefined && { targetPath }),
    linkTypeId,
    facts,
    mend,
  };
}

/** Servers send an empty path for one that they do not tell. */
export const pathOf = ({ path }: Entry): string | undefined =>
  path === '' || path === null ? undefined : path;

export const removing = ({ sourceId, targetId, linkTypeId }: TypedLink): Mend => ({
  kind: 'removeLink',
  sourceId,
  targetId,
  linkTypeId,
});

/** What a link is, without its properties. */
export const linkKey = ({ sourceId, targetId, linkTypeId }: TypedLink): string =>
  `${sourceId}:${targetId}:${linkTypeId}`;

/** A text without what people take for the same: letter case, and blanks around and between. */
export const fold = (text: string): string =>
  text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
