import { apiUrl, type ApiContext } from './context';
import { badRequest } from './problems';
import { readFlag } from './requests';

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

/** The OData options of a request. `allowed`: those that the endpoint knows. */
export function listOptions(
  c: ApiContext,
  kind: ListingKind,
  allowed: readonly ODataOption[] = LIST_OPTIONS,
): ListOptions {
  return readOptions(new URL(c.req.url).searchParams, c.req.header('prefer'), allowed, kind.properties);
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
  const requested = options.preferredPageSize ?? options.continuation?.pageSize ?? kind.defaultPageSize;
  const pageSize = Math.min(requested, c.var.services.behaviour.maxPageSize);
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

/** The OData options of a listing, checked. */
export interface ListOptions {
  readonly select?: readonly string[];
  readonly orderBy: readonly OrderTerm[];
  readonly skip: number;
  readonly top?: number;
  readonly count: boolean;
  /** From `$skiptoken`: where the page before ended. */
  readonly continuation?: Continuation;
  /** From the `Prefer` header: largest page the client wants. */
  readonly preferredPageSize?: number;
}

export interface OrderTerm {
  readonly property: string;
  readonly descending: boolean;
}

interface Continuation {
  /** Index of the page's first row in the whole listing. */
  readonly from: number;
  readonly pageSize: number;
}

export type ODataOption = '$select' | '$orderby' | '$skip' | '$top' | '$count' | '$skiptoken';

const LIST_OPTIONS: readonly ODataOption[] = ['$select', '$orderby', '$skip', '$top', '$count', '$skiptoken'];

const MOST_ORDER_TERMS = 5;

/**
 * Reads the options of a request. Throws 400 for an option that the endpoint does not know,
 * a value that makes no sense and a property that its rows do not have.
 */
function readOptions(
  query: URLSearchParams,
  prefer: string | undefined,
  allowed: readonly ODataOption[],
  properties: readonly string[],
): ListOptions {
  for (const name of query.keys()) {
    if (name.startsWith('$') && !allowed.some((option) => option === name)) {
      throw badRequest(`The query option ${name} is not supported here.`);
    }
  }
  const select = query.get('$select');
  const top = query.get('$top');
  const token = query.get('$skiptoken');
  const preferredPageSize = readPreferredPageSize(prefer);
  return {
    ...(select === null ? {} : { select: readSelect(select, properties) }),
    orderBy: readOrderBy(query.get('$orderby') ?? '', properties),
    skip: readWhole('$skip', query.get('$skip') ?? '0'),
    ...(top === null ? {} : { top: readWhole('$top', top) }),
    count: readFlag(query, '$count'),
    ...(token === null ? {} : { continuation: readContinuation(token) }),
    ...(preferredPageSize === undefined ? {} : { preferredPageSize }),
  };
}

function writeContinuation({ from, pageSize }: Continuation): string {
  return Buffer.from(`${from}.${pageSize}`).toString('base64url');
}

function readContinuation(token: string): Continuation {
  const parts = /^(\d+)\.([1-9]\d*)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!parts) throw badRequest('The $skiptoken is not one of this server.');
  return { from: Number(parts[1]), pageSize: Number(parts[2]) };
}

function readSelect(value: string, properties: readonly string[]): string[] {
  return splitList(value).map((name) => known(name, '$select', properties));
}

function readOrderBy(value: string, properties: readonly string[]): OrderTerm[] {
  const terms = splitList(value).map((term): OrderTerm => {
    const [name = '', direction = 'asc', ...rest] = term.split(/\s+/);
    const way = direction.toLowerCase();
    if (rest.length > 0 || (way !== 'asc' && way !== 'desc')) {
      throw badRequest(`"${term}" in $orderby is not of the form "property asc" or "property desc".`);
    }
    return { property: known(name, '$orderby', properties), descending: way === 'desc' };
  });
  if (terms.length > MOST_ORDER_TERMS)
    throw badRequest(`$orderby takes at most ${MOST_ORDER_TERMS} properties.`);
  return terms;
}

function known(name: string, option: ODataOption, properties: readonly string[]): string {
  const property = properties.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (property === undefined) throw badRequest(`There is no property "${name}" to use in ${option}.`);
  return property;
}

function readWhole(option: ODataOption, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw badRequest(`${option} must be a whole number, not "${value}".`);
  return Number(value);
}

/** Both forms are in use: `odata.maxpagesize` (OData 4.0, documented) and `maxpagesize` (OData 4.01, the official client). */
function readPreferredPageSize(prefer = ''): number | undefined {
  const found = /(?:^|[,;])\s*(?:odata\.)?maxpagesize\s*=\s*"?([1-9]\d{0,8})"?\s*(?:$|[,;])/i.exec(prefer);
  return found ? Number(found[1]) : undefined;
}

const splitList = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const MOST_FIELDS = 10;

/** Fields to add to the rows of entries. */
export interface FieldsWanted {
  readonly names: readonly string[];
  /** Their values as people write them, not as they are kept. */
  readonly isFormatted: boolean;
}

/** The `fields` that a listing or search adds to each entry; `undefined`: none asked for. */
export function readFields(query: URLSearchParams): FieldsWanted | undefined {
  const names = query.getAll('fields');
  const isFormatted = readFlag(query, 'formatFields');
  if (names.length > MOST_FIELDS) throw badRequest(`At most ${MOST_FIELDS} fields can be listed.`);
  return names.length === 0 ? undefined : { names, isFormatted };
}
