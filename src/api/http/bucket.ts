/** Share of a minute's requests that may go at once after a quiet time: what a person opens is there at once. */
const BURST = 1 / 4;

/** The budget of requests of a connection: so many a minute in the long run, as it is set now. */
export class TokenBucket {
  readonly #perMinute: () => number | undefined;
  readonly #now: () => number;
  /** Full at first. */
  #tokens = Infinity;
  #filledAt: number;

  /** @param perMinute `undefined`: no limit */
  constructor(perMinute: () => number | undefined, now: () => number) {
    this.#perMinute = perMinute;
    this.#now = now;
    this.#filledAt = now();
  }

  /** Takes one request out of the budget; else tells the milliseconds until there is one. */
  take(): 'taken' | number {
    const perMinute = this.#perMinute();
    if (perMinute === undefined) return 'taken';
    this.#fill(perMinute);
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 'taken';
    }
    // At least one, so that rounding never makes a timer that rings too early again and again.
    return Math.max(1, Math.ceil(((1 - this.#tokens) * 60_000) / perMinute));
  }

  /** Requests that were taken and not made after all. */
  giveBack(count: number): void {
    this.#tokens += count;
  }

  #fill(perMinute: number): void {
    const now = this.#now();
    // A clock that was put back gives nothing and takes nothing.
    const passed = Math.max(0, now - this.#filledAt);
    const most = Math.max(1, Math.floor(perMinute * BURST));
    this.#tokens = Math.min(most, this.#tokens + (passed * perMinute) / 60_000);
    this.#filledAt = now;
  }
}
