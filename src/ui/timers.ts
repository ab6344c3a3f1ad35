/** Runs a job after so many milliseconds, unless the function it gives is called before. */
export type SetTimer = (milliseconds: number, job: () => void) => () => void;

/** By Node's timers; whoever waits for something takes a `Later`, so that tests have a clock of their own. */
export const setTimer: SetTimer = (milliseconds, job) => {
  const timer = setTimeout(job, milliseconds);
  return () => clearTimeout(timer);
};

/** How long nobody minds waiting, in milliseconds: work that takes longer shows. */
export const PROGRESS_DELAY_MS = 500;
