import { cancelled } from './abort';
import type { Send } from './http';

/** Does something that ends with the signal it is given. */
export type Ending = <T>(
  work: (signal: AbortSignal) => Promise<T>,
  signal: AbortSignal | undefined,
) => Promise<T>;

/**
 * Everything done this way ends with `ended`, as if each caller had cancelled: what is under way, what waits, and
 * whatever is asked later. What others do goes on.
 */
export function abortableBy(ended: AbortSignal): Ending {
  const underWay = new Set<AbortController>();
  ended.addEventListener(
    'abort',
    () => {
      for (const stop of underWay) stop.abort();
    },
    { once: true },
  );
  return async (work, signal) => {
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
  };
}

/** The same for requests. */
export function withAbort(send: Send, abortable: Ending): Send {
  return (request) => abortable((signal) => send({ ...request, signal }), request.signal);
}
