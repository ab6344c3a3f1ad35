import type { ChangedElsewhere } from '../changes';
import type { ConnectionState, LinksChanged } from '../connections';
import { sameRepository } from '../domain';
import { connectionOf, isParent, linksBelow, type Node, ROOT_ID, saysSignIn, saysUnreachable } from './kinds';
import { type Listing, listLinks } from './listing';
import type { ListingStore } from './store';

// What was read is brought up to date with what happened elsewhere. Each function changes the store, and gives the rows
// to draw again.

/**
 * Connections or searches came or went: the others keep what was read, and the whole view is to be drawn (undefined). The
 * list is the same: all of it is read again, each row staying what it is, since VS Code loses the row of an open menu when the
 * whole view changes.
 */
export function updateRoots(store: ListingStore, roots: Listing): readonly Node[] | undefined {
  const before = store.peek(ROOT_ID)?.children;
  store.set(ROOT_ID, roots);
  const after = store.peek(ROOT_ID)?.children ?? [];
  const same = before?.length === after.length && after.every((node, index) => node === before[index]);
  if (!same || after.length === 0) return undefined;
  for (const row of after) store.drop(row.id);
  return after;
}

/** Why nothing goes on with a connection for now. */
export type Trouble = Extract<ConnectionState, 'signInNeeded' | 'unreachable'>;

/**
 * Signed out or out of reach, a connection says so and keeps what was read; once that is over, whatever waited for it is
 * read.
 * @param troubles by the ids of connections.
 */
export function updateState(
  store: ListingStore,
  troubles: Map<string, Trouble>,
  connectionId: string,
  state: ConnectionState,
): readonly Node[] {
  const before = troubles.get(connectionId);
  const now = state === 'signInNeeded' || state === 'unreachable' ? state : undefined;
  // A request on its way may be the one that fails again.
  if (state === 'working' || before === now) return [];
  const own = (node: Node) => node.connectionId === connectionId;
  const rows = store.peek(ROOT_ID)?.children.filter(own);
  if (now) troubles.set(connectionId, now);
  else troubles.delete(connectionId);
  const waited = before === 'signInNeeded' ? saysSignIn : saysUnreachable;
  if (before && state !== 'unreachable') {
    const waiting = [...store.nodes()].filter((node) => own(node) && waited(node));
    for (const { parent } of waiting) if (parent) store.drop(parent.id);
  }
  // Rows further down that waited are children of these: they are drawn with all of them.
  return rows ?? [];
}

/** The source's links are known from the answer; those of the other ends are read again when they show. */
export function updateLinks(
  store: ListingStore,
  { connectionId, sourceId, links, targetIds }: LinksChanged,
): readonly Node[] {
  const targets = new Set(targetIds);
  const update = (node: Node): boolean => {
    // An update further up may have replaced the row.
    if (!isParent(node) || !store.has(node.id) || store.node(node.id) !== node) return false;
    const id = linksBelow(node);
    if (id === sourceId) store.set(node.id, listLinks(node, sourceId, links));
    else if (id !== undefined && targets.has(id)) store.drop(node.id);
    else return false;
    return true;
  };
  const rows = [...store.nodes()].filter((node) => node.connectionId === connectionId);
  return rows.filter(update);
}

/** All links of an entry, as its server has them. */
export type LinksRead = Pick<LinksChanged, 'connectionId' | 'sourceId' | 'links'>;

/** Somebody else has read the links of an entry: rows that show others follow. */
export function updateRead(
  store: ListingStore,
  { connectionId, sourceId, links }: LinksRead,
): readonly Node[] {
  const idsOf = (node: Node) => store.peek(node.id)?.children.map(({ id }) => id) ?? [];
  const update = (node: Node): boolean => {
    if (!isParent(node) || !store.has(node.id) || linksBelow(node) !== sourceId) return false;
    const before = idsOf(node).join('\n');
    const listing = listLinks(node, sourceId, links);
    if (listing.children.map(({ id }) => id).join('\n') === before) return false;
    store.set(node.id, listing);
    return true;
  };
  return [...store.nodes()].filter((node) => node.connectionId === connectionId).filter(update);
}

/** Another window has changed links of these entries: they are read again when they show. */
export function updateElsewhere(
  store: ListingStore,
  { madeIn, entryIds }: ChangedElsewhere,
): readonly Node[] {
  const ids = new Set(entryIds);
  const isOld = (node: Node): boolean => {
    const id = isParent(node) && store.has(node.id) ? linksBelow(node) : undefined;
    const connection = connectionOf(node);
    return id !== undefined && ids.has(id) && connection !== undefined && sameRepository(connection, madeIn);
  };
  const rows = [...store.nodes()].filter(isOld);
  for (const row of rows) store.drop(row.id);
  // A row below another one of them went with it.
  return rows.filter((row) => store.node(row.id) === row);
}
