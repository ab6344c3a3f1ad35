import { cancelled } from './abort';

/** Starts a job as soon as there is room; a signal takes a job that still waits out of the queue. */
export type Limiter = <T>(job: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/** At most `max` jobs at once, first come, first served. A job that waits and is aborted rejects with `cancelled`. */
export function createLimiter(max: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];

  /** Hands the place to the first in the queue, so that nobody slips in between. */
  const free = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async (job, signal) => {
    if (signal?.aborted) throw cancelled();
    if (running < max) running += 1;
    else await turn(waiting, signal);
    try {
      return await job();
    } finally {
      free();
    }
  };
}

/** Waits at the end of the queue. */
function turn(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = (): void => {
      waiting.splice(waiting.indexOf(start), 1);
      reject(cancelled());
    };
    waiting.push(start);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
