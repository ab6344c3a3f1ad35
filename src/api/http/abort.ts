import { ApiError } from '../errors';
import { around, type Http } from './request';

export function cancelled(): ApiError {
  return new ApiError('cancelled', 'The call was cancelled.');
}

/**
 * Settles as `work` does, or rejects as soon as the signal aborts, whichever comes first: with its reason where that is an
 * `ApiError`, else with `cancelled`. The work itself goes on: several callers can wait for one.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason instanceof ApiError ? signal.reason : cancelled());
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Everything sent or reserved this way ends with `ended`, as if each caller had cancelled: what is under way, what
 * waits, and whatever is asked later. What others do goes on.
 */
export function withAbort(http: Http, ended: AbortSignal): Http {
  const underWay = new Set<AbortController>();
  ended.addEventListener(
    'abort',
    () => {
      for (const stop of underWay) stop.abort();
    },
    { once: true },
  );

  async function abortable<T>(
    work: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    if (ended.aborted || signal?.aborted) throw cancelled();
    const stop = new AbortController();
    const leave = (): void => stop.abort();
    underWay.add(stop);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await work(stop.signal);
    } finally {
      underWay.delete(stop);
      signal?.removeEventListener('abort', leave);
    }
  }

  return around(
    (request) => abortable((signal) => http({ ...request, signal }), request.signal),
    (calls, options) => abortable((signal) => http.reserve(calls, { ...options, signal }), options.signal),
  );
}
