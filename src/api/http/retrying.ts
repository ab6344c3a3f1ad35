import { cancelled } from './abort';
import type { ApiRequest, Send } from './http';
import { delay, type Clock } from './clock';
import { FIRST_PLACE, type RequestQueue } from './requestQueue';
import { openOverall, type Overall } from './deadline';
import { isLimit, pauseAfter, waitBeforeNext, type RetryRule, type RetryPolicy } from './retryPolicy';

/** Sends a request once. `ended` is the caller's signal and the end of the time for all tries. */
export type TryOnce = <T>(request: ApiRequest<T>, attempt: number, ended: AbortSignal) => Promise<T>;

export interface RetryingOptions {
  readonly queue: RequestQueue;
  readonly clock: Clock;
  readonly policy: RetryPolicy;
  readonly totalMs: number;
}

/** Sends each request through the gate, and again where that is safe and may help. */
export function retrying(tryOnce: TryOnce, { queue, clock, policy, totalMs }: RetryingOptions): Send {
  return async (request) => {
    const overall = openOverall(clock, totalMs, request.signal);
    try {
      return await tryRepeatedly(request, overall);
    } finally {
      overall.close();
    }
  };

  async function tryRepeatedly<T>(request: ApiRequest<T>, overall: Overall): Promise<T> {
    const { priority = 'interactive' } = request;
    const queueOptions = {
      place: priority === 'signIn' ? FIRST_PLACE : queue.place(),
      priority: () => {
        const wanted = typeof priority === 'function' ? priority() : priority;
        return wanted === 'signIn' ? 'interactive' : wanted;
      },
      signal: overall.signal,
    };
    let last: { readonly error: unknown } | undefined;
    let begun = 0;
    for (let tried = 1; ; tried += 1) {
      try {
        return await (request.ticket ?? queue).run(() => {
          begun = tried;
          overall.begin();
          return limited(tryOnce(request, tried, overall.signal), tried);
        }, queueOptions);
      } catch (error) {
        // The time was over in the queue: why the try before it failed says more.
        if (begun < tried) throw last && !request.signal?.aborted ? last.error : error;
        last = { error };
      }
      await untilNext(request, last.error, tried, overall);
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
    overall: Overall,
  ): Promise<void> {
    const wait = waitBeforeNext(policy, repeatOf(request), error, tried, clock.random);
    // Rather now than after a wait that ends in nothing.
    if (wait === undefined || wait >= overall.left() || overall.signal.aborted) throw error;
    try {
      // After a 429 the gate lets nobody pass: no need to wait here as well.
      if (!isLimit(error)) await delay(clock, wait, overall.signal);
    } catch {
      throw request.signal?.aborted ? cancelled() : error;
    }
  }
}

/** Unless the request says otherwise: reading does no harm, a PUT may be carried out once, a POST is sent once. */
function repeatOf({ method, retryRule }: ApiRequest<unknown>): RetryRule {
  return retryRule ?? ({ GET: 'whenever', PUT: 'ifNotDone', POST: 'never' } as const)[method];
}
