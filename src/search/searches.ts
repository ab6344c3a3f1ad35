import {
  type CallOptions,
  cancelled,
  type Page,
  type RepositoryApi,
  type SearchOptions,
  type SearchResult,
  setTimer,
  type SetTimer,
} from '../api';
import type { Entry } from '../domain';
import { byName } from './byName';
import { toCommand } from './command';
import { SearchError } from './errors';
import { Places } from './places';
import { factsOf, prepare, type PrepareDeps, type Prepared, readEntries } from './prepare';
import type { Search } from './query';

export interface SearchesOptions extends PrepareDeps {
  readonly repository: PrepareDeps['repository'] &
    Pick<RepositoryApi, 'search' | 'startSearch' | 'searchProgress' | 'listFound' | 'closeSearch'>;
  readonly timer?: SetTimer;
}

export interface RunOptions extends Pick<CallOptions, 'signal' | 'priority' | 'fresh'> {
  /** So many entries are enough. */
  readonly limit?: number;
  /** Called with what came since the last time. */
  readonly onFound?: (entries: readonly Entry[]) => void;
  readonly onProgress?: (progress: RunProgress) => void;
  /** So many rows were read by an earlier run of the same search; for `all`. */
  readonly from?: number;
  /** Called for each page that was read, and waited for before the next one; for `all`. */
  readonly onPage?: (page: FoundPage) => void | Promise<void>;
}

/** A page of what was found. */
export interface FoundPage {
  /** Those of it that are meant, each once in a run. */
  readonly entries: readonly Entry[];
  /** Rows of the server up to its end: a later run can go on from there. */
  readonly rows: number;
}

export interface RunProgress {
  /** What is done: the server searches, or found entries are read. */
  readonly doing: 'searching' | 'reading';
  /** 0 to 100, where the server tells it. */
  readonly percent?: number;
  readonly found: number;
  /** How many there are, where the server tells it. */
  readonly total?: number;
}

/** What a search found. */
export interface Found {
  readonly entries: readonly Entry[];
  /** False where there is more. */
  readonly complete: boolean;
  /** What was sent. */
  readonly command: string;
}

/** Searches of one repository: two at a time, as its server allows a user. Rejects with `ApiError` and `SearchError` only. */
export interface Searches {
  /** The command for a question, as it is sent. Asks for the folder and the link types that the question names. */
  commandOf(search: Search, call?: CallOptions): Promise<string>;
  /** The first hundred, by one call of the server's simple search. */
  first(search: Search, options?: RunOptions): Promise<Found>;
  /** Everything, by a search of its own on the server, which is closed in any case. */
  all(search: Search, options?: RunOptions): Promise<Found>;
  /** Entries whose names contain a text, in which nothing has a meaning: the first hundred, in the order of the server. */
  findByName(text: string, options?: FindOptions): Promise<SearchResult>;
}

export interface FindOptions extends SearchOptions {
  /** Only among the children of the folder with this path. */
  readonly childrenOf?: string;
}

/** While the server searches: first soon, later seldom; milliseconds. */
const FIRST_LOOK_MS = 50;
const SELDOM_LOOK_MS = 2_000;

/** The server's simple search sends so many at most. */
const SIMPLE_LIMIT = 100;

/** An end to a server whose pages never end. */
const MOST_PAGES = 10_000;

