/** Timers as far as this room needs them, so that tests have a clock of their own. */
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
