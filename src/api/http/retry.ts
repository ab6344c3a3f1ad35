import { ApiError } from '../errors';
import { cancelled } from './abort';
import { countDown, delay, type Clock, type Countdown } from './clock';
import { isHopeless, neverConnected } from './connectionErrors';
import type { ApiRequest, RetryRule, Send } from './request';
import { FIRST_PLACE, type RequestQueue } from './requestQueue';

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
function isLimit(error: unknown): boolean {
  return error instanceof ApiError && error.status === 429;
}

/** Milliseconds to wait before the next try; `undefined`: there is none. `tried`: tries that failed so far. */
function waitBeforeNext(
  policy: RetryPolicy,
  retryRule: RetryRule,
  error: unknown,
  tried: number,
  random: () => number,
): number | undefined {
  if (!(error instanceof ApiError) || !mayRepeat(retryRule, error)) return undefined;
  if (tried >= (isLimit(error) ? policy.triesWhenLimited : policy.tries)) return undefined;
  const told = toldWait(error);
  if (told > policy.longestRetryAfterMs) return undefined;
  return Math.max(told, backOff(policy, tried, random));
}

/** What the whole connection waits after a 429, whether or not this request is repeated. */
function pauseAfter(policy: RetryPolicy, error: unknown, tried: number, random: () => number): number {
  const told = Math.min(toldWait(error), policy.longestRetryAfterMs);
  return Math.max(told, backOff(policy, tried, random));
}

/** `Retry-After`, in milliseconds. */
function toldWait(error: unknown): number {
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
  // A certificate does not get better by asking again, and neither does a network that knows no way.
  return reason === 'timeout' || (reason === 'network' && !isHopeless(cause));
}

/** Sends a request once. `ended` is the caller's signal and the end of the time for all tries. */
export type TryOnce = <T>(request: ApiRequest<T>, attempt: number, ended: AbortSignal) => Promise<T>;

export interface RetryingOptions {
  readonly queue: RequestQueue;
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  readonly totalMs: number;
}

/** Sends each request through the queue, and again where that is safe and may help. */
export function retrying(tryOnce: TryOnce, { queue, clock, policy, totalMs }: RetryingOptions): Send {
  return async (request) => {
    const deadline = openDeadline(clock, totalMs, request.signal);
    try {
      return await tryRepeatedly(request, deadline);
    } finally {
      deadline.close();
    }
  };

  async function tryRepeatedly<T>(request: ApiRequest<T>, deadline: Deadline): Promise<T> {
    const { priority = 'interactive' } = request;
    const queueOptions = {
      place: priority === 'signIn' ? FIRST_PLACE : queue.place(),
      priority: () => {
        const now = typeof priority === 'function' ? priority() : priority;
        return now === 'signIn' ? 'interactive' : now;
      },
      signal: deadline.signal,
    };
    let last: { readonly error: unknown } | undefined;
    let begun = 0;
    for (let tried = 1; ; tried += 1) {
      try {
        return await (request.ticket ?? queue).run(() => {
          begun = tried;
          deadline.begin();
          return limited(tryOnce(request, tried, deadline.signal), tried);
        }, queueOptions);
      } catch (error) {
        // The time was over in the queue: why the try before it failed says more.
        if (begun < tried) throw last && !request.signal?.aborted ? last.error : error;
        last = { error };
      }
      await untilNext(request, last.error, tried, deadline);
    }
  }

  /** A 429 holds up the whole connection, before anybody else gets the place. */
  async function limited<T>(answer: Promise<T>, tried: number): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (isLimit(error)) queue.pause(pauseAfter(policy, error, tried, clock.random));
      throw error;
    }
  }

  /** Waits for the next try; rejects when there is none. */
  async function untilNext(
    request: ApiRequest<unknown>,
    error: unknown,
    tried: number,
    deadline: Deadline,
  ): Promise<void> {
    const wait = waitBeforeNext(policy, retryRuleOf(request), error, tried, clock.random);
    // Rather now than after a wait that ends in nothing.
    if (wait === undefined || wait >= deadline.left() || deadline.signal.aborted) throw error;
    try {
      // After a 429 the queue lets nobody pass: no need to wait here as well.
      if (!isLimit(error)) await delay(clock, wait, deadline.signal);
    } catch {
      throw request.signal?.aborted ? cancelled() : error;
    }
  }
}

/** Unless the request says otherwise: reading and deleting again does no harm, a PUT may be carried out once, a POST is sent once. */
function retryRuleOf({ method, retryRule }: ApiRequest<unknown>): RetryRule {
  return (
    retryRule ?? ({ GET: 'whenever', PUT: 'ifNotDone', POST: 'never', DELETE: 'whenever' } as const)[method]
  );
}

/** The time of a request with all its tries, and whoever may end it. */
export interface Deadline {
  /** Ends with the caller's signal, or when the time is over. */
  readonly signal: AbortSignal;
  /** Starts the time with the first try: waiting for a place in the queue is not counted. */
  begin(): void;
  /** Milliseconds left. */
  left(): number;
  close(): void;
}

export function openDeadline(clock: Clock, totalMs: number, caller: AbortSignal | undefined): Deadline {
  const either = new AbortController();
  const leave = (): void => either.abort(caller?.reason);
  if (caller?.aborted) leave();
  else caller?.addEventListener('abort', leave, { once: true });
  let countdown: Countdown | undefined;
  return {
    signal: either.signal,
    // After sleep everything starts anew: nobody has been waiting.
    begin: () => (countdown ??= countDown(clock, totalMs, () => either.abort(), totalMs)),
    left: () => countdown?.left() ?? totalMs,
    close: () => {
      countdown?.stop();
      caller?.removeEventListener('abort', leave);
    },
  };
}
