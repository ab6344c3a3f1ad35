import * as vscode from 'vscode';
import {
  ApiError,
  isUnreachable,
  type ListChildrenOptions,
  type Page,
  readEntryPath,
  type RepositoryApi,
  untilAborted,
} from '../api';
import { type Connections, type PinnedEntry, rootIdOf } from '../connections';
import type { Entry } from '../domain';
import { describeBriefly, isCancelled, remedyFor, UserError } from '../ui';
import { Texts } from './compact';
import { describeSearchFailure, type Enough, readRest, readSearch } from './found';
import {
  type ConnectionNode,
  entryOf,
  entryRow,
  filterRow,
  type Folder,
  folderBelow,
  isConnection,
  isPins,
  isSearch,
  labelOf,
  linksBelow,
  type PinsNode,
  type LastTry,
  type Row,
  type SearchNode,
} from './kinds';
import {
  countEntries,
  describeCancelled,
  type Failure,
  type FailureText,
  growing,
  listFailure,
  listFolder,
  listFound,
  listLinks,
  type Listing,
  withMore,
} from './listing';
import type { LoadRequest } from './store';

export interface LoaderDeps {
  readonly connections: Pick<Connections, 'open'>;
  /** Entries asked for at once when a folder is opened. */
  readonly pageSize: () => number;
  /** Tells a failure; `failed` says what did not work, for example `Could not list \Email`. */
  readonly describeFailure: (error: unknown, failed: string) => string;
  /** Takes the technical side of a failure, which the row says in words. */
  readonly log: (error: unknown, failed: string) => void;
}

/** Reads what stands below a row. No method rejects: a failure becomes a row that says so. */
export interface Loader {
  /** One request for a folder or what a filter finds in it, one a page of links for everything else. */
  load(row: Row, request: LoadRequest, filter?: string): Promise<Listing>;
  /** The next page of a folder, and more until it is enough; the listing as it is when there is none. */
  more(row: Row, listing: Listing, signal: AbortSignal, enough?: Enough): Promise<Listing>;
}

/** An end to a server whose pages never end. */
const MOST_PAGES = 2_000;

export function createLoader({ connections, pageSize, describeFailure, log }: LoaderDeps): Loader {
  const sizes = new PageSizes();
  const texts = new Texts();

  const repositoryOf = async ({ connectionId }: Row, signal: AbortSignal): Promise<RepositoryApi> =>
    (await untilAborted(connections.open(connectionId), signal)).repository;

  const searchesOf = async ({ connectionId }: Row, signal: AbortSignal) =>
    (await untilAborted(connections.open(connectionId), signal)).searches;

  /** A page of a folder that shows many entries. */
  async function readLarge(
    row: Row,
    { id, path }: Folder,
    { most, ...call }: ListChildrenOptions & { readonly signal: AbortSignal; readonly most?: number },
  ): Promise<Page<Entry>> {
    const repository = await repositoryOf(row, call.signal);
    const withPaths = path === undefined;
    const read = (size: number) => repository.listChildren(id, { pageSize: size, withPaths, ...call });
    return sizes.large(row.connectionId, pageSize(), read, most);
  }

  async function readFolder(row: Row, folder: Folder, request: LoadRequest): Promise<Listing> {
    const { signal, before, fresh } = request;
    const call = { signal, fresh };
    const first = await readLarge(row, folder, { ...call, most: before });
    const listing = listFolder(row, folder, first, texts);
    // After a refresh as many rows show as before, however few the server sends at once.
    const missing = (shown: number) => before - shown;
    if (listing.next === undefined || missing(countEntries(listing.children)) <= 0) return listing;
    const rows = growing(row, folder, listing.children, texts);
    let page = first;
    while (page.next !== undefined && page.items.length > 0 && missing(rows.count()) > 0) {
      const { next } = page;
      page = await readLarge(row, folder, { ...call, next, most: missing(rows.count()) });
      rows.add(page);
    }
    return rows.listing(page.next);
  }

  async function readRoot(row: ConnectionNode, folder: Folder, request: LoadRequest): Promise<Listing> {
    try {
      return await readFolder(row, folder, request);
    } catch (error) {
      const session = await untilAborted(connections.open(row.connectionId), request.signal);
      const { signal, fresh } = request;
      return readFolder(
        row,
        { ...folder, id: await session.otherRoot(folder.id, error, { signal, fresh }) },
        request,
      );
    }
  }

  async function readFound(
    row: Row,
    folder: Folder,
    text: string,
    { signal, fresh }: LoadRequest,
  ): Promise<Listing> {
    const { repository, connection, searches } = await untilAborted(
      connections.open(row.connectionId),
      signal,
    );
    const path =
      folder.path ?? (await readEntryPath(repository, folder.id, rootIdOf(connection), { signal }));
    if (path === undefined)
      throw new UserError(
        vscode.l10n.t('The server does not report the path of this folder, and a filter needs it.'),
      );
    const found = await searches.findByName(text, { childrenOf: path, signal, fresh, asListed: true });
    return listFound(row, folder, text, found, texts);
  }

  async function readPins(row: PinsNode, { signal, fresh }: LoadRequest): Promise<Listing> {
    const { repository, recents } = await untilAborted(connections.open(row.connectionId), signal);
    return listPins(row, await recents.readPinned(repository, { signal, fresh }));
  }

  async function readLinks(row: Row, entryId: number, request: LoadRequest): Promise<Listing> {
    const { signal, fresh } = request;
    const repository = await repositoryOf(row, signal);
    return listLinks(row, entryId, await repository.getLinks(entryId, { signal, fresh }));
  }

  async function restOf(
    row: SearchNode,
    listing: Listing,
    signal: AbortSignal,
    enough: Enough,
  ): Promise<Listing> {
    if (listing.next === undefined) return listing;
    try {
      return await readRest(row, await searchesOf(row, signal), listing, signal, enough, texts);
    } catch (error) {
      const failed = vscode.l10n.t('Could not load all that {0} finds', nameOf(row));
      const words = describeSearchFailure(error, describe(error, failed));
      return { ...listing, ...withMore(row, 0, listing.children, lastTry(error, words)), error };
    }
  }

  function describe(error: unknown, failed: string): FailureText {
    if (!isCancelled(error)) log(error, failed);
    return { brief: describeBriefly(error, failed), sentence: describeFailure(error, failed) };
  }

  return {
    async load(row, request, filter) {
      const folder = folderBelow(row);
      const entryId = linksBelow(row);
      try {
        if (isPins(row)) return await readPins(row, request);
        if (isSearch(row))
          return await readSearch(row, await searchesOf(row, request.signal), request, texts);
        if (!folder) return entryId === undefined ? { children: [] } : await readLinks(row, entryId, request);
        if (filter !== undefined) return await readFound(row, folder, filter, request);
        return isConnection(row)
          ? await readRoot(row, folder, request)
          : await readFolder(row, folder, request);
      } catch (error) {
        const words = wordsFor(row, error, describe(error, describeFailed(row, folder, filter)));
        const listing = listFailure(row, error, words, howOf(error));
        // A filter that failed must be possible to clear.
        return filter === undefined
          ? listing
          : { ...listing, children: [filterRow(row, filter), ...listing.children] };
      }
    },

    async more(row, listing, signal, enough = () => true) {
      if (isSearch(row)) return restOf(row, listing, signal, enough);
      const folder = folderBelow(row);
      if (!folder || listing.next === undefined) return listing;
      const rows = growing(row, folder, listing.children, texts);
      let next: string | undefined = listing.next;
      try {
        for (let pages = 0; next !== undefined && pages < MOST_PAGES; pages += 1) {
          const page: Page<Entry> = await readLarge(row, folder, { signal, next });
          rows.add(page);
          next = page.next;
          if (page.items.length === 0 || enough(page.items, rows.count())) break;
        }
        return rows.listing(next);
      } catch (error) {
        const failed = vscode.l10n.t('Could not list more of {0}', nameOf(row));
        const { children } = rows.listing(next);
        return {
          ...withMore(row, folder.id, children, lastTry(error, describe(error, failed))),
          ...(next !== undefined && { next }),
          error,
        };
      }
    },
  };
}

