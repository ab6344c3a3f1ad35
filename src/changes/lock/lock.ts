export interface LockOptions {
  /** Ends the wait with `ApiError` reason `cancelled`; a job that has begun goes on. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Whether the turn is still the job's own. One who shows no sign of life for long (a process that was stopped) loses
 * it: to be asked before what can't be taken back.
 */
export type IsStillHeld = () => Promise<boolean>;

/**
 * Runs a job while no other job of the same key runs.
 * Rejects as the job does, or with `TurnError` when the turn does not come.
 */
export type Lock = <T>(
  key: string,
  job: (isStillHeld: IsStillHeld) => Promise<T>,
  options?: LockOptions,
) => Promise<T>;

/** Why a turn did not come: somebody else held it for too long, or the locks can't be kept. */
export class LockError extends Error {
  override readonly name = 'TurnError';

  constructor(
    readonly reason: 'busy' | 'storage',
    options?: ErrorOptions,
  ) {
    super(`No turn: ${reason}`, options);
  }
}
