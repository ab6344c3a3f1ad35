import * as l10n from '@vscode/l10n';
import {
  keyOf,
  type Link,
  type LinkKey,
  type LinkProperties,
  type LinkType,
  linkTypeTitle,
  nameOfPath,
  type OutgoingLink,
  readLinks,
  resolveLinkTypeId,
  sameProperties,
} from '../../../../domain';
import type { EntryView, FormContents, ProposedLink } from '../../protocol';
import {
  type Form,
  keyOfRow,
  type Property,
  type Row,
  type RowEdit,
  type RowStatus,
  type UntypedRow,
} from './model';

/** What is known of rows before they are made anew. */
export type Known = Pick<Form, 'rows' | 'seen'>;

/** Entries remembered at most. */
const MOST_SEEN = 500;

/** Targets of rows as they were read: they stay what they are when a save or a reload makes the rows anew. */
export function rememberTargets({ rows, seen }: Known): ReadonlyMap<number, EntryView> {
  const known = new Map(seen);
  for (const { target } of rows) {
    if (!target.entryType || seen.get(target.id)?.icon === target.icon) continue;
    const { viaShortcut: _, isCheckedOut: __, ...lasting } = target;
    known.set(target.id, lasting);
  }
  return known.size > MOST_SEEN ? new Map([...known].slice(-MOST_SEEN)) : known;
}

