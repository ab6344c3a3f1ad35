import { ApiError } from '../errors';
import { distrusted, neverConnected } from './neverSent';

/**
 * When a request may be sent once more: after any failure that may pass (`whenever`), only when it is certain that it
 * was not carried out (`ifNotDone`), or not at all.
 */
export type RetryRule = 'whenever' | 'ifNotDone' | 'never';

export interface RetryPolicy {
  /** Tries of one request, the first one counted. */
  readonly tries: number;
  /** Tries where the server answers that there are too many requests (429). */
  readonly triesWhenLimited: number;
  /** The longest wait before the second try; doubled for each one after it. Milliseconds. */
  readonly backOffMs: number;
  /** No longer wait than this. Milliseconds. */
  readonly longestBackOffMs: number;
  /** A server that wants to be left alone for longer than this is not waited for. Milliseconds. */
  readonly longestRetryAfterMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = {
  tries: 4,
  triesWhenLimited: 10,
  backOffMs: 500,
  longestBackOffMs: 30_000,
  // Limits are counted by the minute.
  longestRetryAfterMs: 60_000,
};

/** Gateways that had no server behind them, and servers that are about to be back. */
const PASSING: ReadonlySet<number> = new Set([408, 502, 503, 504]);

/** The server answered that there are too many requests. */
export function isLimit(error: unknown): boolean {
  return error instanceof ApiError && error.status === 429;
}

/** Milliseconds to wait before the next try; `undefined`: there is none. `tried`: tries that failed so far. */
export function waitBeforeNext(
  policy: RetryPolicy,
  retryRule: RetryRule,
  error: unknown,
  tried: number,
  random: () => number,
): number | undefined {
  if (!(error instanceof ApiError) || !mayRepeat(retryRule, error)) return undefined;
  if (tried >= (isLimit(error) ? policy.triesWhenLimited : policy.tries)) return undefined;
  const wanted = wantedWait(error);
  if (wanted > policy.longestRetryAfterMs) return undefined;
  return Math.max(wanted, backOff(policy, tried, random));
}

/** What the whole connection waits after a 429, whether or not this request is repeated. */
export function pauseAfter(policy: RetryPolicy, error: unknown, tried: number, random: () => number): number {
  const wanted = Math.min(wantedWait(error), policy.longestRetryAfterMs);
  return Math.max(wanted, backOff(policy, tried, random));
}

/** `Retry-After`, in milliseconds. */
function wantedWait(error: unknown): number {
  return error instanceof ApiError ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
}

/** Full jitter: anything up to the limit, so that those who failed together do not come back together. */
function backOff({ backOffMs, longestBackOffMs }: RetryPolicy, tried: number, random: () => number): number {
  return random() * Math.min(longestBackOffMs, backOffMs * 2 ** (tried - 1));
}

function mayRepeat(retryRule: RetryRule, error: ApiError): boolean {
  if (retryRule === 'never') return false;
  // Both are certain not to have been carried out.
  if (isLimit(error) || (error.reason === 'network' && neverConnected(error.cause))) return true;
  return retryRule === 'whenever' && mayPass(error);
}

function mayPass({ reason, status, cause }: ApiError): boolean {
  if (status !== undefined) return PASSING.has(status);
  // A certificate does not get better by asking again.
  return reason === 'timeout' || (reason === 'network' && !distrusted(cause));
}
