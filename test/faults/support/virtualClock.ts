import type { Transport } from '../../../src/api';
import type { Clock } from '../../../src/api/http/clock';

/** What a request takes by this clock. */
const LATENCY_MS = 20;
/** Rounds of the event loop after which nothing is on its way any more but timers. */
const QUIET_ROUNDS = 3;

/** A clock that moves on to the next timer whenever everybody waits: minutes pass as fast as the machine can play them. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #inFlight = 0;
  readonly #waiting = new Set<{ readonly at: number; readonly run: () => void }>();

  readonly now = (): number => this.#now;
  readonly random = (): number => 0.5;
  readonly timers = {
    after: (milliseconds: number, run: () => void): (() => void) => {
      const timer = { at: this.#now + milliseconds, run };
      this.#waiting.add(timer);
      return () => this.#waiting.delete(timer);
    },
  };

  /** Time stands still while a request is on its way, and has moved on a little when it is answered. */
  watched(transport: Transport): Transport {
    return async (url, request) => {
      this.#inFlight += 1;
      try {
        const response = await transport(url, request);
        const text = await response.text();
        this.#now += LATENCY_MS;
        return { status: response.status, headers: response.headers, text: () => Promise.resolve(text) };
      } finally {
        this.#inFlight -= 1;
      }
    };
  }

  /** Moves on until the job is done. */
  async during(job: () => Promise<void>): Promise<void> {
    const state = { isDone: false };
    const done = job().finally(() => (state.isDone = true));
    // Its failure is told at the end.
    done.catch(() => undefined);
    let quiet = 0;
    while (!state.isDone) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.#inFlight === 0 ? quiet + 1 : 0;
      if (quiet > QUIET_ROUNDS) this.#next();
    }
    await done;
  }

  #next(): void {
    const next = [...this.#waiting].sort((a, b) => a.at - b.at)[0];
    if (!next) return;
    this.#waiting.delete(next);
    this.#now = Math.max(this.#now, next.at);
    next.run();
  }
}