/** The links of the source entry as rows, in the server's order; a link that had a row keeps its id. */
export function rowsOf(
  { source, linkTypes }: Pick<FormContents, 'source' | 'linkTypes'>,
  links: readonly Link[],
  earlier: Known,
) {
  const ids = new Map(
    earlier.rows.filter(({ removed }) => !removed).map((row) => [keyOf(keyOfRow(row)), row.id]),
  );
  const taken = new Set(ids.values());

  const { outgoing, untyped, incoming } = readLinks(links, source.id, linkTypes);
  const byKey = new Map<string, Link>();
  for (const link of links) {
    const linkTypeId = link.sourceId === source.id ? resolveLinkTypeId(link, linkTypes) : undefined;
    if (typeof linkTypeId === 'number') byKey.set(keyOf({ targetId: link.targetId, linkTypeId }), link);
  }
  return {
    rows: outgoing.map((base): Row => {
      const key = keyOf(base);
      const id = ids.get(key) ?? freeId(base, taken);
      return rowOf(base, byKey.get(key), { id, seen: earlier.seen, linkTypes });
    }),
    untyped: untyped.map(({ link, why }): UntypedRow => ({
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

/** The id of a link's row; another row may have it that was this link before it got another type. */
function freeId({ targetId, linkTypeId }: LinkKey, taken: ReadonlySet<string>): string {
  let id = `link-${targetId}-${linkTypeId}`;
  while (taken.has(id)) id += '-again';
  return id;
}

interface RowMaking {
  readonly id: string;
  readonly seen: ReadonlyMap<number, EntryView>;
  readonly linkTypes: readonly LinkType[];
}

function rowOf(base: OutgoingLink, link: Link | undefined, { id, seen, linkTypes }: RowMaking): Row {
  const description = link && ownDescription(link, base.linkTypeId, linkTypes);
  const told = targetOf(link ?? base);
  const known = seen.get(base.targetId);
  // The name of an entry without a path is made up here: what was read is better.
  const target = known && { ...known, ...(told.path ? told : {}) };
  return {
    id,
    base,
    target: target ?? told,
    ...(description && { description }),
    linkTypeId: base.linkTypeId,
    properties: propertyList(base.properties),
    removed: false,
  };
}

/** What only this link says of itself; a description that repeats the type's comes with the type. */
function ownDescription(
  { description, typeDescription }: Link,
  linkTypeId: number,
  linkTypes: readonly LinkType[],
): string | undefined {
  const type = linkTypes.find((one) => one.linkTypeId === linkTypeId);
  const own = description?.trim() ?? '';
  return [typeDescription?.trim(), type?.description?.trim()].includes(own) ? undefined : own;
}

/** The target of a link as far as the link itself tells it. */
export function targetOf({
  targetId: id,
  targetPath: path,
}: Pick<Link, 'targetId' | 'targetPath'>): EntryView {
  return path ? { id, name: nameOfPath(path) || path, path } : { id, name: l10n.t('Entry {0}', id) };
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
export function linksOf(rows: readonly Row[]): readonly OutgoingLink[] {
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

export function editsOf(rows: readonly Row[]): readonly RowEdit[] {
  return rows.flatMap((row): RowEdit[] => {
    const { base, id, target, linkTypeId, properties } = row;
    if (!base) return [{ kind: 'upsert', rowId: id, target, linkTypeId, properties }];
    const was = { targetId: base.targetId, linkTypeId: base.linkTypeId };
    switch (statusOf(row)) {
      case 'removed':
        return [{ kind: 'remove', was }];
      case 'changed':
        return [{ kind: 'upsert', was, target, linkTypeId, properties }];
      default:
        return [];
    }
  });
}

/** What a person did to rows since they were as in `earlier`, which the server has by now. */
export function editsSince(earlier: readonly Row[], rows: readonly Row[]): readonly RowEdit[] {
  const now = new Map(rows.filter(({ removed }) => !removed).map((row) => [row.id, row]));
  const live = new Map(earlier.filter(({ removed }) => !removed).map((row) => [row.id, row]));
  const gone = [...live.values()].filter(({ id }) => !now.has(id));
  return [
    ...gone.map((row): RowEdit => ({ kind: 'remove', was: keyOfRow(row) })),
    ...[...now.values()].flatMap((row): RowEdit[] => {
      const before = live.get(row.id);
      if (before && sameLink(before, row)) return [];
      const { target, linkTypeId, properties } = row;
      const ends = before ? { was: keyOfRow(before) } : row.base ? {} : { rowId: row.id };
      return [{ kind: 'upsert', ...ends, target, linkTypeId, properties }];
    }),
  ];
}

function sameLink(a: Row, b: Row): boolean {
  return (
    a.linkTypeId === b.linkTypeId &&
    sameProperties(propertyRecord(a.properties), propertyRecord(b.properties))
  );
}

/**
 * Repeats edits on rows that may be newer than those they were made on. What is done already stays as it is;
 * a changed link that is gone comes back as an added row, so that nothing typed is lost.
 */
export function applyEdits(
  rows: readonly Row[],
  edits: readonly RowEdit[],
  newId: () => string,
): readonly Row[] {
  const byKey = new Map(rows.map((row) => [keyOf(keyOfRow(row)), row]));
  const added: Row[] = [];
  for (const edit of edits) {
    if (edit.kind === 'remove') {
      const row = byKey.get(keyOf(edit.was));
      if (row) byKey.set(keyOf(edit.was), { ...row, removed: true });
      continue;
    }
    const { was, rowId, target, linkTypeId, properties } = edit;
    const keys = [...(was ? [was] : []), { targetId: target.id, linkTypeId }].map(keyOf);
    const key = keys.find((one) => byKey.has(one));
    const row = key === undefined ? undefined : byKey.get(key);
    const other = was && byKey.get(keyOf({ targetId: target.id, linkTypeId }));
    if (key === undefined || !row) {
      added.push({ id: rowId ?? newId(), target, linkTypeId, properties, removed: false });
    } else if (other && other !== row) {
      // A link that got another type, which is there already by now: one row for each, or they would be the same.
      byKey.set(key, { ...row, removed: true });
      byKey.set(keyOf(keyOfRow(other)), { ...other, removed: false, properties });
    } else if (was || properties.length > 0) {
      byKey.set(key, { ...row, target: { ...row.target, ...target }, linkTypeId, properties });
    }
  }
  return [...added, ...byKey.values()];
}

/** Adds proposed links to rows that may have them already. */
export function applyProposals(
  rows: readonly Row[],
  proposals: readonly ProposedLink[],
  newId: () => string,
): readonly Row[] {
  const result = [...rows];
  const added: Row[] = [];
  for (const { target, linkTypeId, properties } of proposals) {
    const at = result.findIndex((row) => row.target.id === target.id && row.linkTypeId === linkTypeId);
    const row = result[at];
    if (!row) {
      const asked = propertyList(properties ?? {});
      added.push({ id: newId(), target, linkTypeId, properties: asked, removed: false });
      continue;
    }
    const keeps = properties === undefined || sameProperties(properties, propertyRecord(row.properties));
    result[at] = {
      ...row,
      target,
      removed: false,
      properties: keeps ? row.properties : propertyList(properties),
    };
  }
  return insertAdded(result, added);
}

/** Puts new rows after those added before, above the links that are there: where the person looks while adding. */
export function insertAdded(rows: readonly Row[], added: readonly Row[]): readonly Row[] {
  const firstExisting = rows.findIndex((row) => row.base);
  const at = firstExisting < 0 ? rows.length : firstExisting;
  return [...rows.slice(0, at), ...added, ...rows.slice(at)];
}
