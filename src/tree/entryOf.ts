import type { Entry } from '../domain';
import { ROOT_FOLDER_ID, ROOT_PATH } from './ids';
import { labelOf } from './labels';
import type { Node } from './nodes';
import { pathOfEntry } from './paths';
import type { PlaceNode } from './reveal';
import { opensAsFolder, resolvedId } from './shortcuts';

/** The entry that a row stands for. */
export interface EntryRef {
  readonly connectionId: string;
  readonly entryId: number;
  /** The entry whose links are meant: a shortcut's target, else the same as `entryId`. */
  readonly linkEntryId: number;
  /** What people call it. */
  readonly name: string;
  /** Path from the root, where known. */
  readonly path: string | undefined;
  /** Known for rows of a folder listing only. */
  readonly entry?: Entry;
}

/**
 * The entry that a row stands for: a connection stands for its root folder, a row *Links* for its folder,
 * a link for the OTHER entry. None for *Load more…* and messages.
 */
export function entryOf(node: Node): EntryRef | undefined {
  const { connectionId } = node;
  switch (node.kind) {
    case 'connection':
      return {
        connectionId,
        entryId: ROOT_FOLDER_ID,
        linkEntryId: ROOT_FOLDER_ID,
        name: node.connection.name,
        path: ROOT_PATH,
      };
    case 'entry': {
      const path = pathOfEntry(node);
      const entry = path === undefined ? node.entry : { ...node.entry, path: path };
      return {
        connectionId,
        entryId: entry.id,
        linkEntryId: resolvedId(entry),
        name: labelOf(node),
        path,
        entry,
      };
    }
    case 'links': {
      const { entryId, path } = node;
      return { connectionId, entryId, linkEntryId: entryId, name: path ?? `entry ${entryId}`, path };
    }
    case 'link': {
      const { otherId, otherPath } = node.view;
      return {
        connectionId,
        entryId: otherId,
        linkEntryId: otherId,
        name: labelOf(node),
        path: otherPath || undefined,
      };
    }
    case 'loadMore':
    case 'filter':
    case 'message':
      return undefined;
  }
}

/** The entry whose links are listed right below a row; none for rows that open to something else. */
export function linksBelow(node: Node): number | undefined {
  switch (node.kind) {
    case 'links':
      return node.entryId;
    case 'link':
      return node.view.otherId;
    case 'entry':
      return opensAsFolder(node.entry) ? undefined : resolvedId(node.entry);
    default:
      return undefined;
  }
}

/** The folder whose children are listed right below a row. */
export function folderBelow(node: Node): number | undefined {
  if (node.kind === 'connection') return ROOT_FOLDER_ID;
  return node.kind === 'entry' && opensAsFolder(node.entry) ? resolvedId(node.entry) : undefined;
}

/** The folder that a row is or stands in: what a command on a folder means when it is given any row. */
export function folderOf(node: Node): PlaceNode | undefined {
  let row: Node | undefined = node;
  while (row && folderBelow(row) === undefined) row = row.parent;
  return row?.kind === 'connection' || row?.kind === 'entry' ? row : undefined;
}
