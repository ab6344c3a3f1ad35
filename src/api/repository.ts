import type { Priority, Ticket } from './http/requestQueue';
import type { Entry, Link, LinkAssignment, LinkType } from '../domain';

/** A repository of a server (`RepositoryInfo`). */
export interface RepositoryInfo {
  readonly repoId: string;
  readonly repoName?: string | null;
  readonly webClientUrl?: string | null;
}

/** One page of a listing. `nextLink` is there when the server has more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
  /** `@odata.count` where asked for and answered; some servers count the page only. */
  readonly count?: number;
}

/** The answer of a search by path. */
export interface EntryByPath {
  readonly entry?: Entry;
  /** The closest folder that exists, when the entry itself does not. */
  readonly ancestorEntry?: Entry;
}

/** The answer of a simple search; `truncated` when the server has more than it sent (status 206). */
export interface SearchResult {
  readonly entries: readonly Entry[];
  readonly truncated: boolean;
}

export interface CallOptions {
  /** Ends the call with `ApiError` reason `cancelled`. */
  readonly signal?: AbortSignal;
  /** `background` calls let all others go first. Interactive unless told. */
  readonly priority?: Priority;
  /** Asks the server in any case: where answers are kept for a while, an older one is no answer. */
  readonly fresh?: boolean;
  /** Goes through what `reserve` gave, without waiting for its turn. */
  readonly ticket?: Ticket;
}

export interface SearchOptions extends CallOptions {
  /** With all that a listing of a folder tells of an entry, so that what is found can stand among its rows. */
  readonly asListed?: boolean;
}

export interface AssignOptions extends CallOptions {
  /**
   * Called directly before the links are sent, the first time and each further one (after too many requests, an old
   * token, or no connection): when everything that had to be waited for is there. What was read before may be old by
   * then. A rejection ends the call, nothing being written.
   */
  readonly beforeSend?: () => Promise<void>;
}

export interface WholeListOptions extends CallOptions {
  /**
   * Called for each page with its number of items: a list of several pages may have changed between them. Who looks so
   * closely gets requests of its own: without it, an answer that is on its way for somebody else may be shared.
   */
  readonly onPage?: (count: number) => void;
}

export interface ListChildrenOptions extends CallOptions {
  /** Largest number of entries wanted, 150 unless told; the server may answer fewer. */
  readonly pageSize?: number;
  /** False where the folder's path is known: theirs follow from it, and are a fifth of a page. Wanted unless told. */
  readonly withPaths?: boolean;
  /** The `nextLink` of the page before; the first page without it. */
  readonly next?: string;
}

/**
 * One repository of one server: every call the extension makes (Laserfiche Repository API V1, as its OpenAPI
 * description declares it). Each method rejects with `ApiError` only. Any of them can fail for the reasons that lie
 * with the connection (`network`, `timeout`, `cancelled`, `unexpectedAnswer`, `server`), the sign-in
 * (`badCredentials`, `unauthorized`, and `notFound` when the server has no repository `repoId`) and the limit of
 * calls (`tooManyRequests`); reasons named below come in addition. Entry ids are positive integers.
 * What may pass is tried again first, where that is safe: reading after most failures, assigning only when it is
 * certain that nothing was written, searching never.
 */
export interface RepositoryApi {
  /** For example `https://server/LFRepositoryAPI`, no slash at the end. */
  readonly baseUrl: string;
  readonly repoId: string;

  /**
   * GET `/v1/Repositories`: the repositories of the server, with the addresses of their web clients.
   * An empty answer, `notFound` and `forbidden` mean that the server keeps its list to itself.
   */
  listRepositories(options?: CallOptions): Promise<readonly RepositoryInfo[]>;

  /**
   * GET `…/Entries/{id}`. The root folder is id 1.
   * Fails with `notFound` and `forbidden`.
   */
  getEntry(entryId: number, options?: CallOptions): Promise<Entry>;

  /**
   * GET `…/Entries/ByPath` with fallback to the closest ancestor: an entry that is not there is no failure.
   * @param fullPath from the root, with backslashes: `\Email\2024`.
   */
  getEntryByPath(fullPath: string, options?: CallOptions): Promise<EntryByPath>;

  /**
   * GET of a link's `sourceLink` or `targetLink`, as the guide "Assign Links" describes.
   * Fails with `foreignOrigin`, nothing being sent, when the address is not below `baseUrl`; else as `getEntry`.
   */
  getEntryByUrl(url: string, options?: CallOptions): Promise<Entry>;

  /**
   * GET `…/Entries/{id}/Laserfiche.Repository.Folder/children`: one page of a folder, folders first, then by name,
   * with the properties the tree shows. One request; `nextLink` of the answer leads to the next page.
   * Fails with `notFound` and `forbidden`, and with `foreignOrigin` when the next link leads elsewhere.
   */
  listChildren(folderId: number, options?: ListChildrenOptions): Promise<Page<Entry>>;

  /**
   * Waits until a token, a place in the queue and the budget for a read and a write are in hand, so that nothing but the
   * caller's own work lies between the two. What is called with the ticket goes at once; whatever else a caller asks
   * for meanwhile must not be waited for. To be released in any case.
   */
  reserve(options?: CallOptions): Promise<Ticket>;

  /**
   * GET `…/Entries/{id}/links`: all links of an entry, every page being read. Many servers list incoming ones too.
   * Fails with `notFound` and `forbidden`, and with `foreignOrigin` when a next link leads elsewhere.
   */
  getLinks(entryId: number, options?: WholeListOptions): Promise<readonly Link[]>;

  /**
   * PUT `…/Entries/{id}/links` (guide "Assign Links"): OVERWRITES all outgoing links. Only the editing room calls it.
   * Fails with `badRequest`, `notFound` (entry, target or type), `forbidden`, `locked` and `tooLarge`; when the
   * failure has `outcomeUnknown`, the links may have been written.
   * @param payload every link that shall be there afterwards; `[]` removes all.
   * @returns all links as the server has them now.
   */
  assignLinks(
    entryId: number,
    payload: readonly LinkAssignment[],
    options?: AssignOptions,
  ): Promise<readonly Link[]>;

  /** GET `…/LinkDefinitions`: all link types of the repository, every page being read. */
  listLinkTypes(options?: CallOptions): Promise<readonly LinkType[]>;

  /**
   * POST `…/SimpleSearches`: at most 100 entries, within the 15 seconds that the server gives itself.
   * Fails with `badRequest` when the server does not understand the command.
   * @param searchCommand in Laserfiche's search syntax; see `searchByNameCommand`.
   */
  search(searchCommand: string, options?: SearchOptions): Promise<SearchResult>;
}
