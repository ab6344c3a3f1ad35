import type { RepositoryApi } from '../api';
import { linksBelow } from './entryOf';
import { ROOT_FOLDER_ID } from './ids';
import type { Listing } from './listing';
import type { ConnectionNode, EntryNode, LinkNode, LinksNode, Node, ParentNode } from './nodes';
import { opensAsFolder, resolvedId } from './shortcuts';

/** Where an entry stands in its folders: below the connection for the root folder's children. */
export type PlaceNode = ConnectionNode | EntryNode;

/** What finding a row needs of the tree. */
export interface Rows {
  connection(connectionId: string): Promise<ConnectionNode | undefined>;
  /** Rows that are known already. */
  known(): Iterable<Node>;
  isKnown(node: ParentNode): boolean;
  listing(node: ParentNode): Promise<Listing>;
  /** Reads one more page of a folder. */
  more(node: ParentNode): Promise<void>;
  refresh(node: ParentNode): void;
}

/** Deeper than any folder structure, and an end to a server whose parents run in circles. */
const MAX_DEPTH = 200;
/** An end to a server whose pages never end. */
const MAX_PAGES = 500;

/**
 * The row of an entry in its folder, reading what is missing: its ancestors, then their listings, page by page.
 * Resolves to undefined when it is not there, may not be seen, or `signal` was aborted; rejects with `ApiError`.
 */
export async function findEntry(
  rows: Rows,
  repository: Pick<RepositoryApi, 'getEntry'>,
  connectionId: string,
  entryId: number,
  signal: AbortSignal,
): Promise<PlaceNode | undefined> {
  const missing: number[] = [];
  let place: PlaceNode | undefined;
  for (let id = entryId; !place;) {
    place = id === ROOT_FOLDER_ID ? await rows.connection(connectionId) : knownPlace(rows, connectionId, id);
    if (place) break;
    if (id === ROOT_FOLDER_ID || missing.length > MAX_DEPTH || signal.aborted) return undefined;
    missing.unshift(id);
    id = (await repository.getEntry(id, { signal })).parentId ?? ROOT_FOLDER_ID;
  }
  for (const id of missing) {
    const child = await findChild(rows, place, id, signal);
    if (!child) return undefined;
    place = child;
  }
  return place;
}

/** The row of an outgoing link below the row of its source. */
export async function findLink(
  rows: Rows,
  source: PlaceNode,
  link: { readonly targetId: number; readonly linkTypeId: number },
): Promise<LinkNode | undefined> {
  const holder = linksBelow(source) === undefined ? await linksRow(rows, source) : source;
  if (!holder) return undefined;
  const { children } = await rows.listing(holder);
  return children.find(
    (node): node is LinkNode =>
      node.kind === 'link' &&
      node.view.direction === 'outgoing' &&
      node.view.otherId === link.targetId &&
      (node.view.link.linkTypeId ?? link.linkTypeId) === link.linkTypeId,
  );
}

async function linksRow(rows: Rows, folder: PlaceNode): Promise<LinksNode | undefined> {
  const { children } = await rows.listing(folder);
  return children.find((node) => node.kind === 'links');
}

async function findChild(
  rows: Rows,
  folder: PlaceNode,
  entryId: number,
  signal: AbortSignal,
): Promise<EntryNode | undefined> {
  // What was read earlier may be out of date: then it is read once more before giving up.
  let fresh = !rows.isKnown(folder);
  for (let pages = 0; !signal.aborted && pages < MAX_PAGES; pages += 1) {
    const { children, nextLink, error } = await rows.listing(folder);
    const found = children.find(
      (node): node is EntryNode => node.kind === 'entry' && node.entry.id === entryId,
    );
    if (found) return found;
    if (error !== undefined && fresh) throw error as Error;
    if (error === undefined && nextLink !== undefined) {
      await rows.more(folder);
    } else if (fresh) {
      return undefined;
    } else {
      rows.refresh(folder);
      fresh = true;
    }
  }
  return undefined;
}

/** The row of an entry that shows below its own folder, not below a shortcut to it. */
function knownPlace(rows: Rows, connectionId: string, entryId: number): EntryNode | undefined {
  for (const node of rows.known()) {
    if (
      node.kind === 'entry' &&
      node.entry.id === entryId &&
      node.connectionId === connectionId &&
      isPlace(node.parent)
    )
      return node;
  }
  return undefined;
}

function isPlace(node: ParentNode): boolean {
  if (node.kind === 'connection') return true;
  if (node.kind !== 'entry' || !opensAsFolder(node.entry)) return false;
  return resolvedId(node.entry) === node.entry.id && isPlace(node.parent);
}
