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
  };
  indexes.set(model, index);
  return index;
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
  { entries }: LinkIndex,
  { facts = {}, mend }: { readonly facts?: FindingFacts; readonly mend?: Mend } = {},
): Finding {
  const { sourceId, targetId, linkTypeId, sourcePath, targetPath } = link;
  const otherPath = pathOf(entries.get(targetId)) ?? toldPath(targetPath);
  return {
    check,
    entryId: sourceId,
    path: pathOf(entries.get(sourceId)) ?? toldPath(sourcePath),
    targetId,
    ...(otherPath !== undefined && { targetPath: otherPath }),
    linkTypeId,
    facts,
    mend,
  };
}

/** Servers send an empty path for one that they do not tell. */
const toldPath = (path: string | null | undefined): string | undefined =>
  path === '' || path === null ? undefined : path;

export const pathOf = (entry: Entry | undefined): string | undefined => toldPath(entry?.path);

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
