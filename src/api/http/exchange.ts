import type { ApiErrorReason } from '../errors';

/** One finished request, for the log. It has no headers and no bodies, and no query value that could be secret. */
export interface Exchange {
  readonly method: string;
  /** Path and query as sent; values of parameters this extension does not set itself are left out. */
  readonly path: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  readonly durationMs: number;
  /** The server's id of the operation, to look up in its log. */
  readonly operationId?: string;
  /** Why the request failed; not there when it succeeded. */
  readonly failure?: ApiErrorReason;
  /** Which try of the request it was; not there for the first. */
  readonly attempt?: number;
}

/** Query parameters whose values are our own wording. A next link's others could carry a session. */
const OWN_PARAMETERS = new Set([
  '$select',
  '$orderby',
  '$skip',
  '$top',
  '$count',
  'groupByEntryType',
  'fullPath',
  'fallbackToClosestAncestor',
]);

/** Path and query of a URL as the log may show them. */
export function loggedPath(url: string): string {
  const { pathname, search } = new URL(url);
  if (!search) return pathname;
  const pairs = search
    .slice(1)
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0] ?? '';
      return OWN_PARAMETERS.has(decode(name)) ? pair : `${name}=…`;
    });
  return `${pathname}?${pairs.join('&')}`;
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
