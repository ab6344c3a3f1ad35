import { connection, connectionOf, type ConnectionNode, isConnection } from './connection';
import { entry, type EntryNode, isEntry } from './entry';
import { filter, type FilterNode } from './filter';
import type { FoundGroupNode } from './foundGroup';
import { group, type GroupNode, isGroup } from './group';
import { isLink, link, type LinkNode } from './link';
import { links, type LinksNode } from './links';
import { loadMore, type LoadMoreNode } from './loadMore';
import { message, type MessageNode } from './message';
import { pins, type PinsNode } from './pins';
import {
  type EntryRef,
  type Folder,
  type Icon,
  type Row,
  type RowKind,
  type RowState,
  withContextValues,
} from './row';
import type { BadSearchNode, SearchNode } from './search';

/** A row of the tree. */
export type Node =
  | ConnectionNode
  | EntryNode
  | PinsNode
  | LinksNode
  | GroupNode
  | LinkNode
  | LoadMoreNode
  | FilterNode
  | MessageNode
  | SearchNode
  | FoundGroupNode
  | BadSearchNode;

/** Rows that can be opened. */
export type ParentNode =
  ConnectionNode | EntryNode | PinsNode | LinksNode | GroupNode | LinkNode | SearchNode | FoundGroupNode;

/** Where an entry stands in its folders: below the connection for the root folder's children. */
export type PlaceNode = ConnectionNode | EntryNode;

type Kinds = { readonly [K in Node['kind']]: RowKind<Extract<Node, { readonly kind: K }>> };

/** Kinds of rows that come with the view *Searches*. */
type LaterKinds = Pick<Kinds, 'search' | 'foundGroup' | 'badSearch'>;

const KINDS: Omit<Kinds, keyof LaterKinds> & Partial<LaterKinds> = {
  connection,
  entry,
  pins,
  links,
  group,
  link,
  loadMore,
  filter,
  message,
};

/** Adds kinds of rows that are not needed from the start. */
export function addKinds(kinds: LaterKinds): void {
  Object.assign(KINDS, kinds);
}

// Rows of kinds that come later are made by what comes with them.
const kindOf = ({ kind }: Row): RowKind => (KINDS as Kinds)[kind as Node['kind']];

/** Whether a command's argument is a row of the tree: its data, where it stands and what it is called by the store. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    Object.hasOwn(KINDS, value.kind) &&
    'connectionId' in value &&
    'id' in value &&
    'parent' in value
  );
}

/** Whether a row can be opened. */
export function isParent(row: Row): row is ParentNode {
  return kindOf(row).children !== undefined;
}

/** Whether a row is open before anybody opens it. */
export function isOpenAtFirst(row: Row): boolean {
  return kindOf(row).isOpen?.(row) ?? false;
}

/** The text of a row. */
export function labelOf(row: Row): string {
  return kindOf(row).label(row);
}

/** The dimmed text beside a row's label. */
export function descriptionOf(row: Row, state: RowState = {}): string | undefined {
  return kindOf(row).description?.(row, state);
}

/** What a screen reader says of a row. */
export function spokenLabelOf(row: Row, state: RowState = {}): string {
  const seen = [labelOf(row), descriptionOf(row, state)].filter(Boolean).join(' ');
  return kindOf(row).spoken?.(row, seen, state) ?? seen;
}

export function iconOf(row: Row, state: RowState = {}): Icon {
  return kindOf(row).icon(row, state);
}

/** What a row is and can do, as sorted words. */
export function contextValueOf(row: Row, { needsSignIn, isOtherSource, isPinned }: RowState = {}): string {
  const { value, whenReadOnly } = kindOf(row).context(row);
  return withContextValues(connectionOf(row)?.readOnly ? whenReadOnly : value, [
    ...(needsSignIn && isConnection(row) ? ['signedOut'] : []),
    ...(isOtherSource && entryOf(row) ? ['otherSource'] : []),
    ...(isPinned ? ['pinned'] : []),
  ]);
}

/** What a click on a row does; rows without a command are opened and closed by it. */
export function commandOf(row: Row) {
  return kindOf(row).click?.(row);
}

/** Whether there may be thousands of such rows, each looking the same for as long as it stands. */
export function isSteady(row: Row): boolean {
  return kindOf(row).isSteady ?? false;
}

/** Whether a row says that its folder has more than the rows show. */
export function tellsOfMore(row: Row): boolean {
  return kindOf(row).tellsOfMore?.(row) ?? false;
}

/**
 * The entry that a row stands for: a connection stands for its root folder, a row *Links* for its folder,
 * a link for the OTHER entry. None for *Load more…* and messages.
 */
export function entryOf(row: Row): EntryRef | undefined {
  return kindOf(row).entry?.(row);
}

/** The entry whose links are listed right below a row; none for rows that open to something else. */
export function linksBelow(row: Row): number | undefined {
  const children = kindOf(row).children?.(row);
  return children && 'linksOf' in children ? children.linksOf : undefined;
}

/** The links that an action on rows is about: those of the rows, and all of a group. */
export function linksOf(rows: readonly Row[]): LinkNode[] {
  const links = rows.flatMap((row) => (isGroup(row) ? row.links : isLink(row) ? [row] : []));
  return [...new Map(links.map((row) => [row.id, row])).values()];
}

/** Rows that stand below a row without being read by it: what they stand in only arranges them. */
export function rowsIn(row: Row): readonly Node[] | undefined {
  const children = kindOf(row).children?.(row);
  return children && 'rows' in children ? (children.rows as readonly Node[]) : undefined;
}

// Here, since the file of that kind comes later.
export const isSearch = (row: Row): row is SearchNode => row.kind === 'search';
export const isBadSearch = (row: Row): row is BadSearchNode => row.kind === 'badSearch';

/** The folder whose children are listed right below a row. */
export function folderBelow(row: Row): Folder | undefined {
  const children = kindOf(row).children?.(row);
  return children && 'folder' in children ? children.folder : undefined;
}

/** The folder that a row is or stands in: what a command on a folder means when it is given any row. */
export function folderOf(row: Row): PlaceNode | undefined {
  let place: Row | undefined = row;
  while (place && folderBelow(place) === undefined) place = place.parent;
  return place && (isConnection(place) || isEntry(place)) ? place : undefined;
}

export {
  type ConnectionNode,
  connectionFacts,
  connectionOf,
  connectionRow,
  isConnection,
  topOf,
} from './connection';
export { entryIconName, type EntryNode, entryRow, isEntry, opensAsFolder, resolvedId } from './entry';
export { type FilterNode, filterRow, isFilter } from './filter';
export type { FoundGroupNode } from './foundGroup';
export { areGrouped, type GroupNode, groupRows, isGroup, regroup } from './group';
export { isLink, type LinkNode, linkRow, segmentOf } from './link';
export { isLinks, type LinksNode, linksRow } from './links';
export { isLoadMore, type LastTry, type LoadMoreNode, loadMoreRow } from './loadMore';
export {
  type MessageNode,
  messageRow,
  saysSignIn,
  saysUnreachable,
  saysUnreadable,
  unreadableRow,
} from './message';
export type { BadSearchNode, SearchNode } from './search';
export { isPins, type PinsNode, pinsRow } from './pins';
export {
  childId,
  type EntryRef,
  type Folder,
  isWithin,
  parentIdOf,
  ROOT_ID,
  type Row,
  type RowState,
} from './row';
