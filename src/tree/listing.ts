import type { Page, SearchResult } from '../api';
import { describeLink, type Entry, type Link } from '../domain';
import type { Connection } from '../connections';
import { compact, Texts } from './compact';
import { childId, linkSegment, ROOT_ID } from './ids';
import type {
  ConnectionNode,
  EntryNode,
  FilterNode,
  LinkNode,
  LinksNode,
  LoadMoreNode,
  MessageNode,
  Node,
  ParentNode,
} from './nodes';
import { opensAsFolder } from './shortcuts';

/** What stands below a row. */
export interface Listing {
  readonly children: readonly Node[];
  /** Folders: address of the next page, where the server has more. */
  readonly next?: string;
  /** Why it, or its next page, could not be read; `children` say so in words. */
  readonly error?: unknown;
}

/** Rows that stand for entries of a folder listing. */
export function countEntries(rows: readonly Node[]): number {
  return rows.reduce((count, { kind }) => (kind === 'entry' ? count + 1 : count), 0);
}

export function listConnections(connections: readonly Connection[]): Listing {
  return {
    children: connections.map((connection): ConnectionNode => {
      const id = childId(ROOT_ID, connection.id);
      return { kind: 'connection', id, parent: undefined, connectionId: connection.id, connection };
    }),
  };
}

/** A folder as its rows need to know it. */
export interface Folder {
  readonly id: number;
  /** Not known for the folder that a shortcut stands for. */
  readonly path: string | undefined;
}

/** A folder's own links, then the first page of its children. */
export function listFolder(parent: ParentNode, folder: Folder, page: Page<Entry>, texts?: Texts): Listing {
  const links = linksRow(parent, folder);
  const listing = withPage(parent, folder, [links], page, texts);
  return listing.children.length > 1
    ? listing
    : { children: [links, message(parent, 'empty', 'This folder is empty')] };
}

/** What a filter found in a folder: not everything, where the server found more than it sends. */
export function listFound(
  parent: ParentNode,
  folder: Folder,
  text: string,
  { entries, truncated }: SearchResult,
  texts?: Texts,
): Listing {
  const own = entries.filter(({ parentId }) => parentId === undefined || parentId === folder.id);
  const { children } = withPage(parent, folder, [linksRow(parent, folder)], { items: own }, texts);
  const [links, ...found] = children;
  const filter = filterRow(parent, text, { found: own.length, truncated });
  const rows = found.length > 0 ? found : [message(parent, 'empty', NOTHING_FOUND)];
  return { children: [...(links ? [links] : []), filter, ...rows] };
}

const NOTHING_FOUND = 'No entry of this folder has this in its name';

/** Says for what a folder is filtered. */
export function filterRow(
  parent: ParentNode,
  text: string,
  found: Pick<FilterNode, 'found' | 'truncated'> = {},
): FilterNode {
  const { connectionId } = parent;
  return { kind: 'filter', id: childId(parent.id, 'filter'), parent, connectionId, text, ...found };
}

function linksRow(parent: ParentNode, { id, path }: Folder): LinksNode {
  return {
    kind: 'links',
    id: childId(parent.id, 'links'),
    parent,
    connectionId: parent.connectionId,
    entryId: id,
    ...(path === undefined ? {} : { path }),
  };
}

/** Rows of a folder that pages are added to, however many; an entry that moved to a later page does not show twice. */
export function growing(parent: ParentNode, folder: Folder, before: readonly Node[], texts = new Texts()) {
  const children = before.filter(({ kind }) => kind === 'links' || kind === 'entry');
  const ids = new Set(children.map((row) => (row.kind === 'entry' ? row.entry.id : undefined)));
  return {
    add(items: readonly Entry[]): void {
      for (const entry of foldersFirst(items)) {
        if (ids.has(entry.id)) continue;
        ids.add(entry.id);
        children.push(entryNode(parent, compact(entry, folder.path, texts)));
      }
    },
    count: () => countEntries(children),
    listing: (next: string | undefined): Listing =>
      next === undefined ? { children } : { ...withMore(parent, folder.id, children), next },
  };
}

