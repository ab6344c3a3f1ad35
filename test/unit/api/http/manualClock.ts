import type { Clock } from '../../../../src/api/http/clock';

/** A clock that the test moves. Chance is as it says. */
export class ManualClock implements Clock {
  time = 1_000_000;
  chance = 0.5;
  readonly #waiting = new Set<{ readonly at: number; readonly run: () => void }>();

  readonly now = (): number => this.time;
  readonly random = (): number => this.chance;
  readonly timers = {
    after: (milliseconds: number, run: () => void): (() => void) => {
      const timer = { at: this.time + milliseconds, run };
      this.#waiting.add(timer);
      return () => this.#waiting.delete(timer);
    },
  };

  /** Whether anybody waits. */
  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** Lets time pass, timer by timer, each followed by what it started. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settled();
    for (;;) {
      const next = [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#waiting.delete(next);
      this.time = Math.max(this.time, next.at);
      next.run();
      await settled();
    }
    this.time = end;
  }

  /** The machine sleeps: the clock goes on, and no timer rings. */
  sleep(milliseconds: number): void {
    const timers = [...this.#waiting];
    this.#waiting.clear();
    this.time += milliseconds;
    for (const { at, run } of timers) this.#waiting.add({ at: at + milliseconds, run });
  }
}

export async function settled(): Promise<void> {
  for (let round = 0; round < 8; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
