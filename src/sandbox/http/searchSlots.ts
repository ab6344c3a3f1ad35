import { HttpProblem } from './problems';

/** A session runs two searches at a time. */
const SLOTS = 2;

/** Counts the searches that are under way in each session. */
export class SearchSlots {
  readonly #busy = new Map<string, number>();

  /** Runs a search of a session; 429 when it has no slot left. */
  async run<T>(session: string, search: () => Promise<T>): Promise<T> {
    const busy = this.#busy.get(session) ?? 0;
    if (busy >= SLOTS) {
      throw new HttpProblem(429, `A session runs at most ${SLOTS} searches at a time.`, {
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
