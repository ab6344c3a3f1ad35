import { ApiError, type ListChildrenOptions, type Page, type RepositoryApi, untilAborted } from '../api';
import { isCancelled, remedyFor } from '../ui';
import type { Entry } from '../domain';
import type { Connections } from '../connections';
import { Texts } from './compact';
import { entryOf, folderBelow, linksBelow } from './entryOf';
import {
  CANCELLED,
  countEntries,
  filterRow,
  growing,
  listFailure,
  listFolder,
  listFound,
  listLinks,
  withMore,
  type Folder,
  type Listing,
} from './listing';
import { labelOf } from './labels';
import type { ParentNode } from './nodes';
import { PageSizes } from './pageSizes';
import { pathOfFolder } from './paths';
import type { LoadRequest } from './store';

export interface LoaderDeps {
  readonly connections: Pick<Connections, 'open'>;
  /** Entries asked for at once when a folder is opened. */
  readonly pageSize: () => number;
  /** Makes the sentence of a failure; `doing` continues "Could not …". */
  readonly describeError: (error: unknown, operation: string) => string;
  /** Takes the technical side of a failure, which the row says in words. */
  readonly log: (error: unknown, operation: string) => void;
}

/** After each page: what it brought, and how many entries the folder has then. False reads one more. */
export type Enough = (page: readonly Entry[], shown: number) => boolean;

/** Reads what stands below a row. No method rejects: a failure becomes a row that says so. */
export interface Loader {
  /** One request for a folder or what a filter finds in it, one a page of links for everything else. */
  load(node: ParentNode, request: LoadRequest, filter?: string): Promise<Listing>;
  /** The next page of a folder, and more until it is enough; the listing as it is when there is none. */
  more(node: ParentNode, listing: Listing, signal: AbortSignal, enough?: Enough): Promise<Listing>;
}

/** An end to a server whose pages never end. */
const MOST_PAGES = 2_000;

export function createLoader({ connections, pageSize, describeError, log }: LoaderDeps): Loader {
  const sizes = new PageSizes();
  const texts = new Texts();

  const repositoryOf = async ({ connectionId }: ParentNode, signal: AbortSignal): Promise<RepositoryApi> =>
    (await untilAborted(connections.open(connectionId), signal)).repository;

  /** A page of a folder that shows many entries. */
  async function readLarge(
    node: ParentNode,
    { id, path }: Folder,
    { most, ...call }: ListChildrenOptions & { readonly signal: AbortSignal; readonly most?: number },
  ): Promise<Page<Entry>> {
    const repository = await repositoryOf(node, call.signal);
    const withPaths = path === undefined;
    const read = (size: number) => repository.listChildren(id, { pageSize: size, withPaths, ...call });
    return sizes.large(node.connectionId, pageSize(), read, most);
  }

  async function readFolder(node: ParentNode, folder: Folder, request: LoadRequest): Promise<Listing> {
    const { signal, before, fresh } = request;
    const call = { signal, fresh };
    const first = await readLarge(node, folder, { ...call, most: before });
    const listing = listFolder(node, folder, first, texts);
    // After a refresh as many rows show as before, however few the server sends at once.
    const missing = (shown: number) => before - shown;
    if (listing.next === undefined || missing(countEntries(listing.children)) <= 0) return listing;
    const rows = growing(node, folder, listing.children, texts);
    let page = first;
    while (page.next !== undefined && page.items.length > 0 && missing(rows.count()) > 0) {
      const { next } = page;
      page = await readLarge(node, folder, { ...call, next, most: missing(rows.count()) });
      rows.add(page.items);
    }
    return rows.listing(page.next);
  }

  async function readFound(
    node: ParentNode,
    folder: Folder,
    text: string,
    { signal, fresh }: LoadRequest,
  ): Promise<Listing> {
    const repository = await repositoryOf(node, signal);
    const path = folder.path ?? (await repository.getEntry(folder.id, { signal })).path;
    if (typeof path !== 'string') throw new ApiError('unexpectedAnswer', 'The folder has no path.');
    const query = { nameContains: text, childrenOf: path };
    const found = await repository.search(query, { signal, fresh, asListed: true });
    return listFound(node, folder, text, found, texts);
  }

  async function readLinks(node: ParentNode, entryId: number, request: LoadRequest): Promise<Listing> {
    const { signal, fresh } = request;
    const repository = await repositoryOf(node, signal);
    return listLinks(node, entryId, await repository.getLinks(entryId, { signal, fresh }));
  }

  function failed(error: unknown, operation: string): string {
    if (!isCancelled(error)) log(error, operation);
    return describeError(error, operation);
  }

  return {
    async load(node, request, filter) {
      const folderId = folderBelow(node);
      const entryId = linksBelow(node);
      try {
        if (folderId === undefined)
          return entryId === undefined ? { children: [] } : await readLinks(node, entryId, request);
        const folder = { id: folderId, path: pathOfFolder(node) };
        return filter === undefined
          ? await readFolder(node, folder, request)
          : await readFound(node, folder, filter, request);
      } catch (error) {
        const listing = listFailure(
          node,
          error,
          failed(error, doingOf(node, folderId, filter)),
          howOf(error),
        );
        // Whoever filtered must be able to take that back.
        return filter === undefined
          ? listing
          : { ...listing, children: [filterRow(node, filter), ...listing.children] };
      }
    },

    async more(node, listing, signal, enough = () => true) {
      const folderId = folderBelow(node);
      if (folderId === undefined || listing.next === undefined) return listing;
      const folder = { id: folderId, path: pathOfFolder(node) };
      const rows = growing(node, folder, listing.children, texts);
      let next: string | undefined = listing.next;
      try {
        for (let pages = 0; next !== undefined && pages < MOST_PAGES; pages += 1) {
          const page: Page<Entry> = await readLarge(node, folder, { signal, next });
          rows.add(page.items);
          next = page.next;
          if (page.items.length === 0 || enough(page.items, rows.count())) break;
        }
        return rows.listing(next);
      } catch (error) {
        const sentence = failed(error, `list more of ${nameOf(node)}`);
        const why = isCancelled(error)
          ? ({ failure: CANCELLED, cancelled: true } as const)
          : { failure: sentence };
        const { children } = rows.listing(next);
        return {
          ...withMore(node, folderId, children, why),
          ...(next !== undefined && { next }),
          error,
        };
      }
    },
  };
}

function doingOf(node: ParentNode, folderId: number | undefined, filter: string | undefined): string {
  if (folderId === undefined) return `read the links of ${nameOf(node)}`;
  return filter === undefined ? `list ${nameOf(node)}` : `filter ${nameOf(node)}`;
}

function howOf(error: unknown): 'failed' | 'cancelled' | 'signedOut' {
  if (isCancelled(error)) return 'cancelled';
  return remedyFor(error) === 'signIn' ? 'signedOut' : 'failed';
}

/** How sentences name what a row stands for. */
function nameOf(node: ParentNode): string {
  return node.kind === 'connection' ? node.connection.name : (entryOf(node)?.path ?? labelOf(node));
}
