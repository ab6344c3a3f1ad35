import { TokenSource, withToken, type SignIn, type TokenSourceOptions } from '../auth/token';
import { normalizeBaseUrl } from '../baseUrl';
import { ApiError } from '../errors';
import { withAbort } from '../http/abort';
import { cached, type CacheOptions } from '../http/cache';
import { deduplicate } from '../http/deduplicate';
import { createHttp, withAllPages, type HttpOptions } from '../http/http';
import type { About, ApiRequest, Http, Send } from '../http/request';
import type {
  CallOptions,
  HttpRequest,
  LinksToAssign,
  ListedRepository,
  Page,
  RepositoryApi,
  SearchResult,
  WholeListOptions,
} from '../repository';
import { ENTRIES_KEPT_MS, listChildren, pageSizeHeader, SELECTED_WITH_PATH } from './children';
import {
  pageReader,
  readAssignedLinks,
  readEntry,
  readEntryByPath,
  readField,
  readLink,
  readLinkType,
  readRepositories,
  readSearchResult,
  rowsReader,
} from './codec';
import { entryUrl, fieldsUrl, linksUrl, repositoriesUrl, repositoryUrl, withQuery } from './paths';
import { payloadOf } from './payload';
import { RefusedOptions } from './refusedOptions';
import { searchCalls } from './searches';

/** A repository of a server. */
export interface RepositoryPlace {
  /** For example `https://server/LFRepositoryAPI`; see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly repoId: string;
}

export interface RepositoryOptions extends RepositoryPlace, TokenSourceOptions {
  /** Ends every call, those under way and any later one. A sign-in that uses up what it is made with is finished. */
  readonly ended?: AbortSignal | undefined;
  readonly signIn: SignIn;
  /** What else goes around each request that is for the server. */
  readonly decorate?: ((http: Http) => Http) | undefined;
}

/** A repository with a pipeline of its own. */
export interface RepositoryApiOptions extends RepositoryOptions, HttpOptions {}

/** A repository whose answers are kept for a while. */
export interface CachedApi {
  /** Answers from what is kept where that is young enough, unless a call asks for `fresh`. */
  readonly api: RepositoryApi;
  /** Always asks the server, for changes: nothing may be written on the ground of an old answer. */
  readonly direct: RepositoryApi;
  /** Forgets everything. */
  readonly forget: () => void;
}

/** Links and link types are always read to the end: the fewer pages the better. Servers may send less. */
const WHOLE_LIST_PAGE_SIZE = 1000;
/** Servers have been seen with another one. */
const USUAL_ROOT_ID = 1;

/** Requests of a change on an entry whose links are one page. */
const READ_AND_WRITE = 2;

const JSON_BODY = { 'Content-Type': 'application/json' };

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
// Short enough that nobody works long with what others have changed; what administrators set up changes seldom.
export const LINKS_KEPT_MS = 30 * SECOND_MS;
const SETTINGS_KEPT_MS = 10 * MINUTE_MS;

const readLinkPage = pageReader(readLink);
const readFieldPage = rowsReader(readField);
const readLinkTypePage = rowsReader(readLinkType);

/**
 * Opens nothing and asks nothing yet: the first call signs in.
 * @throws BaseUrlError when `baseUrl` can't be one.
 */
export function createRepositoryApi(options: RepositoryApiOptions): RepositoryApi {
  return apiOver(connect(createHttp(options), options), options);
}

/** The same over a pipeline that others use as well: its limits are for all of them together. Its answers are kept. */
export function cachedRepository(http: Http, options: RepositoryOptions & CacheOptions): CachedApi {
  const { kept, direct, forget } = cached(connect(http, options), options);
  // What the server refuses is known to both.
  const refused = new RefusedOptions();
  return { api: apiOver(kept, options, refused), direct: apiOver(direct, options, refused), forget };
}

/** All that goes around the requests of a repository. What is decorated first is the closest to the server. */
function connect(http: Http, options: RepositoryOptions): Http {
  const { repoId, signIn, ended, decorate } = options;
  const baseUrl = normalizeBaseUrl(options.baseUrl);
  const sendFirst: Send = (request) => http({ ...request, priority: 'signIn' });
  const tokens = new TokenSource(
    (stale) => signIn.requestToken({ baseUrl, repoId, send: sendFirst, stale }, ended),
    options,
  );
  const calls = withAllPages(deduplicate(withToken(http, tokens, baseUrl)));
  const own = ended ? withAbort(calls, ended) : calls;
  return decorate ? decorate(own) : own;
}

