import { secretFinder, withoutSecrets, type HoldsSecret } from '../auth/secrets';
import { ApiError, type ApiErrorReason } from '../errors';
import { cancelled, untilAborted } from './abort';
import { readAnswer, readBody } from './answer';
import { countDown, type Clock } from './clock';
import { neverSent } from './connectionErrors';
import { operationIdOf } from './problem';
import type { ApiRequest } from './request';
import type { TryOnce } from './retry';
import type { Transport, TransportResponse } from './transport';

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

/**
 * What is left to a try after the machine slept: its connection is most likely dead, and the next try finds a living
 * one; an answer that is already there is still taken. Milliseconds.
 */
const AFTER_SLEEP_MS = 5_000;
const ALL_TRIES_OVER = 'The time for all tries was over.';

export interface AttemptOptions {
  readonly transport: Transport;
  readonly onExchange: ((exchange: Exchange) => void) | undefined;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly clock: Clock;
}

/** Sends a request once and reads its answer; rejects with `ApiError` only. */
export function attempts({ transport, onExchange, timeoutMs, maxBodyBytes, clock }: AttemptOptions): TryOnce {
  return async (request, attempt, ended) => {
    const { url, signal } = request;
    if (isAborted(signal)) throw cancelled();
    await request.beforeSend?.();
    // It may have taken its time: what has ended meanwhile was not sent.
    if (isAborted(ended)) throw isAborted(signal) ? cancelled() : new ApiError('timeout', ALL_TRIES_OVER);
    const startedAt = performance.now();
    const holdsSecret = secretFinder(secretsOf(request));
    // One controller for whoever ends the try: an abort is what closes the connection.
    const stop = new AbortController();
    const end = (): void => stop.abort();
    let late: string | undefined;
    const tooLate = (why: string) => () => {
      late = why;
      end();
    };
    ended.addEventListener('abort', end, { once: true });
    const deadline = countDown(
      clock,
      timeoutMs,
      tooLate(`No answer within ${timeoutMs} ms.`),
      Math.min(timeoutMs, AFTER_SLEEP_MS),
    );
    let response: TransportResponse | undefined;
    let failure: ApiError | undefined;
    try {
      const { signal: stopped } = stop;
      response = await untilAborted(transport(url, transportRequest(request, stopped)), stopped);
      const limits = {
        clock,
        maxBytes: maxBodyBytes,
        changes: request.changes !== undefined,
        onDrip: tooLate('The answer came too slowly.'),
      };
      const text = await untilAborted(readBody(response, limits), stopped);
      return readAnswer(request, response, text, clock.now());
    } catch (error) {
      if (!late && isAborted(ended)) late = ALL_TRIES_OVER;
      failure = withoutSecrets(asApiError(request, error, late), holdsSecret);
      throw failure;
    } finally {
      deadline.stop();
      ended.removeEventListener('abort', end);
      // Nobody reads on: whatever still arrives needs no connection.
      if (failure) end();
      onExchange?.(exchangeOf(request, { startedAt, attempt, response, failure, holdsSecret }));
    }
  };

  function exchangeOf(
    { method, url }: ApiRequest<unknown>,
    {
      startedAt,
      attempt,
      response,
      failure,
      holdsSecret,
    }: {
      readonly startedAt: number;
      readonly attempt: number;
      readonly response: TransportResponse | undefined;
      readonly failure: ApiError | undefined;
      readonly holdsSecret: HoldsSecret;
    },
  ): Exchange {
    const operationId = failure?.operationId ?? (response && operationIdOf(response));
    const path = loggedPath(url);
    return {
      method,
      path: holdsSecret(path) ? '…' : path,
      durationMs: performance.now() - startedAt,
      ...(response && { status: response.status }),
      ...(operationId !== undefined && !holdsSecret(operationId) && { operationId }),
      ...(failure && { failure: failure.reason }),
      ...(attempt > 1 && { attempt }),
    };
  }
}

const isAborted = (signal: AbortSignal | undefined) => signal?.aborted === true;

function secretsOf({ headers, secrets = [] }: ApiRequest<unknown>): readonly string[] {
  const credentials = headers?.['Authorization']?.split(' ', 2)[1];
  return credentials === undefined ? secrets : [...secrets, credentials];
}

function transportRequest({ method, headers, body }: ApiRequest<unknown>, signal: AbortSignal) {
  return {
    method,
    // Whatever is kept for a while is kept in front of this room, which knows what has changed.
    headers: { Accept: 'application/json', 'Cache-Control': 'no-cache', ...headers },
    ...(body !== undefined && { body }),
    signal,
    redirect: 'manual' as const,
  };
}

/** What the answer meant, or why no whole one came: cancelled, too late, or the connection failed. */
function asApiError(request: ApiRequest<unknown>, error: unknown, late: string | undefined): ApiError {
  const outcomeUnknown = request.changes !== undefined;
  // What ends the try by its signal looks like a cancelled call, whoever wanted it.
  if (ApiError.is(error) && error.reason !== 'cancelled') return error;
  if (request.signal?.aborted) {
    return new ApiError('cancelled', 'The call was cancelled.', { cause: error, outcomeUnknown });
  }
  if (late !== undefined) return new ApiError('timeout', late, { outcomeUnknown });
  const message = error instanceof Error ? error.message : 'The connection failed.';
  return new ApiError('network', message, {
    cause: error,
    outcomeUnknown: outcomeUnknown && !neverSent(error),
  });
}