export function listPins(parent: Row, pinned: readonly PinnedEntry[]): Listing {
  return {
    children: pinned.map(({ entry, isGone }) => ({ ...entryRow(parent, entry), ...(isGone && { isGone }) })),
  };
}

function describeFailed(row: Row, folder: Folder | undefined, filter: string | undefined): string {
  const name = nameOf(row);
  if (isPins(row)) return vscode.l10n.t('Could not read the pinned entries');
  if (isSearch(row)) return vscode.l10n.t('Could not search for {0}', name);
  if (!folder) return vscode.l10n.t('Could not read the links of {0}', name);
  return filter === undefined
    ? vscode.l10n.t('Could not list {0}', name)
    : vscode.l10n.t('Could not filter {0}', name);
}

/** Of a search the server's own words tell most. */
const wordsFor = (row: Row, error: unknown, words: FailureText): FailureText =>
  isSearch(row) ? describeSearchFailure(error, words) : words;

function lastTry(error: unknown, { brief, sentence }: FailureText): LastTry {
  return isCancelled(error)
    ? { failure: describeCancelled(), cancelled: true }
    : { failure: sentence, brief };
}

function howOf(error: unknown): Failure {
  if (isCancelled(error)) return 'cancelled';
  if (isUnreachable(error)) return 'unreachable';
  return remedyFor(error) === 'signIn' ? 'signedOut' : 'failed';
}

/** How sentences name what a row stands for. */
function nameOf(row: Row): string {
  return isConnection(row) ? row.connection.name : (entryOf(row)?.path ?? labelOf(row));
}

/**
 * The largest page that is asked for. A server that sends so many needs a tenth of the requests of its default, and
 * reading the answer does not hold up the extension host for longer than a blink (5,000 entries: about 60 ms).
 */
const LARGEST_PAGE = 2_000;

/** The largest page that each connection's server honours, as it turns out. */
class PageSizes {
  readonly #honoured = new Map<string, number>();

  /**
   * Reads a page as large as the server gives. What it sends less of with more to come is its limit; one that refuses
   * a large page is asked for `first` again, which it gave before.
   * @param most no more than that, unless `first` is.
   */
  async large(
    connectionId: string,
    first: number,
    read: (pageSize: number) => Promise<Page<Entry>>,
    most = LARGEST_PAGE,
  ): Promise<Page<Entry>> {
    const size = Math.max(first, Math.min(most, this.#honoured.get(connectionId) ?? LARGEST_PAGE));
    try {
      const page = await read(size);
      const length = page.items.length + (page.unreadable ?? 0);
      if (page.next !== undefined && length > 0 && length < size) this.#honoured.set(connectionId, length);
      return page;
    } catch (error) {
      if (size === first || !(error instanceof ApiError) || error.reason !== 'badRequest') throw error;
      this.#honoured.set(connectionId, first);
      return read(first);
    }
  }
}