/** The calls of V1 as requests. */
export function apiOver(http: Http, place: RepositoryPlace, refused = new RefusedOptions()): RepositoryApi {
  const { repoId } = place;
  const baseUrl = normalizeBaseUrl(place.baseUrl);
  const repository = repositoryUrl(baseUrl, repoId);

  async function readAll<T>(
    url: string,
    about: Omit<About<Page<T>>, 'items'>,
    read: ApiRequest<Page<T>>['read'],
    { onPage, ...call }: WholeListOptions = {},
  ): Promise<readonly T[]> {
    const request: ApiRequest<Page<T>> = {
      method: 'GET',
      url,
      // Who looks at the pages looks for what changes between them.
      about: onPage ? undefined : { ...about, items: itemsOf },
      paging: { next: nextOf, count: countOf, join: joined, onPage },
      read,
      ...optionsOf(call),
    };
    const headers = pageSizeHeader(WHOLE_LIST_PAGE_SIZE);
    const { answer } = await refused.ask(http, 'wholeList', [{ ...request, headers }, request]);
    return answer.items;
  }

  const getEntry: RepositoryApi['getEntry'] = (entryId, call) =>
    http({
      method: 'GET',
      url: entryUrl(baseUrl, repoId, entryId),
      about: { kind: 'entry', entryId, keepMs: ENTRIES_KEPT_MS, staleBy: 'entry' },
      read: readEntry,
      ...optionsOf(call),
    });

  const getEntryByPath: RepositoryApi['getEntryByPath'] = (path, call) =>
    http({
      method: 'GET',
      url: withQuery(`${repository}/Entries/ByPath`, { fullPath: path, fallbackToClosestAncestor: true }),
      about: { kind: 'entryByPath', keepMs: ENTRIES_KEPT_MS, staleBy: 'anyWrite' },
      read: readEntryByPath,
      ...optionsOf(call),
    });

  return {
    baseUrl,
    repoId,
    capabilities: { assignsIncoming: false },
    ...searchCalls(http, repository, refused),
    requestFor: (change) => assignRequest(baseUrl, repoId, change),

    listRepositories: (call) => http({ ...repositoriesRequest(baseUrl), ...optionsOf(call) }),

    getEntry,
    getEntryByPath,

    async getRoot(call) {
      try {
        return await getEntry(USUAL_ROOT_ID, call);
      } catch (error) {
        if (!ApiError.is(error, 'notFound', 'forbidden')) throw error;
        // What its path leads to says more than this refusal, or nothing.
        const { entry } = await getEntryByPath('\\', call).catch((closed: unknown) => {
          if (ApiError.is(closed, 'notFound', 'forbidden', 'badRequest')) throw error;
          throw closed;
        });
        if (!entry || entry.id === USUAL_ROOT_ID) throw error;
        return entry;
      }
    },

    listChildren: (folderId, options) =>
      listChildren(http, entryUrl(baseUrl, repoId, folderId), folderId, options, refused),

    reserve: ({ signal, priority = 'interactive' } = {}) =>
      http.reserve(READ_AND_WRITE, { priority: () => priority, signal }),

    getLinks: (entryId, call) =>
      readAll(
        linksUrl(baseUrl, repoId, entryId),
        { kind: 'links', entryId, keepMs: LINKS_KEPT_MS, staleBy: 'linksOfEntry' },
        readLinkPage,
        call,
      ),

    assignLinks: (sourceId, links, { beforeSend, ...call } = {}) =>
      http({
        ...assignRequest(baseUrl, repoId, { sourceId, links }),
        changes: { sourceId, targetIds: new Set(links.map(({ targetId }) => targetId)) },
        read: readAssignedLinks,
        beforeSend,
        ...optionsOf(call),
      }),

    getFields: (entryId, call) =>
      readAll(
        fieldsUrl(baseUrl, repoId, entryId),
        { kind: 'fields', entryId, keepMs: ENTRIES_KEPT_MS, staleBy: 'noWrite' },
        readFieldPage,
        call,
      ),

    listLinkTypes: (call) =>
      readAll(
        `${repository}/LinkDefinitions`,
        { kind: 'linkTypes', keepMs: SETTINGS_KEPT_MS, staleBy: 'noWrite' },
        readLinkTypePage,
        call,
      ),

    async search({ command: searchCommand }, { asListed = false, ...call } = {}) {
      const url = `${repository}/SimpleSearches`;
      const request: ApiRequest<SearchResult> = {
        method: 'POST',
        url,
        headers: JSON_BODY,
        body: JSON.stringify({ searchCommand }),
        // Which entries these are is not looked up; and what is found may depend on links.
        about: {
          ...{ kind: 'search', keepMs: LINKS_KEPT_MS, staleBy: 'anyWrite' },
          items: ({ entries }) => entries,
        },
        read: readSearchResult,
        ...optionsOf(call),
      };
      if (!asListed) return http(request);
      const listed = { ...request, url: withQuery(url, { $select: SELECTED_WITH_PATH }) };
      const { answer } = await refused.ask(http, 'search', [listed, request]);
      return answer;
    },
  };
}

/** The repositories of a server, asked for without a sign-in, which would need a repository. */
export function listRepositories(
  send: Send,
  baseUrl: string,
  signal: AbortSignal | undefined,
): Promise<readonly ListedRepository[]> {
  return send({ ...repositoriesRequest(normalizeBaseUrl(baseUrl)), signal });
}

function repositoriesRequest(baseUrl: string): ApiRequest<readonly ListedRepository[]> {
  return {
    method: 'GET',
    url: repositoriesUrl(baseUrl),
    about: { kind: 'repositories', keepMs: SETTINGS_KEPT_MS, staleBy: 'noWrite', items: (list) => list },
    mayBeKeptBack: true,
    read: readRepositories,
  };
}

/** What assigning sends, and whoever shows it before shows. */
function assignRequest(baseUrl: string, repoId: string, { sourceId, links }: LinksToAssign) {
  return {
    method: 'PUT',
    url: linksUrl(baseUrl, repoId, sourceId),
    headers: { Accept: 'application/json', ...JSON_BODY },
    body: JSON.stringify(payloadOf(links)),
  } as const satisfies HttpRequest;
}

function optionsOf({ signal, priority, ticket, fresh }: CallOptions = {}) {
  return { signal, priority, ticket, fresh };
}

function itemsOf<T>({ items }: Page<T>): readonly T[] {
  return items;
}

function nextOf({ next }: Page<unknown>): string | undefined {
  return next;
}

function countOf({ items }: Page<unknown>): number {
  return items.length;
}

/** All pages as one, which has none after it. */
function joined<T>(pages: readonly Page<T>[]): Page<T> {
  const [first] = pages;
  return { items: pages.length === 1 && first ? first.items : pages.flatMap(({ items }) => items) };
}
