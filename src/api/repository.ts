import type { Entry, EntryField, Link, LinkAssignment, LinkType } from '../domain';
import type { Priority, Ticket } from './http/request';

/** The cloud allows an account 100 calls a minute; this leaves some for others. */
export const CLOUD_REQUESTS_PER_MINUTE = 60;

/** A repository that a server lists. */
export interface ListedRepository {
  readonly repoId: string;
  readonly name?: string | null;
  readonly webClientUrl?: string | null;
}

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Leads to the next page; there when the server has more. */
  readonly next?: string;
  /** The number of all items, where the server tells it; some servers count the page only. */
  readonly count?: number;
  /** How many more rows the page has that could not be read, where there are any. */
  readonly unreadable?: number;
}

/** The answer of a search by path. */
export interface EntryByPath {
  readonly entry?: Entry;
  /** The closest folder that exists, when the entry itself does not. */
  readonly ancestor?: Entry;
}

/** A command in Laserfiche's search syntax. */
export interface EntrySearch {
  readonly command: string;
}

/** The answer of a search; `truncated` when the server has more than it sent. */
export interface SearchResult {
  readonly entries: readonly Entry[];
  readonly truncated: boolean;
  /** How many more were found that could not be read, where there are any. */
  readonly unreadable?: number;
}

export type SearchState = 'running' | 'completed' | 'failed' | 'cancelled';

/** How far a search is that the server works on. */
export interface SearchProgress {
  readonly state: SearchState;
  /** 0 to 100, where the server tells it. */
  readonly percent?: number;
  /** The server's own words, where it failed. */
  readonly errors: readonly string[];
}

export interface CallOptions {
  /** Ends the call with `ApiError` reason `cancelled`. */
  readonly signal?: AbortSignal;
  /** `background` calls let all others go first. Interactive unless told. */
  readonly priority?: Priority;
  /** Asks the server in any case: where answers are kept for a while, an older one is no answer. */
  readonly fresh?: boolean;
  /** Goes through what `reserve` gave, without waiting in the queue. */
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
  /** Largest number of entries, 150 unless told; the server may answer fewer. */
  readonly pageSize?: number;
  /** False where the folder's path is known: theirs follow from it, and are a fifth of a page. True unless told. */
  readonly withPaths?: boolean;
  /** `next` of the page before; the first page without it. */
  readonly next?: string;
}

export interface ListFoundOptions extends CallOptions {
  /** Largest number of entries; the server may answer fewer. */
  readonly pageSize?: number;
  /** So many rows are left out at the beginning; for the first page. */
  readonly skip?: number;
  /** `next` of the page before; the first page without it. */
  readonly next?: string;
}

/** What a repository can do, where servers differ. */
export interface Capabilities {
  /** Whether assigning the links of an entry assigns incoming ones as well; else those are assigned at their sources. */
  readonly assignsIncoming: boolean;
}

/** All links that an entry shall have as their source. */
export interface LinksToAssign {
  readonly sourceId: number;
  readonly links: readonly LinkAssignment[];
}

/** A request as it is sent, but for the token. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** Those that matter to whoever sends it by other means. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * One repository of one server: every call the extension makes. Each one rejects with `ApiError` only. Any of them can
 * fail for the reasons that lie with the connection (`network`, `timeout`, `cancelled`, `unexpectedAnswer`, `server`),
 * the sign-in (`badCredentials`, `unauthorized`, and `notFound` when the server has no repository `repoId`) and the limit
 * of calls (`tooManyRequests`); reasons named below come in addition. Entry ids are positive integers.
 * What may pass is tried again first, where that is safe: reading after most failures, assigning only when it is
 * certain that nothing was written, searching never.
 */
export interface RepositoryApi {
  /** For example `https://server/LFRepositoryAPI`, no slash at the end. */
  readonly baseUrl: string;
  readonly repoId: string;
  readonly capabilities: Capabilities;

  /** The exact request that `assignLinks` sends. Shows what would be sent; sends nothing. */
  requestFor(change: LinksToAssign): HttpRequest;

  /**
   * The repositories of the server, with the addresses of their web clients.
   * An empty answer, `notFound` and `forbidden` mean that the server keeps its list to itself.
   */
  listRepositories(options?: CallOptions): Promise<readonly ListedRepository[]>;

  /**
   * An entry.
   * Fails with `notFound` and `forbidden`.
   */
  getEntry(entryId: number, options?: CallOptions): Promise<Entry>;

  /**
   * The root folder: entry 1 of nearly every repository, else what its path leads to.
   * Fails with `notFound` and `forbidden`.
   */
  getRoot(options?: CallOptions): Promise<Entry>;

  /**
   * An entry by its path, or its closest ancestor: an entry that is not there is no failure.
   * @param path from the root, with backslashes: `\Email\2024`.
   */
  getEntryByPath(path: string, options?: CallOptions): Promise<EntryByPath>;

  /**
   * One page of a folder, folders first, then by name, with the properties the tree shows. One request.
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
   * All links of an entry, every page being read. Many servers list incoming ones too.
   * Fails with `notFound` and `forbidden`, and with `foreignOrigin` when a next link leads elsewhere.
   */
  getLinks(entryId: number, options?: WholeListOptions): Promise<readonly Link[]>;

  /**
   * OVERWRITES all outgoing links of an entry (guide "Assign Links"). Only the room `changes` calls it.
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

  /**
   * The fields of an entry, filled in or not: those of its template, then its own.
   * Fails with `notFound` and `forbidden`.
   */
  getFields(entryId: number, options?: CallOptions): Promise<readonly EntryField[]>;

  /** All link types of the repository, every page being read. */
  listLinkTypes(options?: CallOptions): Promise<readonly LinkType[]>;

  /** At most 100 entries, within the 15 seconds that the server gives itself. Fails with `badRequest`. */
  search(query: EntrySearch, options?: SearchOptions): Promise<SearchResult>;

  /**
   * Starts a search without end of time and number. Each user has two places for searches, and a finished one holds its
   * place until it is closed: `closeSearch` in any case. Fails with `badRequest` for a command that can't be read.
   * @param command in Laserfiche's search syntax.
   * @returns its token.
   */
  startSearch(command: string, options?: CallOptions): Promise<string>;

  /** Fails with `notFound` when the search is closed. */
  searchProgress(token: string, options?: CallOptions): Promise<SearchProgress>;

  /** One page of what a completed search found, in the order of the server. Fails with `notFound` when it is closed. */
  listFound(token: string, options?: ListFoundOptions): Promise<Page<Entry>>;

  /** Ends a search, and frees its place. One that is closed already is no failure. */
  closeSearch(token: string, options?: CallOptions): Promise<void>;
}
