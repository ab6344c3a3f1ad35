import type { Link } from '../../../../api/types';
import {
  nameOfPath,
  readLinks,
  sameProperties,
  type LinkProperties,
  type OutgoingLink,
} from '../../../../links';
import type { EntryView, FormContents } from '../../protocol';
import type { Property, Row, RowStatus, UnresolvedRow } from './model';

/** The links of the source entry as rows, in the server's order. */
export function rowsOf(
  { source, linkTypes }: Pick<FormContents, 'source' | 'linkTypes'>,
  links: readonly Link[],
) {
  const { outgoing, unresolved, incoming } = readLinks(links, source.id, linkTypes);
  const untyped = new Set(unresolved.map(({ link }) => link));
  const typed = links.filter((link) => link.sourceId === source.id && !untyped.has(link));
  return {
    rows: outgoing.map((base, index): Row => rowOf(base, typed[index])),
    unresolved: unresolved.map(({ link, why }): UnresolvedRow => ({
      target: targetOf(link),
      labels: [link.sourceLabel, link.targetLabel].filter(Boolean).join(' → '),
      why,
    })),
    incoming,
  };
}

function rowOf(base: OutgoingLink, link: Link | undefined): Row {
  const { description, linkTypeDescription } = link ?? {};
  return {
    id: `link-${base.targetId}-${base.linkTypeId}`,
    base,
    target: link ? targetOf(link) : { id: base.targetId, name: `Entry ${base.targetId}` },
    ...(description && description !== linkTypeDescription && { description }),
    linkTypeId: base.linkTypeId,
    properties: propertyList(base.properties),
    removed: false,
  };
}

function targetOf({ targetId: id, targetFullPath: path }: Link): EntryView {
  return path ? { id, name: nameOfPath(path) || path, path } : { id, name: `Entry ${id}` };
}

export function propertyList(properties: LinkProperties): readonly Property[] {
  return Object.entries(properties).map(([name, value]) => ({ name, value }));
}

/** The properties as they are sent; of a name that is there twice, which is an error shown beside it, the last counts. */
export function propertyRecord(properties: readonly Property[]): LinkProperties {
  return Object.fromEntries(properties.map(({ name, value }) => [name, value]));
}

export function statusOf({ base, removed, linkTypeId, properties }: Row): RowStatus {
  if (!base) return 'added';
  if (removed) return 'removed';
  const same =
    linkTypeId === base.linkTypeId &&
    properties.length === Object.keys(base.properties).length &&
    sameProperties(propertyRecord(properties), base.properties);
  return same ? 'kept' : 'changed';
}

/** The links that the person wants, in the rows' order. */
export function wantedLinks(rows: readonly Row[]): readonly OutgoingLink[] {
  return rows
    .filter((row) => !row.removed)
    .map(({ target, linkTypeId, properties }) => ({
      targetId: target.id,
      linkTypeId,
      properties: propertyRecord(properties),
    }));
}

export function isDirty(rows: readonly Row[]): boolean {
  return rows.some((row) => statusOf(row) !== 'kept');
}
