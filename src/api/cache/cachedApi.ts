import { ApiError, type CallOptions, type RepositoryApi } from '..';
import { Answers, type Kept, type Kind, type Limits } from './answers';
import { mayBecomeStale, staleAfter, writeOf } from './staleness';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Short enough that nobody works long with what others have changed; what administrators set up changes seldom. */
export const DEFAULT_LIMITS: Limits = {
  lifeMs: {
    entry: MINUTE,
    entryByPath: MINUTE,
    entryByUrl: MINUTE,
    children: MINUTE,
    links: 30 * SECOND,
    linkTypes: 10 * MINUTE,
    repositories: 10 * MINUTE,
    search: 30 * SECOND,
  },
  maxWeight: 10_000,
};

export interface CacheOptions {
  readonly now?: () => number;
  readonly limits?: Limits;
}

export interface CachedApi {
  /** Answers from what is kept where that is young enough, unless a call asks for `fresh`. */
  readonly api: RepositoryApi;
  /** Always asks the server, for changes: nothing may be written on the ground of an old answer. */
  readonly direct: RepositoryApi;
  /** Forgets everything. */
  forget(): void;
  /** Things in all kept answers together. */
  readonly weight: () => number;
}

interface Question {
  readonly kind: Kind;
  readonly key: string;
  readonly entryId?: number;
}

interface Flight extends Question {
  stale: boolean;
}

/**
 * Keeps the answers of a repository for a while. An answer is never older than its kind's life, counted from when it
 * was asked for, nor than our own last write that touches it, nor than the last `forget`; and one that was asked for
 * before any of these and comes late is given to who waits for it, but not kept.
 */
export function cached(
  inner: RepositoryApi,
  { now = Date.now, limits = DEFAULT_LIMITS }: CacheOptions = {},
): CachedApi {
  const answers = new Answers(limits, now);
  const flights = new Set<Flight>();
  let questions = 0;

  function drop(stale: (kept: Kept) => boolean, late: (flight: Flight) => boolean): void {
    answers.drop(stale);
    for (const flight of flights) if (late(flight)) flight.stale = true;
  }

  async function read<T>(
    question: Question,
    call: CallOptions | undefined,
    ask: () => Promise<T>,
    weigh: (value: T) => number,
  ): Promise<T> {
    if (call?.signal?.aborted) throw new ApiError('cancelled', 'The call was cancelled.');
    const kept = call?.fresh ? undefined : answers.get(question.key);
    // A key is made of the kind of the question: what it holds is what this question is answered with.
    if (kept) return kept.value as T;
    const flight: Flight = { ...question, stale: false };
    const [askedAt, asked] = [now(), (questions += 1)];
    flights.add(flight);
    try {
      const value = await ask();
      const { kind, key, entryId } = question;
      // Not to be kept, it still shows that what is there is older than what somebody has seen.
      if (flight.stale) answers.drop((there) => there.key === key && there.asked < asked);
      else answers.put({ kind, key, entryId, value, askedAt, asked, weight: 1 + weigh(value) });
      return value;
    } finally {
      flights.delete(flight);
    }
  }

  const assignLinks: RepositoryApi['assignLinks'] = async (entryId, payload, call) => {
    const write = writeOf(entryId, payload);
    const forget = () => drop(staleAfter(write), ({ kind, entryId: of }) => mayBecomeStale(write, kind, of));
    forget();
    try {
      return await inner.assignLinks(entryId, payload, call);
    } finally {
      // Whatever came of it: a failure may have been written all the same.
      forget();
    }
  };

  const api: RepositoryApi = {
    baseUrl: inner.baseUrl,
    repoId: inner.repoId,
    listRepositories: (call) =>
      read(
        question('repositories'),
        call,
        () => inner.listRepositories(call),
        ({ length }) => length,
      ),
    getEntry: (id, call) => read(question('entry', [id], id), call, () => inner.getEntry(id, call), nothing),
    getEntryByPath: (path, call) =>
      read(question('entryByPath', [path]), call, () => inner.getEntryByPath(path, call), nothing),
    getEntryByUrl: (url, call) =>
      read(question('entryByUrl', [url]), call, () => inner.getEntryByUrl(url, call), nothing),
    listChildren: (id, call) =>
      read(
        question('children', [id, call?.pageSize, call?.withPaths, call?.next], id),
        call,
        () => inner.listChildren(id, call),
        ({ items }) => items.length,
      ),
    // Who looks at the pages looks for what changes between them.
    getLinks: (id, call) =>
      call?.onPage
        ? inner.getLinks(id, call)
        : read(
            question('links', [id], id),
            call,
            () => inner.getLinks(id, call),
            ({ length }) => length,
          ),
    assignLinks,
    reserve: (call) => inner.reserve(call),
    listLinkTypes: (call) =>
      read(
        question('linkTypes'),
        call,
        () => inner.listLinkTypes(call),
        ({ length }) => length,
      ),
    search: (command, call) =>
      read(
        question('search', [command, call?.asListed]),
        call,
        () => inner.search(command, call),
        ({ entries }) => entries.length,
      ),
  };

  return {
    api,
    direct: { ...inner, assignLinks },
    forget: () =>
      drop(
        () => true,
        () => true,
      ),
    weight: () => answers.weight,
  };
}

function question(kind: Kind, words: readonly unknown[] = [], entryId?: number): Question {
  return { kind, key: JSON.stringify([kind, ...words]), ...(entryId !== undefined && { entryId }) };
}

const nothing = () => 0;
