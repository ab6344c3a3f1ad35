import type { Entry, Page } from '../api';
import type { Connections, Session } from '../connections';
import { isCancelled, remedyFor } from '../host/words';
import { entryOf, folderBelow, linksBelow } from './entryOf';
import {
  countEntries,
  listFailure,
  listFolder,
  listLinks,
  withMore,
  withPage,
  type Listing,
} from './listing';
import { labelOf } from './labels';
import type { ParentNode } from './nodes';
import type { LoadRequest } from './store';

export interface LoaderDeps {
  readonly connections: Pick<Connections, 'open'>;
  /** Entries asked for at once when a folder is opened. */
  readonly pageSize: () => number;
  /** Makes the sentence of a failure; `doing` continues "Could not …". */
  readonly explain: (error: unknown, doing: string) => string;
  /** Takes the technical side of a failure, which the row says in words. */
  readonly log: (error: unknown, doing: string) => void;
}

/** Reads what stands below a row. No method rejects: a failure becomes a row that says so. */
export interface Loader {
  /** One request for a folder, one a page of links for everything else. */
  load(node: ParentNode, request: LoadRequest): Promise<Listing>;
  /** The next page of a folder; the listing as it is when there is none. */
  more(node: ParentNode, listing: Listing, signal: AbortSignal): Promise<Listing>;
}

export function createLoader({ connections, pageSize, explain, log }: LoaderDeps): Loader {
  async function readFolder(node: ParentNode, folderId: number, request: LoadRequest): Promise<Listing> {
    const { repository } = await connections.open(node.connectionId);
    const { signal, before } = request;
    const wanted = Math.max(pageSize(), before);
    const folder = { id: folderId, path: folderPath(node) };
    let page: Page<Entry> = await repository.listChildren(folderId, { pageSize: wanted, signal });
    let listing = listFolder(node, folder, page);
    // After a refresh as many rows show as before, however few the server sends at once.
    while (page.nextLink !== undefined && page.items.length > 0 && countEntries(listing.children) < before) {
      page = await repository.listChildren(folderId, { pageSize: wanted, nextLink: page.nextLink, signal });
      listing = withPage(node, folderId, listing.children, page);
    }
    return listing;
  }

  async function readLinks(node: ParentNode, entryId: number, signal: AbortSignal): Promise<Listing> {
    const { repository }: Session = await connections.open(node.connectionId);
    return listLinks(node, entryId, await repository.getLinks(entryId, { signal }));
  }

  function failed(error: unknown, doing: string): { sentence: string; signIn: boolean } {
    if (!isCancelled(error)) log(error, doing);
    return { sentence: explain(error, doing), signIn: remedyFor(error) === 'signIn' };
  }

  return {
    async load(node, request) {
      const folderId = folderBelow(node);
      const entryId = linksBelow(node);
      try {
        if (folderId !== undefined) return await readFolder(node, folderId, request);
        return entryId === undefined ? { children: [] } : await readLinks(node, entryId, request.signal);
      } catch (error) {
        const path = pathOf(node);
        const doing = folderId === undefined ? `read the links of ${path}` : `list ${path}`;
        const { sentence, signIn } = failed(error, doing);
        return listFailure(node, error, sentence, signIn);
      }
    },

    async more(node, listing, signal) {
      const folderId = folderBelow(node);
      const { nextLink } = listing;
      if (folderId === undefined || nextLink === undefined) return listing;
      try {
        const { repository } = await connections.open(node.connectionId);
        const page = await repository.listChildren(folderId, { pageSize: pageSize(), nextLink, signal });
        return withPage(node, folderId, listing.children, page);
      } catch (error) {
        const { sentence } = failed(error, `list more of ${pathOf(node)}`);
        return { ...withMore(node, folderId, listing.children, sentence), nextLink, error };
      }
    },
  };
}

/** A shortcut's own path is not the path of the folder it stands for, which is not known. */
function folderPath(node: ParentNode): string | undefined {
  const ref = entryOf(node);
  return ref && ref.entryId === ref.linkEntryId ? ref.path : undefined;
}

/** How sentences name what a row stands for. */
function pathOf(node: ParentNode): string {
  return node.kind === 'connection' ? node.connection.name : (entryOf(node)?.path ?? labelOf(node));
}
