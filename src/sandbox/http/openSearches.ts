import { randomUUID } from 'node:crypto';
import { HttpProblem } from './problems';

export type SearchState = 'InProgress' | 'Completed' | 'Failed' | 'Cancelled';

/** A search that goes on after its request was answered. */
export interface OpenSearch {
  readonly token: string;
  /** Who started it. */
  readonly user: string;
  readonly command: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970; when it is done at the latest. */
  readonly doneAt: number;
  /** Ids of the entries that it found, in order; filled in when somebody first looks after it is done. */
  found?: readonly number[];
  /** Why it failed. */
  error?: string;
}

/** A user has so many places. */
const MOST_OPEN = 2;
/** A search that nobody closes keeps its place for so long after its end. */
const KEPT_MS = 5 * 60_000;

/** The searches of all users: places are a user's, however often signed in. Known to this process only. */
export class OpenSearches {
  readonly #searches = new Map<string, OpenSearch>();

  /** `now` in milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  /** Starts a search that takes so long; 429 when the user has no place left. */
  start(user: string, command: string, delayMs: number): OpenSearch {
    this.#forgetOld();
    const open = [...this.#searches.values()].filter((search) => search.user === user);
    if (open.length >= MOST_OPEN)
      throw new HttpProblem(429, `Operation limit reached: a user has at most ${MOST_OPEN} open searches.`);
    const startedAt = this.now();
    const search = { token: randomUUID(), user, command, startedAt, doneAt: startedAt + delayMs };
    this.#searches.set(search.token, search);
    return search;
  }

  /** @throws HttpProblem 404 when it is closed, or another user's. */
  get(user: string, token: string): OpenSearch {
    this.#forgetOld();
    const search = this.#searches.get(token.toLowerCase());
    if (search?.user !== user) throw new HttpProblem(404, 'Request search token not found.');
    return search;
  }

  isDone({ doneAt }: OpenSearch): boolean {
    return this.now() >= doneAt;
  }

  close({ token }: OpenSearch): void {
    this.#searches.delete(token);
  }

  #forgetOld(): void {
    const now = this.now();
    for (const [token, { doneAt }] of this.#searches)
      if (now >= doneAt + KEPT_MS) this.#searches.delete(token);
  }
}
