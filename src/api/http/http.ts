import type { Exchange } from './exchange';
import { attempts } from './attempt';
import { TokenBucket } from './bucket';
import { clockOf, type ClockOptions } from './clock';
import { RequestQueue, type Throttle, type Priority, type Ticket, type QueueOptions } from './requestQueue';
import { retrying } from './retrying';
import { DEFAULT_RETRY, type RetryRule, type RetryPolicy } from './retryPolicy';
import type { Transport } from './transport';

/** `signIn`: a request for a token, before everything else: all others may be waiting for it. */
export type RequestPriority = Priority | 'signIn';

/** One request, and how to read its answer. */
export interface ApiRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The request changes something on the server: a failure after it may have arrived says `outcomeUnknown`. */
  readonly changes?: boolean;
  /** When it may be sent again by itself. Unless told: GET `whenever`, PUT `ifNotDone`, POST `never`. */
  readonly retryRule?: RetryRule;
  /**
   * Called directly before it is handed to the transport, the first time and each further one, when nothing is left to
   * wait for. A rejection ends the call, nothing being sent.
   */
  readonly beforeSend?: (() => Promise<void>) | undefined;
  /** Goes through what was reserved for it, instead of waiting for a place in the queue. */
  readonly ticket?: Ticket | undefined;
  /** Interactive unless told. A function is asked whenever it matters. */
  readonly priority?: RequestPriority | (() => RequestPriority) | undefined;
  /** Names what `read` reads: GETs of the same name, address and headers may share one answer. */
  readonly dedupeKey?: string;
  /** What the request carries that no error and no log may repeat; the `Authorization` header counts anyway. */
  readonly secrets?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  /** Reads the JSON of a 2xx answer (`undefined` for 204); a `ShapeError` becomes `unexpectedAnswer`. */
  readonly read: (body: unknown, at: string, status: number) => T;
}

/** Sends one request; rejects with `ApiError` only. */
export type Send = <T>(request: ApiRequest<T>) => Promise<T>;

/** Sends requests, and reserves the way for several that must follow each other without a wait. */
export type Http = Send & {
  /** Waits for a place in the queue and for so many requests of the budget; see `Ticket`. */
  readonly reserve: (calls: number, queueOptions: QueueOptions) => Promise<Ticket>;
};

/** How a connection deals with its server. Times are in milliseconds. */
export interface HttpOptions extends ClockOptions {
  readonly transport: Transport;
  /** Called once for each finished request, each try counting as one. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Called when requests begin to wait for a limit, when the time changes, and with `undefined` when it is over. */
  readonly onThrottle?: ((throttle: Throttle | undefined) => void) | undefined;
  /** Requests under way at once; 4 unless told. */
  readonly maxInFlight?: number | undefined;
  /**
   * Requests a minute in the long run; no limit unless told. A function is asked at each request. See
   * `CLOUD_REQUESTS_PER_MINUTE`.
   */
  readonly requestsPerMinute?: number | (() => number | undefined) | undefined;
  /** Longest time for one try with its answer, waiting for its turn not counted; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
  /** Longest time for all tries with the waits between them, counted from the first one; 120,000 unless told. */
  readonly totalTimeoutMs?: number | undefined;
  /** Longest answer in bytes, decompressed; 32 MiB unless told. */
  readonly maxBodyBytes?: number | undefined;
  /** What differs from `DEFAULT_RETRY`. */
  readonly retry?: Partial<RetryPolicy> | undefined;
}

/** Above all that an answer of this API can be: 1,000 links with long properties are a few megabytes. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The one place that every request passes, token requests included. */
export function createHttp(options: HttpOptions): Http {
  const { maxInFlight = 4, requestsPerMinute, onThrottle } = options;
  const clock = clockOf(options);
  const perMinute = typeof requestsPerMinute === 'function' ? requestsPerMinute : () => requestsPerMinute;
  const tryOnce = attempts({
    transport: options.transport,
    onExchange: options.onExchange,
    timeoutMs: options.timeoutMs ?? 30_000,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    clock,
  });
  const queue = new RequestQueue({
    clock,
    maxInFlight,
    bucket: new TokenBucket(perMinute, clock.now),
    onThrottle,
  });
  const send = retrying(tryOnce, {
    queue,
    clock,
    policy: { ...DEFAULT_RETRY, ...options.retry },
    totalMs: options.totalTimeoutMs ?? 120_000,
  });
  return Object.assign(send, {
    reserve: (calls: number, queueOptions: QueueOptions) => queue.reserve(calls, queueOptions),
  });
}
