import { apiUrl, type ApiContext } from './context';
import { LIST_OPTIONS, readOptions, writeContinuation, type ListOptions, type OrderTerm } from './odata';

/** A thing as it goes over the wire. */
export type Row = Readonly<Record<string, unknown>>;

/** How one endpoint lists its rows. */
export interface ListingKind {
  /** Type name in `@odata.context`. */
  readonly type: string;
  readonly defaultPageSize: number;
  /** Properties to select and to sort by. */
  readonly properties: readonly string[];
  /** Properties sent without `$select`. */
  readonly standard?: readonly string[];
  /** Properties sent with any `$select`. */
  readonly always?: readonly string[];
}

export function listOptions(c: ApiContext, kind: ListingKind): ListOptions {
  return readOptions(new URL(c.req.url).searchParams, c.req.header('prefer'), LIST_OPTIONS, kind.properties);
}

/** Answers one page of rows. */
export function answerListing(
  c: ApiContext,
  kind: ListingKind,
  options: ListOptions,
  rows: readonly Row[],
): Response {
  return answerPage(c, kind, options, rows, (row) => row);
}

/**
 * Answers one page of things, with an absolute link to the next one where there is more. Only the things of the page
 * are made rows: a folder may be big.
 */
export function answerPage<T>(
  c: ApiContext,
  kind: ListingKind,
  options: ListOptions,
  things: readonly T[],
  toRow: (thing: T, index: number) => Row,
): Response {
  const start = options.continuation?.from ?? options.skip;
  const end = Math.min(things.length, options.skip + (options.top ?? Infinity));
  const wanted = options.preferredPageSize ?? options.continuation?.pageSize ?? kind.defaultPageSize;
  const pageSize = Math.min(wanted, c.var.services.behaviour.maxPageSize);
  const pageEnd = Math.min(start + pageSize, end);
  if (options.preferredPageSize !== undefined)
    c.header('Preference-Applied', `odata.maxpagesize=${pageSize}`);
  return c.json({
    '@odata.context': `${apiUrl(c)}/v1/$metadata#Collection(Laserfiche.Repository.${kind.type})`,
    ...(options.count ? { '@odata.count': things.length } : {}),
    ...(pageEnd < end
      ? { '@odata.nextLink': nextLink(c, writeContinuation({ from: pageEnd, pageSize })) }
      : {}),
    value: things
      .slice(start, pageEnd)
      .map((thing, index) => project(toRow(thing, start + index), kind, options.select)),
  });
}

/** Sorts by the terms given; rows that they leave equal keep their order. */
export function sortRows<T extends Row>(rows: readonly T[], terms: readonly OrderTerm[]): readonly T[] {
  if (terms.length === 0) return rows;
  return rows.toSorted((a, b) => {
    for (const { property, descending } of terms) {
      const order = compare(a[property], b[property]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

/** Leaves the properties that go over the wire. */
export function project(row: Row, kind: ListingKind, select?: readonly string[]): Row {
  const names = select ? [...(kind.always ?? []), ...select] : (kind.standard ?? kind.properties);
  return Object.fromEntries(
    kind.properties.filter((name) => names.includes(name) && name in row).map((name) => [name, row[name]]),
  );
}

const collator = new Intl.Collator('en');

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return Number(isPresent(a)) - Number(isPresent(b));
}

const isPresent = (value: unknown) => value !== undefined && value !== null;

function nextLink(c: ApiContext, token: string): string {
  const url = new URL(c.req.url);
  url.searchParams.set('$skiptoken', token);
  return url.href;
}
