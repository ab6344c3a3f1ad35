import {
  pageReader,
  readAssignedLinks,
  readEntry,
  readEntryByPath,
  readLink,
  readLinkType,
  readRepositories,
  readSearchResult,
  toWirePayload,
} from './codec';
import { withToken } from '../auth/withToken';
import { normalizeBaseUrl } from '../baseUrl';
import { createHttp, type ApiRequest, type Http, type HttpOptions, type Send } from '../http/http';
import { requireOwnApi } from '../http/origin';
import { readAllPages } from './paging';
import { abortableBy, withAbort } from '../http/abortable';
import type { Ticket } from '../http/requestQueue';
import { deduplicate } from '../http/deduplicate';
import type { CallOptions, RepositoryApi, WholeListOptions } from '../repository';
import type { Reader } from './shape';
import type { SignIn } from '../auth/signIn';
import { TokenSource, type TokenSourceOptions } from '../auth/token';
import { entryUrl, linksUrl, repositoryUrl, withQuery } from './paths';

export interface RepositoryOptions extends TokenSourceOptions {
  /** Ends every call, those under way and any later one. A sign-in that uses up what it is made with is finished. */
  readonly ended?: AbortSignal | undefined;
  /** For example `https://server/LFRepositoryAPI`; see `normalizeBaseUrl`. */
  readonly baseUrl: string;
  readonly repoId: string;
  readonly signIn: SignIn;
}

/** A repository with a pipeline of its own. */
export interface RepositoryApiOptions extends RepositoryOptions, HttpOptions {}

/** The server's own default for folders. */
const CHILDREN_PAGE_SIZE = 150;
/** Links and link types are always read to the end: the fewer pages the better. Servers may send less. */
const WHOLE_LIST_PAGE_SIZE = 1000;
/** What the tree shows of an entry; id, name and type come in any case. */
const SELECTED =
  'parentId,creator,creationTime,lastModifiedTime,templateName,extension,isRecord,isCheckedOut,targetId,targetType';
const SELECTED_WITH_PATH = `fullPath,${SELECTED}`;

/** Requests of a change on an entry whose links are one page. */
const READ_AND_WRITE = 2;

const JSON_BODY = { 'Content-Type': 'application/json' };
/** With `kind`, an equal request under way is shared. */
interface PageOptions extends CallOptions {
  readonly kind?: string;
}

const optionsOf = ({ signal, priority, ticket }: CallOptions) => ({ signal, priority, ticket });
const pageSizeHeader = (size: number) => ({ Prefer: `odata.maxpagesize=${size}` });

/**
 * Opens nothing and asks nothing yet: the first call signs in.
 * @throws BaseUrlError when `baseUrl` can't be one.
 */
export function createRepositoryApi(options: RepositoryApiOptions): RepositoryApi {
  return repositoryOver(createHttp(options), options);
}

/** The same over a pipeline that others use as well: its limits are for all of them together. */
export function repositoryOver(http: Http, options: RepositoryOptions): RepositoryApi {
  const { repoId, signIn, ended } = options;
  const baseUrl = normalizeBaseUrl(options.baseUrl);
  const sendFirst: Send = (request) => http({ ...request, priority: 'signIn' });
  const tokens = new TokenSource(
    (stale) => signIn.requestToken({ baseUrl, repoId, send: sendFirst, stale }, ended),
    options,
  );
  const shared = deduplicate(withToken(http, tokens, baseUrl));
  const abortable = ended && abortableBy(ended);
  const send = abortable ? withAbort(shared, abortable) : shared;
  const repository = repositoryUrl(baseUrl, repoId);

  /** The token first: its own request could not pass where all places are reserved by those who wait for it. */
  async function reserve({ signal, priority = 'interactive' }: CallOptions): Promise<Ticket> {
    for (;;) {
      await tokens.get(signal);
      const ticket = await http.reserve(READ_AND_WRITE, { priority: () => priority, signal });
      if (tokens.isReady()) return ticket;
      ticket.release();
    }
  }

  /** `kind` names what is read, so that only equals are shared. */
  const get = <T>(url: string, kind: string, read: ApiRequest<T>['read'], call: CallOptions = {}) =>
    send({ method: 'GET', url, ...(!call.fresh && { dedupeKey: kind }), read, ...optionsOf(call) });

  const getPage = <T>(url: string, item: Reader<T>, size: number, call: PageOptions = {}) =>
    send({
      method: 'GET',
      url,
      headers: pageSizeHeader(size),
      ...(call.kind !== undefined && !call.fresh && { dedupeKey: call.kind }),
      read: pageReader(item, url),
      ...optionsOf(call),
    });

  const getAll = <T>(firstUrl: string, kind: string, item: Reader<T>, call: WholeListOptions = {}) => {
    const { onPage, ...rest } = call;
    const page = onPage ? rest : { ...rest, kind };
    return readAllPages(firstUrl, (url) => getPage(url, item, WHOLE_LIST_PAGE_SIZE, page), onPage);
  };

  return {
    baseUrl,
    repoId,

    listRepositories: (call) => get(`${baseUrl}/v1/Repositories`, 'repositories', readRepositories, call),

    getEntry: (entryId, call) => get(entryUrl(baseUrl, repoId, entryId), 'entry', readEntry, call),

    getEntryByPath: (fullPath, call) =>
      get(
        withQuery(`${repository}/Entries/ByPath`, { fullPath, fallbackToClosestAncestor: true }),
        'entryByPath',
        readEntryByPath,
        call,
      ),

    getEntryByUrl: async (url, call) => get(requireOwnApi(url, baseUrl).href, 'entry', readEntry, call),

    listChildren: (folderId, { pageSize = CHILDREN_PAGE_SIZE, withPaths = true, next, ...call } = {}) => {
      const children = `${entryUrl(baseUrl, repoId, folderId)}/Laserfiche.Repository.Folder/children`;
      const $select = withPaths ? SELECTED_WITH_PATH : SELECTED;
      const query = { $select, $orderby: 'name asc', groupByEntryType: true };
      return getPage(next ?? withQuery(children, query), readEntry, pageSize, {
        ...call,
        kind: 'children',
      });
    },

    reserve: ({ signal, ...call } = {}) =>
      abortable
        ? abortable((either) => reserve({ ...call, signal: either }), signal)
        : reserve(signal ? { ...call, signal } : call),

    getLinks: (entryId, call) => getAll(linksUrl(baseUrl, repoId, entryId), 'links', readLink, call),

    assignLinks: (entryId, payload, { beforeSend, ...call } = {}) =>
      send({
        method: 'PUT',
        url: linksUrl(baseUrl, repoId, entryId),
        headers: JSON_BODY,
        body: JSON.stringify(toWirePayload(payload)),
        changes: true,
        read: readAssignedLinks,
        beforeSend,
        ...optionsOf(call),
      }),

    listLinkTypes: (call) => getAll(`${repository}/LinkDefinitions`, 'linkTypes', readLinkType, call),

    search: (searchCommand, { asListed = false, ...call } = {}) =>
      send({
        method: 'POST',
        url: asListed
          ? withQuery(`${repository}/SimpleSearches`, { $select: SELECTED_WITH_PATH })
          : `${repository}/SimpleSearches`,
        headers: JSON_BODY,
        body: JSON.stringify({ searchCommand }),
        read: readSearchResult,
        ...optionsOf(call),
      }),
  };
}
