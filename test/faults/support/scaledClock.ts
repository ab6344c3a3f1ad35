import type { Clock } from '../../../src/api/http/clock';

/** How many times faster than the wall's the clock of these tests is. */
export const SCALE = 100;

/** A clock that goes `scale` times as fast as the wall's: what takes minutes takes a second. Chance is always even. */
export function scaledClock(scale = SCALE): Clock {
  const startedAt = performance.now();
  return {
    now: () => Date.UTC(2026, 0, 1) + (performance.now() - startedAt) * scale,
    timers: {
      after: (milliseconds, run) => {
        const timer = setTimeout(run, milliseconds / scale);
        // As those of the extension: nothing that waits keeps the process alive.
        timer.unref();
        return () => clearTimeout(timer);
      },
    },
    random: () => 0.5,
  };
}