export function createSearches({ timer = setTimer, ...deps }: SearchesOptions): Searches {
  const { repository } = deps;
  const places = new Places();

  /** Entries that are known by their ids already: there is nothing to search for. */
  async function byIds(ids: readonly number[], prepared: Prepared, options: RunOptions): Promise<Found> {
    const entries = await prepared.wanted(await readEntries(ids, deps, callOf(options)));
    const shown = entries.slice(0, options.limit);
    options.onFound?.(shown);
    await options.onPage?.({ entries: shown, rows: 0 });
    return { entries: shown, complete: shown.length === entries.length, command: prepared.command };
  }

  async function first(search: Search, options: RunOptions = {}): Promise<Found> {
    const { limit = Infinity, onFound } = options;
    const call = callOf(options);
    const prepared = await prepare(search, deps, call);
    if (prepared.ids) return byIds(prepared.ids, prepared, options);
    const { command } = prepared;
    const { entries: found, truncated } = await repository.search({ command }, { ...call, asListed: true });
    const entries = await prepared.wanted(found);
    const shown = entries.slice(0, limit);
    onFound?.(shown);
    return { entries: shown, complete: !truncated && shown.length === entries.length, command };
  }

  async function all(search: Search, options: RunOptions = {}): Promise<Found> {
    const { signal } = options;
    const prepared = await prepare(search, deps, callOf(options));
    if (prepared.ids) return byIds(prepared.ids, prepared, options);
    return places.run(() => runToEnd(prepared, options), signal);
  }

  async function findByName(
    text: string,
    { childrenOf, ...options }: FindOptions = {},
  ): Promise<SearchResult> {
    const { command, isMeant } = byName(text, childrenOf);
    const simple = await repository.search({ command }, options);
    if (!isMeant) return simple;
    const entries = simple.entries.filter(isMeant);
    if (!simple.truncated) return { entries, truncated: false };
    // Of the hundred that came most may be others: those that are meant may all come later.
    const wanted = (found: readonly Entry[]) => Promise.resolve(found.filter(isMeant));
    const limited = { ...callOf(options), limit: SIMPLE_LIMIT };
    const { entries: all, complete } = await places.run(
      () => runToEnd({ command, wanted }, limited),
      limited.signal,
    );
    return { entries: all, truncated: !complete };
  }

  async function runToEnd(prepared: Prepared, options: RunOptions): Promise<Found> {
    const call = callOf(options);
    const token = await repository.startSearch(prepared.command, call);
    try {
      await untilDone(token, options);
      return await readFound(token, prepared, options);
    } finally {
      // Whoever waits for what was found need not wait for this; and it is not ended with what was.
      void repository.closeSearch(token, { priority: 'background' }).catch(() => undefined);
    }
  }

  async function untilDone(token: string, { onProgress, ...options }: RunOptions): Promise<void> {
    const call = callOf(options);
    for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, SELDOM_LOOK_MS)) {
      const { state, percent, errors } = await repository.searchProgress(token, call);
      if (state === 'completed') return;
      if (state === 'failed' || state === 'cancelled') throw new SearchError('failed', errors[0] ?? '');
      onProgress?.({ doing: 'searching', found: 0, ...(percent !== undefined && { percent }) });
      await wait(pause, call.signal);
    }
  }

  async function readFound(token: string, prepared: Prepared, options: RunOptions): Promise<Found> {
    const { limit = Infinity, from = 0, onFound, onPage, onProgress } = options;
    const call = callOf(options);
    const entries: Entry[] = [];
    const seen = new Set<number>();
    const { command } = prepared;
    let total: number | undefined;
    let next: string | undefined;
    let rows = from;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const page: Page<Entry> = await repository.listFound(token, {
        ...call,
        ...(next === undefined ? { skip: from } : { next }),
      });
      rows += page.items.length;
      total = page.count ?? total;
      // One that moved to a later page meanwhile comes once.
      const fresh = page.items.filter(({ id }) => !seen.has(id) && seen.add(id));
      const own = await prepared.wanted(fresh);
      const rest = limit - entries.length;
      const taken = own.slice(0, rest);
      entries.push(...taken);
      onFound?.(taken);
      await onPage?.({ entries: taken, rows });
      onProgress?.({ doing: 'reading', found: entries.length, ...(total !== undefined && { total }) });
      next = page.next;
      const isEnd = next === undefined || page.items.length === 0;
      if (isEnd) return { entries, complete: own.length <= rest, command };
      if (entries.length >= limit) return { entries, complete: false, command };
    }
    return { entries, complete: false, command };
  }

  function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(cancelled());
        return;
      }
      const forget = timer(milliseconds, () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      });
      const stop = () => {
        forget();
        reject(cancelled());
      };
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  return {
    async commandOf(search, call = {}) {
      return 'command' in search
        ? search.command
        : toCommand(search.query, await factsOf(search.query, deps, call)).text;
    },
    first,
    all,
    findByName,
  };
}

function callOf({ signal, priority, fresh }: RunOptions): CallOptions {
  return {
    ...(signal && { signal }),
    ...(priority && { priority }),
    ...(fresh !== undefined && { fresh }),
  };
}
