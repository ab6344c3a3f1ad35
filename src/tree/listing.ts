import type { Entry, Link, Page } from '../api';
import type { Connection } from '../connections';
import { describeLink } from '../links';
import { childId, linkSegment, ROOT_ID } from './ids';
import type { ConnectionNode, EntryNode, LinkNode, LinksNode, MessageNode, Node, ParentNode } from './nodes';
import { opensAsFolder } from './shortcuts';

/** What stands below a row. */
export interface Listing {
  readonly children: readonly Node[];
  /** Folders: address of the next page, where the server has more. */
  readonly nextLink?: string;
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

/** A folder's own links, then the first page of its children. */
export function listFolder(
  parent: ParentNode,
  folder: { readonly id: number; readonly path: string | undefined },
  page: Page<Entry>,
): Listing {
  const { connectionId } = parent;
  const links: LinksNode = {
    kind: 'links',
    id: childId(parent.id, 'links'),
    parent,
    connectionId,
    entryId: folder.id,
    ...(folder.path === undefined ? {} : { path: folder.path }),
  };
  const listing = withPage(parent, folder.id, [links], page);
  return listing.children.length > 1
    ? listing
    : { children: [links, message(parent, 'empty', 'This folder is empty')] };
}

/** A listing and one more page; an entry that moved to a later page meanwhile does not show twice. */
export function withPage(
  parent: ParentNode,
  folderId: number,
  before: readonly Node[],
  { items, nextLink }: Page<Entry>,
): Listing {
  const rows = before.filter(({ kind }) => kind === 'links' || kind === 'entry');
  const ids = new Set(rows.map(({ id }) => id));
  const added = foldersFirst(items)
    .map((entry) => entryNode(parent, entry))
    .filter(({ id }) => !ids.has(id) && ids.add(id));
  const children = [...rows, ...added];
  return nextLink === undefined ? { children } : { ...withMore(parent, folderId, children), nextLink };
}

/** A listing whose next page is still to come, or failed to. */
export function withMore(
  parent: ParentNode,
  folderId: number,
  before: readonly Node[],
  failure?: string,
): Listing {
  const rows = before.filter(({ kind }) => kind === 'links' || kind === 'entry');
  const shown = countEntries(rows);
  const id = childId(parent.id, 'more');
  const { connectionId } = parent;
  const why = failure === undefined ? {} : { failure };
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
    .toSorted((a, b) => rank[a.direction] - rank[b.direction] || byName.compare(a.otherName, b.otherName))
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
export function listFailure(parent: ParentNode, error: unknown, sentence: string, signIn: boolean): Listing {
  const row = signIn ? message(parent, 'signedOut', SIGN_IN, sentence) : message(parent, 'failed', sentence);
  return { children: [row], error };
}

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

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
