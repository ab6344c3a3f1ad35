import { cancelled } from '../abort';
import type { TokenBucket } from './bucket';
import { countDown, type Clock, type Countdown } from './clock';

/** What somebody waits for, or what can wait. */
export type Priority = 'interactive' | 'background';

/** Why requests wait, for whoever shows it. */
export interface Holdup {
  /** The server said that there were too many requests, or the budget of requests a minute is used up. */
  readonly why: 'serverLimit' | 'ownBudget';
  /** When the next request can go. Milliseconds since the epoch. */
  readonly resumesAt: number;
}

export interface GateOptions {
  readonly clock: Clock;
  readonly maxInFlight: number;
  /** Without one, only the server limits how many requests a minute there are. */
  readonly bucket?: TokenBucket | undefined;
  /** Called when requests begin to wait for a limit, when the time changes, and with `undefined` when it is over. */
  readonly onHoldup?: ((holdup: Holdup | undefined) => void) | undefined;
}

export interface Turn {
  /** From `place()`: who comes again keeps it. Without one, the end of the queue. */
  readonly place?: number | undefined;
  /** Asked when a place is free: it may rise meanwhile. */
  readonly priority?: (() => Priority) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Waiting extends Turn {
  readonly place: number;
  readonly start: () => void;
}

/** Before everybody: all others may be waiting for it. */
export const FIRST_PLACE = -1;

/**
 * Where the requests of a connection wait until they may go: so many at once, within the budget, and none at all while
 * the server wants to be left alone. Interactive ones go before background ones, else first come, first served.
 */
export class Gate {
  readonly #options: GateOptions;
  readonly #waiting: Waiting[] = [];
  #places = 0;
  #inFlight = 0;
  #pause: (Countdown & { readonly until: number }) | undefined;
  #refill: Countdown | undefined;
  #told = false;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** A place in the queue, for a job that may have to come again. */
  place(): number {
    return (this.#places += 1);
  }

  /** Runs a job when it is its turn. One that waits and is aborted rejects with `cancelled`. */
  async run<T>(job: () => Promise<T>, turn: Turn = {}): Promise<T> {
    if (turn.signal?.aborted) throw cancelled();
    if (this.#waiting.length > 0 || !this.#admit()) await this.#wait(turn);
    try {
      return await job();
    } finally {
      // The connection of an answer is free one round of the event loop after it: who goes earlier opens another one.
      if (this.#waiting.length > 0) setImmediate(() => this.#leave());
      else this.#leave();
    }
  }

  /** Lets nobody go for so long. A longer pause stays as it is. */
  pause(milliseconds: number): void {
    const { clock } = this.#options;
    const until = clock.now() + milliseconds;
    if (milliseconds <= 0 || (this.#pause && this.#pause.until >= until)) return;
    this.#pause?.stop();
    const countdown = countDown(clock, milliseconds, () => {
      this.#pause = undefined;
      this.#tell(undefined);
      this.#admitWaiting();
    });
    this.#pause = { ...countdown, until };
    this.#tell({ why: 'serverLimit', resumesAt: until });
  }

  /** Takes a free place if there is one. */
  #admit(): boolean {
    const { bucket, clock, maxInFlight } = this.#options;
    if (this.#inFlight >= maxInFlight || this.#pause || this.#refill) return false;
    const budget = bucket?.take() ?? 'taken';
    if (budget === 'taken') {
      this.#inFlight += 1;
      return true;
    }
    this.#refill = countDown(clock, budget, () => {
      this.#refill = undefined;
      this.#admitWaiting();
    });
    this.#tell({ why: 'ownBudget', resumesAt: clock.now() + budget });
    return false;
  }

  #leave(): void {
    this.#inFlight -= 1;
    this.#admitWaiting();
  }

  #admitWaiting(): void {
    while (this.#waiting.length > 0 && this.#admit()) {
      const next = this.#waiting.findIndex(({ priority }) => priority?.() !== 'background');
      this.#waiting.splice(Math.max(next, 0), 1)[0]?.start();
    }
    if (this.#waiting.length === 0 && !this.#pause) this.#tell(undefined);
  }

  #wait(turn: Turn): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = (): void => {
        turn.signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(cancelled());
      };
      const waiting: Waiting = { ...turn, place: turn.place ?? this.place(), start };
      const behind = this.#waiting.findLastIndex(({ place }) => place <= waiting.place);
      this.#waiting.splice(behind + 1, 0, waiting);
      turn.signal?.addEventListener('abort', leave, { once: true });
    });
  }

  #tell(holdup: Holdup | undefined): void {
    if (!holdup && !this.#told) return;
    this.#told = holdup !== undefined;
    this.#options.onHoldup?.(holdup);
  }
}
