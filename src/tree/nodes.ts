import type { Entry } from '../api';
import type { LinkView } from '../links';
import type { Connection } from '../connections';

/** A row of the tree: plain data. `id` is the path from the root, since an entry can show under several parents. */
export type Node = ConnectionNode | EntryNode | LinksNode | LinkNode | LoadMoreNode | MessageNode;

interface BaseNode {
  readonly id: string;
  readonly parent: Node | undefined;
  readonly connectionId: string;
}

export interface ConnectionNode extends BaseNode {
  readonly kind: 'connection';
  readonly connection: Connection;
}

/** A folder, document, record series or shortcut below a folder (the root folder's children stand below the connection). */
export interface EntryNode extends BaseNode {
  readonly kind: 'entry';
  readonly entry: Entry;
}

/** A folder's own links, its first child. */
export interface LinksNode extends BaseNode {
  readonly kind: 'links';
  readonly entryId: number;
}

/** A link of an entry; it opens to the links of the other entry. */
export interface LinkNode extends BaseNode {
  readonly kind: 'link';
  /** The entry that the link is listed under. */
  readonly entryId: number;
  readonly view: LinkView;
}

export interface LoadMoreNode extends BaseNode {
  readonly kind: 'loadMore';
  readonly folderId: number;
}

/** A state said in words: empty, failed (with Retry), signed out (with Sign in). */
export interface MessageNode extends BaseNode {
  readonly kind: 'message';
  readonly state: 'empty' | 'failed' | 'signedOut';
  readonly text: string;
  readonly detail?: string;
}
