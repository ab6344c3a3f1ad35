import {
  keyOf,
  type Link,
  type LinkProperties,
  type LinkType,
  linkTypeTitle,
  nameOfPath,
  type OutgoingLink,
  readLinks,
  resolveLinkTypeId,
  sameProperties,
} from '../../../../domain';
import type { EntryView, FormContents } from '../../protocol';
import type { Property, Row, RowStatus, UnresolvedRow } from './model';

/** The links of the source entry as rows, in the server's order. */
export function rowsOf(
  { source, linkTypes }: Pick<FormContents, 'source' | 'linkTypes'>,
  links: readonly Link[],
) {
  const { outgoing, untyped, incoming } = readLinks(links, source.id, linkTypes);
  const byKey = new Map<string, Link>();
  for (const link of links) {
    const linkTypeId = link.sourceId === source.id ? resolveLinkTypeId(link, linkTypes) : undefined;
    if (typeof linkTypeId === 'number') byKey.set(keyOf({ targetId: link.targetId, linkTypeId }), link);
  }
  return {
    rows: outgoing.map((base): Row => rowOf(base, byKey.get(keyOf(base)))),
    untyped: untyped.map(({ link, why }): UnresolvedRow => ({
      target: targetOf(link),
      type: titleOf(link, linkTypes),
      properties: Object.entries<unknown>(link.properties ?? {}).map(([name, value]) => ({
        name,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
      why,
    })),
    incoming,
  };
}

function titleOf({ linkTypeId, sourceLabel, targetLabel }: Link, linkTypes: readonly LinkType[]): string {
  const type = linkTypes.find((one) => one.linkTypeId === linkTypeId);
  return type ? linkTypeTitle(type) : [sourceLabel, targetLabel].filter(Boolean).join(' → ');
}

function rowOf(base: OutgoingLink, link: Link | undefined): Row {
  const { description, typeDescription } = link ?? {};
  return {
    id: `link-${base.targetId}-${base.linkTypeId}`,
    base,
    target: link ? targetOf(link) : { id: base.targetId, name: `Entry ${base.targetId}` },
    ...(description && description !== typeDescription && { description }),
    linkTypeId: base.linkTypeId,
    properties: propertyList(base.properties),
    removed: false,
  };
}

function targetOf({ targetId: id, targetPath: path }: Link): EntryView {
  return path ? { id, name: nameOfPath(path) || path, path } : { id, name: `Entry ${id}` };
}

/** Properties that a link has or that somebody asked for: a blank name among them is meant. */
export function propertyList(properties: LinkProperties): readonly Property[] {
  return Object.entries(properties).map(([name, value]): Property =>
    name.trim() ? { name, value } : { name, value, blankMeant: true },
  );
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
