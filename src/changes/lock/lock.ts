import { cancelled } from '../errors';

export interface LockOptions {
  /** Ends the wait with `ApiError` reason `cancelled`; a job that has begun goes on. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether the job still holds the lock. One who shows no sign of life for long (a process that was stopped) loses
 * it: to be asked before what can't be taken back.
 */
export type IsStillHeld = () => Promise<boolean>;

/**
 * Runs a job while no other job of the same key runs.
 * Rejects as the job does, or with `LockError` when the lock does not come free.
 */
export type Lock = <T>(
  key: string,
  job: (isStillHeld: IsStillHeld) => Promise<T>,
  options?: LockOptions,
) => Promise<T>;

/** Why a lock was not had: somebody else held it for too long, or the locks can't be kept. */
export class LockError extends Error {
  override readonly name = 'LockError';

  constructor(
    readonly reason: 'busy' | 'storage',
    options?: ErrorOptions,
  ) {
    super(`No lock: ${reason}`, options);
  }
}

/** Runs jobs of one key one after another, jobs of different keys side by side; a failed job does not hold up the next. */
export function memoryLock(): Lock {
  const last = new Map<string, Promise<unknown>>();
  return (key, job, { signal } = {}) => {
    const before = last.get(key) ?? Promise.resolve();
    const run = before.then(() => {
      if (signal?.aborted) throw cancelled();
      return job(always);
    });
    const settled = run.then(noop, noop).then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    last.set(key, settled);
    return signal ? untilBegun(run, before, signal) : run;
  };
}

/** Settles as `run` does, or rejects as soon as the signal aborts before the job has begun. */
async function untilBegun<T>(run: Promise<T>, before: Promise<unknown>, signal: AbortSignal): Promise<T> {
  const waiting = new AbortController();
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true, signal: waiting.signal });
  });
  const first = await Promise.race([before, aborted]);
  waiting.abort();
  if (first === 'aborted') throw cancelled();
  return run;
}

const noop = () => undefined;
const always = () => Promise.resolve(true);
