import { setTimeout as delay } from 'node:timers/promises';
import { HttpProblem } from './problems';

export async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await delay(milliseconds);
}

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

const MAX_SEARCHES_AT_ONCE = 2;

/** Counts the searches that are under way in each session. */
export class SearchSlots {
  readonly #busy = new Map<string, number>();

  /** Runs a search of a session; 429 when it has no slot left. */
  async run<T>(session: string, search: () => Promise<T>): Promise<T> {
    const busy = this.#busy.get(session) ?? 0;
    if (busy >= MAX_SEARCHES_AT_ONCE) {
      throw new HttpProblem(429, `A session runs at most ${MAX_SEARCHES_AT_ONCE} searches at a time.`, {
        headers: { 'Retry-After': '1' },
      });
    }
    this.#busy.set(session, busy + 1);
    try {
      return await search();
    } finally {
      const left = (this.#busy.get(session) ?? 1) - 1;
      if (left === 0) this.#busy.delete(session);
      else this.#busy.set(session, left);
    }
  }
}
