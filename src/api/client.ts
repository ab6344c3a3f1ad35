import {
  pageReader,
  readAssignedLinks,
  readEntry,
  readEntryByPath,
  readLink,
  readLinkType,
  readRepositories,
  readSearchResult,
} from './answers';
import { withToken } from './authorized';
import { normalizeBaseUrl } from './baseUrl';
import type { Exchange } from './exchange';
import { createHttp, type ApiRequest } from './http';
import { requireOwnApi } from './origin';
import { readAllPages } from './paging';
import type { CallOptions, RepositoryApi, WholeListOptions } from './repository';
import type { Reader } from './shape';
import type { SignIn } from './signIn';
import { TokenSource, type TokenSourceOptions } from './token';
import type { Transport } from './transport';
import { entryUrl, linksUrl, repositoryUrl, withQuery } from './urls';

export interface RepositoryApiOptions extends TokenSourceOptions {
  /** For example `https://server/LFRepositoryAPI`; see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly repoId: string;
  readonly signIn: SignIn;
  readonly transport: Transport;
  /** Called once for each finished request, for the log. */
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  /** Requests under way at once; 4 unless told. */
  readonly maxInFlight?: number | undefined;
  /** Milliseconds for one request with its answer; 30,000 unless told. */
  readonly timeoutMs?: number | undefined;
}

/** The server's own default for folders. */
const CHILDREN_PAGE_SIZE = 150;
/** Links and link types are always read to the end: the fewer pages the better. Servers may send less. */
const WHOLE_LIST_PAGE_SIZE = 1000;
/** What the tree shows of an entry; id, name and type come in any case. */
const SELECTED =
  'parentId,fullPath,creator,creationTime,lastModifiedTime,isContainer,isLeaf,templateName,extension,isRecord,isCheckedOut,targetId,targetType';

const JSON_BODY = { 'Content-Type': 'application/json' };
const pageSizeHeader = (size: number) => ({ Prefer: `odata.maxpagesize=${size}` });

/**
 * Opens nothing and asks nothing yet: the first call signs in.
 * @throws BaseUrlError when `baseUrl` can't be one.
 */
export function createRepositoryApi(options: RepositoryApiOptions): RepositoryApi {
  const { repoId, signIn } = options;
  const baseUrl = normalizeBaseUrl(options.baseUrl);
  const http = createHttp(options);
  const tokens = new TokenSource(
    (stale) => signIn.requestToken({ baseUrl, repoId, send: http, stale }),
    options,
  );
  const send = withToken(http, tokens, baseUrl);
  const repository = repositoryUrl(baseUrl, repoId);

  const get = <T>(url: string, read: ApiRequest<T>['read'], { signal }: CallOptions = {}): Promise<T> =>
    send({ method: 'GET', url, read, signal });

  const getPage = <T>(url: string, item: Reader<T>, size: number, { signal }: CallOptions = {}) =>
    send({ method: 'GET', url, headers: pageSizeHeader(size), read: pageReader(item, url), signal });

  const getAll = <T>(firstUrl: string, item: Reader<T>, call?: WholeListOptions) =>
    readAllPages(firstUrl, (url) => getPage(url, item, WHOLE_LIST_PAGE_SIZE, call), call?.onPage);

  return {
    baseUrl,
    repoId,

    listRepositories: (call) => get(`${baseUrl}/v1/Repositories`, readRepositories, call),

    getEntry: (entryId, call) => get(entryUrl(baseUrl, repoId, entryId), readEntry, call),

    getEntryByPath: (fullPath, call) =>
      get(
        withQuery(`${repository}/Entries/ByPath`, { fullPath, fallbackToClosestAncestor: true }),
        readEntryByPath,
        call,
      ),

    getEntryByUrl: async (url, call) => get(requireOwnApi(url, baseUrl).href, readEntry, call),

    listChildren: (folderId, { pageSize = CHILDREN_PAGE_SIZE, nextLink, ...call } = {}) => {
      const children = `${entryUrl(baseUrl, repoId, folderId)}/Laserfiche.Repository.Folder/children`;
      const query = { $select: SELECTED, $orderby: 'name asc', groupByEntryType: true };
      return getPage(nextLink ?? withQuery(children, query), readEntry, pageSize, call);
    },

    getLinks: (entryId, call) => getAll(linksUrl(baseUrl, repoId, entryId), readLink, call),

    assignLinks: (entryId, payload, { signal } = {}) =>
      send({
        method: 'PUT',
        url: linksUrl(baseUrl, repoId, entryId),
        headers: JSON_BODY,
        body: JSON.stringify(payload),
        changes: true,
        read: readAssignedLinks,
        signal,
      }),

    listLinkTypes: (call) => getAll(`${repository}/LinkDefinitions`, readLinkType, call),

    search: (searchCommand, { signal } = {}) =>
      send({
        method: 'POST',
        url: `${repository}/SimpleSearches`,
        headers: JSON_BODY,
        body: JSON.stringify({ searchCommand }),
        read: readSearchResult,
        signal,
      }),
  };
}
