import { ApiError, type RepositoryApi } from '../../../src/api';
import type { AuditJob, AuditState, StateStore } from '../../../src/audit';
import type { Entry, Link, LinkType } from '../../../src/domain';
import { createSearches } from '../../../src/search';

export interface FakeContent {
  readonly entries: readonly Entry[];
  readonly links: readonly Link[];
  readonly linkTypes: readonly LinkType[];
  /** Entries outside of the set that are there. */
  readonly others?: readonly Entry[];
  readonly closed?: ReadonlySet<number>;
  /** Entries that are answered with a 404 which says nothing of them. */
  readonly unclear?: ReadonlySet<number>;
  readonly pageSize?: number;
}

export interface Fake {
  readonly job: Omit<AuditJob, 'set'>;
  /** What was answered, for example `links 17` or `rows 100`. */
  readonly answered: string[];
  /** Calls that the server got. */
  readonly calls: () => number;
  /** Calls under way at the beginning of each, itself included. */
  readonly inFlight: readonly number[];
}

/** A repository that searches by the labels in a command, and ends with the process at a call. */
export function fakeRepository(content: FakeContent, killAt = Infinity): Fake {
  const {
    entries,
    links,
    linkTypes,
    others = [],
    closed = new Set(),
    unclear = new Set(),
    pageSize = 50,
  } = content;
  const byId = new Map([...others, ...entries].map((entry) => [entry.id, entry]));
  const linksOf = new Map<number, Link[]>();
  for (const link of links)
    for (const id of new Set([link.sourceId, link.targetId]))
      linksOf.set(id, [...(linksOf.get(id) ?? []), link]);
  const searches = new Map<string, readonly Entry[]>();
  const answered: string[] = [];
  const inFlight: number[] = [];
  let calls = 0;
  let open = 0;

  async function answer<T>(what: string, make: () => T): Promise<T> {
    calls += 1;
    open += 1;
    inFlight.push(open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    if (calls >= killAt) throw new Error('killed');
    answered.push(what);
    return make();
  }

  function find(command: string): readonly Entry[] {
    const clauses = [...command.matchAll(/LF:Relation(SRC|DST)="([^"]*)"/g)];
    if (clauses.length === 0) return entries;
    return entries.filter(({ id }) =>
      (linksOf.get(id) ?? []).some((link) =>
        clauses.some(([, end, label]) => {
          const type = linkTypes.find((one) => one.linkTypeId === link.linkTypeId);
          return end === 'SRC'
            ? link.sourceId === id && type?.sourceLabel === label
            : link.targetId === id && type?.targetLabel === label;
        }),
      ),
    );
  }

  const entryOf = (id: number): Entry => {
    const entry = byId.get(id);
    if (closed.has(id)) throw new ApiError('forbidden', 'closed');
    if (unclear.has(id)) throw new ApiError('notFound', 'HTTP 404', { status: 404, isUnclear: true });
    if (!entry) throw new ApiError('notFound', 'gone');
    return entry;
  };
  const api: Pick<
    RepositoryApi,
    | 'getEntry'
    | 'getLinks'
    | 'getFields'
    | 'search'
    | 'startSearch'
    | 'searchProgress'
    | 'listFound'
    | 'closeSearch'
  > = {
    getEntry: (id) => answer(`entry ${id}`, () => entryOf(id)),
    getLinks: (id) =>
      answer(`links ${id}`, () => {
        entryOf(id);
        return linksOf.get(id) ?? [];
      }),
    getFields: () => Promise.resolve([]),
    search: () => Promise.reject(new Error('not asked for')),
    startSearch: (command) =>
      answer('start', () => {
        searches.set(command, find(command));
        return command;
      }),
    searchProgress: () => answer('progress', () => ({ state: 'completed', errors: [] }) as const),
    listFound(token, { skip = 0, next } = {}) {
      const from = next === undefined ? skip : Number(next);
      return answer(`rows ${token} ${from}`, () => {
        const found = searches.get(token) ?? [];
        const items = found.slice(from, from + pageSize);
        const isEnd = from + pageSize >= found.length;
        return { items, count: found.length, ...(!isEnd && { next: String(from + pageSize) }) };
      });
    },
    closeSearch: () => Promise.resolve(),
  };
  const types = () => answer('types', () => linkTypes);
  return {
    job: { api, searches: createSearches({ repository: api, linkTypes: types }), linkTypes: types },
    answered,
    calls: () => calls,
    inFlight,
  };
}

/** Keeps the state as a file would: as text. */
export class FakeStore implements StateStore {
  text: string | undefined;
  writes = 0;
  isDead = false;

  constructor(text?: string) {
    this.text = text;
  }

  read(): Promise<unknown> {
    return Promise.resolve(this.text === undefined ? undefined : JSON.parse(this.text));
  }

  async write(state: AuditState): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isDead) throw new Error('killed');
    this.writes += 1;
    this.text = JSON.stringify(state);
  }
}

export const document = (id: number, path = `\\Set\\${id}`): Entry => ({
  id,
  name: path.slice(path.lastIndexOf('\\') + 1),
  entryType: 'Document',
  path,
});
