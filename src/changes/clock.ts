import type { Timers } from '../api';
import { nodeTimers } from '../api';

/** Time as far as the editing room needs it, so that a test can let it jump, stand still or sleep. */
export interface EditingClock {
  /** Milliseconds that never go back; on most systems they stand still while the machine sleeps. */
  readonly monotonic: () => number;
  /** Milliseconds since the epoch, as the system's clock says: it may jump, and goes on while the machine sleeps. */
  readonly wall: () => number;
  readonly timers: Timers;
}

export const systemClock: EditingClock = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
  timers: nodeTimers,
};
