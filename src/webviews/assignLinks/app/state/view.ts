import type { LinkType } from '../../../../domain';
import { typeNameOf } from './conflicts';
import type { Draft, Form, Row, Sort, SortColumn, TableView } from './model';
import { statusOf } from './rows';

export const WHOLE_VIEW: TableView = { text: '', changesOnly: false, ticked: new Set() };

/** What is to be seen otherwise; `undefined` takes a filter or an order away. */
export type ViewPart = { readonly [K in keyof Omit<TableView, 'ticked'>]?: TableView[K] | undefined };

export function changeView(form: Form, part: ViewPart): Form {
  const { typeId, sort, ...all } = { ...form.view, ...part };
  const { text = '', changesOnly = false, ticked } = all;
  const view: TableView = {
    text,
    changesOnly,
    ticked,
    ...(typeId !== undefined && { typeId }),
    ...(sort && { sort }),
  };
  return { ...form, view };
}

export interface Shown {
  /** The rows to draw: as many as the limit allows, and always those with problems. */
  readonly rows: readonly Row[];
  /** All rows that the filter lets through, in the order they show in. */
  readonly matching: readonly Row[];
  /** Changes that the filter hides: they are sent all the same. */
  readonly hiddenChanges: number;
}

/** What the table shows of the rows. */
export function shownRows(
  rows: readonly Row[],
  problems: ReadonlyMap<string, unknown>,
  { view, ranks, limit }: { readonly view: TableView; readonly ranks: Ranks; readonly limit: number },
): Shown {
  const text = view.text.trim().toLowerCase();
  const matching: Row[] = [];
  const drawn: Row[] = [];
  let hiddenChanges = 0;
  for (const row of inOrder(rows, ranks)) {
    const matches = isLetThrough(row, text, view);
    if (matches) matching.push(row);
    else if (!problems.has(row.id) && statusOf(row) !== 'kept') hiddenChanges += 1;
    if ((matches && matching.length <= limit) || problems.has(row.id)) drawn.push(row);
  }
  return { rows: drawn, matching, hiddenChanges };
}

/** Whether a filter may hide rows. */
export function isFiltered({ text, typeId, changesOnly }: TableView): boolean {
  return changesOnly || typeId !== undefined || text.trim() !== '';
}

function isLetThrough(row: Row, text: string, { typeId, changesOnly }: TableView): boolean {
  // A row that gets another type stays in sight, where the person can see what they did.
  const hasType = typeId === undefined || row.linkTypeId === typeId || row.base?.linkTypeId === typeId;
  return hasType && (!changesOnly || statusOf(row) !== 'kept') && (!text || holds(row, text));
}

function holds({ target, properties }: Row, text: string): boolean {
  return [
    target.name,
    target.path ?? '',
    `#${target.id}`,
    ...properties.flatMap(({ name, value }) => [name, value]),
  ].some((part) => part.toLowerCase().includes(text));
}

/** Places of the server's links in the order that they show in, by row id; `undefined`: the server's order. */
export type Ranks = ReadonlyMap<string, number> | undefined;

/**
 * What a row was on the server decides where it stands, so that no row leaves the place where it is edited. Rows that
 * were added stay on top.
 */
export function ranksOf(rows: readonly Row[], sort: Sort | undefined, types: readonly LinkType[]): Ranks {
  if (!sort) return undefined;
  const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const typeNames = new Map(types.map(({ linkTypeId }) => [linkTypeId, typeNameOf(types, linkTypeId)]));
  const typeOf = ({ base }: Row) => (base ? (typeNames.get(base.linkTypeId) ?? `${base.linkTypeId}`) : '');
  const nameOf = ({ target }: Row) => target.name;
  const [first, second] = sort.by === 'type' ? [typeOf, nameOf] : [nameOf, typeOf];
  const keyed = rows
    .filter(({ base }) => base)
    .map((row) => ({ id: row.id, first: first(row), second: second(row) }));
  const sign = sort.descending ? -1 : 1;
  keyed.sort((a, b) => sign * compare(a.first, b.first) || compare(a.second, b.second));
  return new Map(keyed.map(({ id }, index) => [id, index]));
}

function inOrder(rows: readonly Row[], ranks: Ranks): readonly Row[] {
  if (!ranks) return rows;
  const rank = ({ id }: Row) => ranks.get(id) ?? -1;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

/** The order after a click on a column's head: up, down, that of the server. */
export function nextSort(sort: Sort | undefined, by: SortColumn): Sort | undefined {
  if (sort?.by !== by) return { by, descending: false };
  return sort.descending ? undefined : { by, descending: true };
}

/** Types that rows have, with how many, in the order of the repository's types. */
export function typesIn(
  rows: readonly Row[],
  types: readonly LinkType[],
): readonly { readonly linkTypeId: number; readonly count: number }[] {
  const counts = new Map<number, number>();
  for (const { linkTypeId } of rows) counts.set(linkTypeId, (counts.get(linkTypeId) ?? 0) + 1);
  const known = types.flatMap(({ linkTypeId }) => {
    const count = counts.get(linkTypeId);
    counts.delete(linkTypeId);
    return count === undefined ? [] : [{ linkTypeId, count }];
  });
  return [...known, ...[...counts].map(([linkTypeId, count]) => ({ linkTypeId, count }))];
}

/** Ticks rows, or takes their ticks away. */
export function tickRows(form: Form, rowIds: readonly string[], on: boolean): Form {
  const ticked = new Set(form.view.ticked);
  for (const id of rowIds) {
    if (on) ticked.add(id);
    else ticked.delete(id);
  }
  return { ...form, view: { ...form.view, ticked } };
}

/** The rows from one to the other, both included, in the order that they show in. */
export function rangeBetween(shown: readonly Row[], from: string | undefined, to: string): readonly string[] {
  const ids = shown.map(({ id }) => id);
  const [a, b] = [from === undefined ? -1 : ids.indexOf(from), ids.indexOf(to)];
  return a < 0 || b < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** What ticked rows can be asked for: only of those that the filter lets through. */
export interface Ticked {
  readonly all: readonly Row[];
  /** Links that a save would send: their type and properties can be changed, and they can be removed. */
  readonly live: readonly Row[];
  readonly removed: readonly Row[];
  /** Ticked rows that the filter hides. */
  readonly hidden: number;
}

export function tickedOf(rows: readonly Row[], shown: Shown, { ticked }: TableView): Ticked {
  if (ticked.size === 0) return { all: [], live: [], removed: [], hidden: 0 };
  const drawn = new Set([...shown.matching, ...shown.rows]);
  const all = [...drawn].filter(({ id }) => ticked.has(id));
  const there = rows.filter(({ id }) => ticked.has(id)).length;
  return {
    all,
    live: all.filter(({ removed }) => !removed),
    removed: all.filter(({ removed }) => removed),
    hidden: there - all.length,
  };
}

/** What a draft keeps of the view; nothing where it shows all. */
export function keptView({ view, rows }: Pick<Form, 'view' | 'rows'>): Draft['view'] {
  const { ticked, ...filter } = view;
  const kept = ticked.size === 0 ? [] : rows.flatMap(({ id }) => (ticked.has(id) ? [id] : []));
  return kept.length > 0 || filter.sort || isFiltered(view) ? { ...filter, ticked: kept } : undefined;
}

export function restoredView(kept: Draft['view']): TableView {
  return kept ? { ...kept, ticked: new Set(kept.ticked) } : WHOLE_VIEW;
}
