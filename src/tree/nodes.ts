import type { Entry, LinkView } from '../domain';
import type { Connection } from '../connections';

/** A row of the tree: plain data. `id` is the path from the root, since an entry can show under several parents. */
export type Node =
  ConnectionNode | EntryNode | LinksNode | LinkNode | LoadMoreNode | FilterNode | MessageNode;

/** Rows that can be opened. */
export type ParentNode = ConnectionNode | EntryNode | LinksNode | LinkNode;

interface BaseNode {
  readonly id: string;
  readonly parent: ParentNode | undefined;
  readonly connectionId: string;
}

export interface ConnectionNode extends BaseNode {
  readonly kind: 'connection';
  readonly parent: undefined;
  readonly connection: Connection;
}

/** A folder, document, record series or shortcut below a folder (the root folder's children stand below the connection). */
export interface EntryNode extends BaseNode {
  readonly kind: 'entry';
  readonly parent: ParentNode;
  readonly entry: Entry;
}

/** A folder's own links, its first child. */
export interface LinksNode extends BaseNode {
  readonly kind: 'links';
  readonly parent: ParentNode;
  readonly entryId: number;
  /** Path of the folder, `\` for the root; not known for the folder that a shortcut stands for. */
  readonly path?: string;
}

/** A link of an entry; it opens to the links of the other entry. */
export interface LinkNode extends BaseNode {
  readonly kind: 'link';
  readonly parent: ParentNode;
  /** The entry that the link is listed under. */
  readonly entryId: number;
  readonly view: LinkView;
}

export interface LoadMoreNode extends BaseNode {
  readonly kind: 'loadMore';
  readonly parent: ParentNode;
  readonly folderId: number;
  /** Number of entries that stand before it. */
  readonly shown: number;
  /** Why the last try failed, in words. */
  readonly failure?: string;
  /** Somebody cancelled it. */
  readonly cancelled?: true;
}

/** Says that a folder shows only what a filter found, and for what was asked. */
export interface FilterNode extends BaseNode {
  readonly kind: 'filter';
  readonly parent: ParentNode;
  readonly text: string;
  /** Number of entries that were found; none where it failed. */
  readonly found?: number;
  /** The server found more than it sends. */
  readonly truncated?: boolean;
}

/** A state said in words: empty, failed or cancelled (with Retry), signed out (with Sign in). */
export interface MessageNode extends BaseNode {
  readonly kind: 'message';
  readonly parent: ParentNode;
  readonly state: 'empty' | 'failed' | 'cancelled' | 'signedOut';
  readonly text: string;
  readonly detail?: string;
}

const KINDS: ReadonlySet<unknown> = new Set<Node['kind']>([
  'connection',
  'entry',
  'links',
  'link',
  'loadMore',
  'filter',
  'message',
]);

/** Whether a command's argument is a row of the tree: its data, where it stands and what it is called by the store. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    KINDS.has(value.kind) &&
    'connectionId' in value &&
    'id' in value &&
    'parent' in value
  );
}

/** The connection that a row belongs to: the one that it stands below. */
export function connectionOf(node: Node): Connection {
  let row: Node = node;
  while (row.parent) row = row.parent;
  return row.connection;
}

/** Whether a row can be opened. */
export function isParent(node: Node): node is ParentNode {
  return node.kind !== 'loadMore' && node.kind !== 'filter' && node.kind !== 'message';
}
