import { badRequest } from './problems';

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

export interface Continuation {
  /** Index of the page's first row in the whole listing. */
  readonly from: number;
  readonly pageSize: number;
}

export type ODataOption = '$select' | '$orderby' | '$skip' | '$top' | '$count' | '$skiptoken';

export const LIST_OPTIONS: readonly ODataOption[] = [
  '$select',
  '$orderby',
  '$skip',
  '$top',
  '$count',
  '$skiptoken',
];

const MOST_ORDER_TERMS = 5;

/**
 * Reads the options of a request. Throws 400 for an option that the endpoint does not know,
 * a value that makes no sense and a property that its rows do not have.
 */
export function readOptions(
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

/** A query parameter that is true or false; left out means false. */
export function readFlag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)?.toLowerCase() ?? 'false';
  if (value !== 'true' && value !== 'false') throw badRequest(`${name} must be true or false.`);
  return value === 'true';
}

export function writeContinuation({ from, pageSize }: Continuation): string {
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
