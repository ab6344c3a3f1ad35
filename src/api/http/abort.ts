import { ApiError } from '../errors';
import { countDown, type Clock, type Countdown } from './clock';
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
