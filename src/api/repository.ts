import type {
  Entry,
  EntryByPath,
  Link,
  LinkAssignment,
  LinkType,
  Page,
  RepositoryInfo,
  SearchResult,
} from './types';

export interface CallOptions {
  /** Ends the call with `ApiError` reason `cancelled`. */
  readonly signal?: AbortSignal;
}

export interface ListChildrenOptions extends CallOptions {
  /** Largest number of entries wanted; the server may answer fewer. */
  readonly pageSize?: number;
  /** The `nextLink` of the page before; the first page without it. */
  readonly nextLink?: string;
}

/**
 * One repository of one server: every call the extension makes (Laserfiche Repository API V1).
 * Each method rejects with `ApiError` only.
 */
export interface RepositoryApi {
  /** For example `https://server/LFRepositoryAPI`, no slash at the end. */
  readonly baseUrl: string;
  readonly repoId: string;

  /** GET `/v1/Repositories`: empty answers and `notFound`/`forbidden` mean that the server keeps its list to itself. */
  listRepositories(options?: CallOptions): Promise<readonly RepositoryInfo[]>;
  /** GET `…/Entries/{id}`. The root folder is id 1. */
  getEntry(entryId: number, options?: CallOptions): Promise<Entry>;
  /** GET `…/Entries/ByPath` with fallback to the closest ancestor. */
  getEntryByPath(fullPath: string, options?: CallOptions): Promise<EntryByPath>;
  /** Follows a link's `sourceLink` or `targetLink`; reason `foreignOrigin` when it leads off the connection's origin. */
  getEntryByUrl(url: string, options?: CallOptions): Promise<Entry>;
  /** One page of a folder, folders first, then by name, with the properties the tree shows. One request. */
  listChildren(folderId: number, options?: ListChildrenOptions): Promise<Page<Entry>>;
  /** All links of an entry: every page is read. */
  getLinks(entryId: number, options?: CallOptions): Promise<readonly Link[]>;
  /** PUT `…/Entries/{id}/links`: OVERWRITES all outgoing links. Only the editing room calls it. */
  assignLinks(entryId: number, payload: readonly LinkAssignment[], options?: CallOptions): Promise<readonly Link[]>;
  /** GET `…/LinkDefinitions`: every page is read. */
  listLinkTypes(options?: CallOptions): Promise<readonly LinkType[]>;
  /** POST `…/SimpleSearches`: at most 100 entries. */
  search(searchCommand: string, options?: CallOptions): Promise<SearchResult>;
}
