import { ApiError } from '../errors';
import { attempts, type Exchange } from './attempt';
import { clockOf, type ClockOptions } from './clock';
import { around, type ApiRequest, type Http, type Paging } from './request';
import { RequestQueue, TokenBucket, type Throttle } from './requestQueue';
import { DEFAULT_RETRY, retrying, type RetryPolicy } from './retry';
import { inOneSpelling } from './ownAddress';
import type { Transport } from './transport';

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
  /** Longest time for one try with its answer, waiting in the queue not counted; 30,000 unless told. */
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
  return around(send, (calls, queueOptions) => queue.reserve(calls, queueOptions));
}

/** More than any list has: a server that never comes to an end would fill the memory. */
const MOST_PAGES = 10_000;
const MOST_ITEMS = 1_000_000;

/** Reads lists of several pages to their end, each page by a request of its own. */
export function withAllPages(http: Http): Http {
  return around(
    (request) => (request.paging ? allPages(http, request, request.paging) : http(request)),
    http.reserve,
  );
}

/** A next link that was followed before would never end: it is an `unexpectedAnswer`. */
async function allPages<T>(http: Http, request: ApiRequest<T>, paging: Paging<T>): Promise<T> {
  const pages: T[] = [];
  const seen = new Set<string>();
  let items = 0;
  for (let url: string | undefined = request.url; url !== undefined;) {
    seen.add(inOneSpelling(url));
    const page: T = await http({ ...request, url });
    pages.push(page);
    items += paging.count(page);
    paging.onPage?.(paging.count(page));
    url = paging.next(page);
    if (url !== undefined && seen.has(inOneSpelling(url)))
      throw new ApiError('unexpectedAnswer', 'The next links of a listing go round in a circle.');
    if (url !== undefined && (seen.size >= MOST_PAGES || items >= MOST_ITEMS))
      throw new ApiError('unexpectedAnswer', 'A listing does not come to an end.');
  }
  return paging.join(pages);
}
