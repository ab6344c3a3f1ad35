/** Timers, for whoever waits, so that tests have a clock of their own. */
export interface Timers {
  /** Runs `run` once after so many milliseconds; what it returns takes it back. */
  after(milliseconds: number, run: () => void): () => void;
}

/** Longer waits overflow and would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Node's timers; one that waits does not keep the process alive. */
export const nodeTimers: Timers = {
  after(milliseconds, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, milliseconds), LONGEST_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Runs a job after so many milliseconds, unless the function it gives is called before. */
export type SetTimer = (milliseconds: number, job: () => void) => () => void;

/** By Node's timers; whoever waits for something takes a `SetTimer`, so that tests have a clock of their own. */
export const setTimer: SetTimer = (milliseconds, job) => {
  const timer = setTimeout(job, milliseconds);
  return () => clearTimeout(timer);
};

/** Time and chance as far as the pipeline needs them, so that tests have their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly timers: Timers;
  /** At least 0, below 1. */
  readonly random: () => number;
}

export type ClockOptions = { readonly [K in keyof Clock]?: Clock[K] | undefined };

export function clockOf({ now = Date.now, timers = nodeTimers, random = Math.random }: ClockOptions): Clock {
  return { now, timers, random };
}

/** Longest stretch between two looks at the clock. */
const STEP_MS = 1_000;
/** A clock that went on by so much more than we waited: the machine slept meanwhile, or the process was stopped. */
const JUMP_MS = 10_000;

export interface Countdown {
  /** Milliseconds left. */
  readonly left: () => number;
  readonly stop: () => void;
}

/**
 * Calls `onEnd` after so many milliseconds. A machine that sleeps stops some timers and not others, so the clock is
 * looked at on the way: `afterSleep` says what is left after waking; without it, time asleep counts like any other.
 */
export function countDown(
  { now, timers }: Clock,
  milliseconds: number,
  onEnd: () => void,
  afterSleep?: number,
): Countdown {
  let left = milliseconds;
  let startedAt = now();
  let stop: () => void;
  const step = (): void => {
    const length = Math.min(left, STEP_MS);
    startedAt = now();
    stop = timers.after(length, () => {
      const passed = now() - startedAt;
      const slept = passed - length > JUMP_MS;
      if (!slept) left -= length;
      else left = afterSleep ?? left - passed;
      if (left <= 0) onEnd();
      else step();
    });
  };
  step();
  return { left: () => left, stop: () => stop() };
}

/** Resolves after so many milliseconds (time asleep counts), or rejects with the signal's reason. */
export function delay(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      countdown.stop();
      reject(signal.reason as Error);
    };
    const countdown = countDown(clock, milliseconds, () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}
