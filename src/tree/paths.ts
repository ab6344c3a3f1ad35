import { pathBelow } from './compact';
import { ROOT_PATH } from './ids';
import type { EntryNode, ParentNode } from './nodes';

/** The path of an entry, as the server told it or as it follows from the folder that lists the entry. */
export function pathOfEntry({ entry, parent }: EntryNode): string | undefined {
  if (typeof entry.path === 'string') return entry.path;
  const folder = pathOfFolder(parent);
  return folder === undefined ? undefined : pathBelow(folder, entry.name);
}

/** The path of the folder whose children are listed below a row. A shortcut's own path is not the path of its target. */
export function pathOfFolder(node: ParentNode): string | undefined {
  if (node.kind === 'connection') return ROOT_PATH;
  return node.kind === 'entry' && node.entry.entryType !== 'Shortcut' ? pathOfEntry(node) : undefined;
}
