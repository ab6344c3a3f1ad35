const WINDOW_MS = 60_000;

/** Counts requests over the last minute. */
export class RateLimit {
  #times: number[] = [];

  /** `now` in milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  /** Counts one request. Answers the seconds to wait when it is one too many, else `undefined`. `limit` 0: none. */
  take(limit: number): number | undefined {
    if (limit === 0) return undefined;
    const now = this.now();
    this.#times = this.#times.filter((time) => time > now - WINDOW_MS);
    const [oldest = now] = this.#times;
    if (this.#times.length >= limit) return Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000));
    this.#times.push(now);
    return undefined;
  }
}
