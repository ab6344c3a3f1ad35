import { cancelled } from '../abort';
import type { Send } from '../http';

/**
 * Everything sent this way ends with `ended`, as if each caller had cancelled: what is under way, what waits, and
 * whatever is asked later. What others send goes on.
 */
export function endedBy(send: Send, ended: AbortSignal): Send {
  const underWay = new Set<AbortController>();
  ended.addEventListener(
    'abort',
    () => {
      for (const stop of underWay) stop.abort();
    },
    { once: true },
  );
  return async (request) => {
    const { signal } = request;
    if (ended.aborted || signal?.aborted) throw cancelled();
    const stop = new AbortController();
    const leave = (): void => stop.abort();
    underWay.add(stop);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await send({ ...request, signal: stop.signal });
    } finally {
      underWay.delete(stop);
      signal?.removeEventListener('abort', leave);
    }
  };
}