/** A listing and one more page. */
export function withPage(
  parent: ParentNode,
  folder: Folder,
  before: readonly Node[],
  { items, next }: Page<Entry>,
  texts?: Texts,
): Listing {
  const rows = growing(parent, folder, before, texts);
  rows.add(items);
  return rows.listing(next);
}

/** A listing whose next page is still to come, or failed to, or was cancelled. */
export function withMore(
  parent: ParentNode,
  folderId: number,
  before: readonly Node[],
  why: Pick<LoadMoreNode, 'failure' | 'cancelled'> = {},
): Listing {
  const rows = before.filter(({ kind }) => kind === 'links' || kind === 'entry');
  const shown = countEntries(rows);
  const id = childId(parent.id, 'more');
  const { connectionId } = parent;
  return { children: [...rows, { kind: 'loadMore', id, parent, connectionId, folderId, shown, ...why }] };
}

/** The links of `entryId`: outgoing ones first, then by the name of the other entry. */
export function listLinks(parent: ParentNode, entryId: number, links: readonly Link[]): Listing {
  if (links.length === 0) {
    return {
      children: [
        message(parent, 'empty', 'No links', 'To add some, choose Assign Links… in the menu of the entry.'),
      ],
    };
  }
  const used = new Map<string, number>();
  const views = links.map((link) => describeLink(link, entryId));
  const rank = { outgoing: 0, incoming: 1 };
  const children = views
    .toSorted((a, b) => rank[a.direction] - rank[b.direction] || byName().compare(a.otherName, b.otherName))
    .map((view): LinkNode => {
      const segment = linkSegment(view);
      const count = used.get(segment) ?? 0;
      used.set(segment, count + 1);
      const id = childId(parent.id, count === 0 ? segment : `${segment}-${count}`);
      return { kind: 'link', id, parent, connectionId: parent.connectionId, entryId, view };
    });
  return { children };
}

/** A row that says a state in words. */
export function message(
  parent: ParentNode,
  state: MessageNode['state'],
  text: string,
  detail?: string,
): MessageNode {
  const id = childId(parent.id, 'message');
  const { connectionId } = parent;
  return {
    kind: 'message',
    id,
    parent,
    connectionId,
    state,
    text,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** A row that says in words why a listing could not be read. */
export function listFailure(
  parent: ParentNode,
  error: unknown,
  sentence: string,
  how: 'failed' | 'cancelled' | 'signedOut',
): Listing {
  return { children: [failureRow(parent, sentence, how)], error };
}

function failureRow(parent: ParentNode, sentence: string, how: 'failed' | 'cancelled' | 'signedOut') {
  switch (how) {
    case 'failed':
      return message(parent, how, sentence);
    case 'cancelled':
      return message(parent, how, CANCELLED);
    case 'signedOut':
      return message(parent, how, SIGN_IN, sentence);
  }
}

export const CANCELLED = 'Cancelled. Retry';

/** The rows of a connection whose sign-in is void: on top of whatever was read before it says so, once. */
export function withSignIn(parent: ConnectionNode, rows: readonly Node[]): readonly Node[] {
  if (rows.some((row) => row.kind === 'message' && row.state === 'signedOut')) return rows;
  const why = `The server does not accept the saved sign-in of ${parent.connection.name} any more.`;
  // An empty folder says so in a row of its own.
  return [{ ...message(parent, 'signedOut', SIGN_IN, why), id: childId(parent.id, 'signIn') }, ...rows];
}

const SIGN_IN = 'Sign in again…';

function entryNode(parent: ParentNode, entry: Entry): EntryNode {
  const id = childId(parent.id, String(entry.id));
  return { kind: 'entry', id, parent, connectionId: parent.connectionId, entry };
}

/** The server sorts by name and groups by type; whatever opens as a folder comes first, shortcuts to folders too. */
function foldersFirst(entries: readonly Entry[]): Entry[] {
  return [...entries.filter(opensAsFolder), ...entries.filter((entry) => !opensAsFolder(entry))];
}

let collator: Intl.Collator | undefined;
/** Made for the first links: it takes milliseconds that the first rows need not wait for. */
const byName = () => (collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }));
