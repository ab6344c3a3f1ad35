import { rootIdOf } from '../connections';
import type { RepositoryApi } from '../api';
import { isCancelled } from '../ui';
import {
  type ConnectionNode,
  type EntryNode,
  isConnection,
  isEntry,
  isLink,
  isLinks,
  type LinkNode,
  linksBelow,
  type LinksNode,
  type Node,
  opensAsFolder,
  type ParentNode,
  type PlaceNode,
  resolvedId,
  type Row,
} from './kinds';
import type { Listing } from './listing';
import type { Enough } from './found';

/** What finding a row needs of the tree. */
export interface Rows {
  connection(connectionId: string): Promise<ConnectionNode | undefined>;
  /** Rows that are known already. */
  known(): Iterable<Node>;
  isKnown(node: ParentNode): boolean;
  listing(node: ParentNode): Promise<Listing>;
  /** Reads pages of a folder until it is enough. */
  more(node: ParentNode, enough: Enough): Promise<void>;
  refresh(node: ParentNode): void;
  /** For what a folder is filtered. */
  filterOf(node: ParentNode): string | undefined;
  /** Shows only what a filter finds in a folder; everything again without one. */
  filter(node: ParentNode, text: string | undefined): void;
}

/** Deeper than any folder structure, and an end to a server whose parents run in circles. */
const MAX_DEPTH = 200;
/** An end to a folder that changes all the time. */
const MAX_READS = 20;
/** A folder of more rows is slow to show, and to read: what is further down is asked for by its name. */
const MOST_ROWS = 10_000;

/** An entry on the way to the one that is looked for. */
interface Step {
  readonly id: number;
  readonly name: string;
}

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
  onRead?: (shown: number) => void,
): Promise<PlaceNode | undefined> {
  const missing: Step[] = [];
  const root = await rows.connection(connectionId);
  const rootId = root && rootIdOf(root.connection);
  let place: PlaceNode | undefined;
  for (let id = entryId; !place;) {
    place = id === rootId ? root : knownPlace(rows, connectionId, id);
    if (place) break;
    if (!root || missing.length > MAX_DEPTH || signal.aborted) return undefined;
    const { name, parentId } = await repository.getEntry(id, { signal });
    // Only the root has nothing above it; servers tell that as null, as 0 or not at all.
    if (!parentId) {
      place = root;
      break;
    }
    missing.unshift({ id, name });
    id = parentId;
  }
  for (const step of missing) {
    const child = await findChild(rows, place, step, signal, onRead);
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
      isLink(node) &&
      node.view.direction === 'outgoing' &&
      node.view.otherId === link.targetId &&
      (node.view.link.linkTypeId ?? link.linkTypeId) === link.linkTypeId,
  );
}

async function linksRow(rows: Rows, folder: PlaceNode): Promise<LinksNode | undefined> {
  const { children } = await rows.listing(folder);
  return children.find(isLinks);
}

async function findChild(
  rows: Rows,
  folder: PlaceNode,
  { id, name }: Step,
  signal: AbortSignal,
  onRead?: (shown: number) => void,
): Promise<EntryNode | undefined> {
  const isIt = (node: Node): node is EntryNode => isEntry(node) && node.entry.id === id;
  // What was read earlier may be out of date: then it is read once more before giving up.
  let fresh = !rows.isKnown(folder);
  let limit = MOST_ROWS;
  for (let reads = 0; !signal.aborted && reads < MAX_READS; reads += 1) {
    const { children, next, error } = await rows.listing(folder);
    const found = children.find(isIt);
    if (found) return found;
    if (rows.filterOf(folder) !== undefined) {
      rows.filter(folder, undefined);
    } else if (error !== undefined && (fresh || isCancelled(error))) {
      throw error as Error;
    } else if (error === undefined && next !== undefined) {
      if (children.length > limit) {
        const there = await findByName(rows, folder, name, isIt);
        if (there) return there;
        limit = Infinity;
      }
      await rows.more(folder, (page, shown) => {
        onRead?.(shown);
        return shown > limit || page.some((entry) => entry.id === id);
      });
    } else if (fresh) {
      return undefined;
    } else {
      rows.refresh(folder);
      fresh = true;
    }
  }
  return undefined;
}

/** Filters the folder for a name; should that not show the entry, the folder is as it was. */
async function findByName(
  rows: Rows,
  folder: PlaceNode,
  name: string,
  isIt: (node: Node) => node is EntryNode,
): Promise<EntryNode | undefined> {
  rows.filter(folder, name);
  const { children } = await rows.listing(folder);
  const found = children.find(isIt);
  if (!found) rows.filter(folder, undefined);
  return found;
}

/** The row of an entry that shows below its own folder, not below a shortcut to it. */
function knownPlace(rows: Rows, connectionId: string, entryId: number): EntryNode | undefined {
  for (const node of rows.known()) {
    if (
      isEntry(node) &&
      node.entry.id === entryId &&
      node.connectionId === connectionId &&
      isPlace(node.parent)
    )
      return node;
  }
  return undefined;
}

function isPlace(row: Row): boolean {
  if (isConnection(row)) return true;
  if (!isEntry(row) || !opensAsFolder(row.entry)) return false;
  return resolvedId(row.entry) === row.entry.id && isPlace(row.parent);
}
