import { keyOf, type LinkKey, sameProperties } from '../../../../domain';
import type { EntryView, ProposedLink } from '../../protocol';
import { keyOfRow, type Property, type Row } from './model';
import { propertyList, propertyRecord, statusOf } from './rows';

/** What a person did to one row, told apart from the links it was done to: so it can be repeated on newer ones. */
export type RowEdit =
  | {
      readonly kind: 'put';
      /** The link as it was; none for an added row. */
      readonly was?: LinkKey;
      /** Id of an added row: it stays the same row wherever the edit is repeated. */
      readonly rowId?: string;
      readonly target: EntryView;
      readonly linkTypeId: number;
      readonly properties: readonly Property[];
    }
  | { readonly kind: 'remove'; readonly was: LinkKey };

export function editsOf(rows: readonly Row[]): readonly RowEdit[] {
  return rows.flatMap((row): RowEdit[] => {
    const { base, id, target, linkTypeId, properties } = row;
    if (!base) return [{ kind: 'put', rowId: id, target, linkTypeId, properties }];
    const was = { targetId: base.targetId, linkTypeId: base.linkTypeId };
    switch (statusOf(row)) {
      case 'removed':
        return [{ kind: 'remove', was }];
      case 'changed':
        return [{ kind: 'put', was, target, linkTypeId, properties }];
      default:
        return [];
    }
  });
}

/** What a person did to rows since they were as in `earlier`, which the server has by now. */
export function editsSince(earlier: readonly Row[], rows: readonly Row[]): readonly RowEdit[] {
  const wanted = new Map(rows.filter(({ removed }) => !removed).map((row) => [row.id, row]));
  const live = new Map(earlier.filter(({ removed }) => !removed).map((row) => [row.id, row]));
  const gone = [...live.values()].filter(({ id }) => !wanted.has(id));
  return [
    ...gone.map((row): RowEdit => ({ kind: 'remove', was: keyOfRow(row) })),
    ...[...wanted.values()].flatMap((row): RowEdit[] => {
      const before = live.get(row.id);
      if (before && sameLink(before, row)) return [];
      const { target, linkTypeId, properties } = row;
      const ends = before ? { was: keyOfRow(before) } : row.base ? {} : { rowId: row.id };
      return [{ kind: 'put', ...ends, target, linkTypeId, properties }];
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
      const wanted = propertyList(properties ?? {});
      added.push({ id: newId(), target, linkTypeId, properties: wanted, removed: false });
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
