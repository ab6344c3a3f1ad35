import * as vscode from 'vscode';
import { DRAGGED } from '../ui';
import { entryOf, type EntryRef, isConnection, isNode, type Node, type Row } from './kinds';

/** Entries that were dropped onto an entry; or why that can not mean anything. */
export type Drop =
  | { readonly dropped: readonly EntryRef[]; readonly onto: EntryRef }
  | { readonly refused: 'notAnEntry' | 'ontoItself' | 'otherConnection' };

export type DragAndDrop = Required<Pick<vscode.TreeDragAndDropController<Node>, 'handleDrag' | 'handleDrop'>>;

/** Drags entries onto entries of the same view, and their paths out of it. What a drop means is told to `onDrop`. */
export function dragAndDrop(onDrop: (drop: Drop) => void): DragAndDrop {
  return {
    handleDrag(rows, transfer) {
      const entries = draggable(rows);
      if (entries.length === 0) return;
      const paths = entries.map(({ path, name }) => path ?? name);
      transfer.set(DRAGGED.rows, new vscode.DataTransferItem(rows));
      transfer.set(DRAGGED.text, new vscode.DataTransferItem(paths.join('\n')));
    },
    handleDrop(onto, transfer) {
      const rows: unknown = transfer.get(DRAGGED.rows)?.value;
      const entries = Array.isArray(rows) ? draggable(rows.filter(isNode)) : [];
      if (entries.length > 0) onDrop(dropOf(entries, onto));
    },
  };
}

/** What a drop onto a row means. An entry that is dragged onto itself with others is left out. */
export function dropOf(dragged: readonly EntryRef[], row: Row | undefined): Drop {
  const onto = row && entryOf(row);
  if (!onto) return { refused: 'notAnEntry' };
  if (dragged.some(({ connectionId }) => connectionId !== onto.connectionId))
    return { refused: 'otherConnection' };
  const dropped = dragged.filter(({ linkEntryId }) => linkEntryId !== onto.linkEntryId);
  return dropped.length > 0 ? { dropped, onto } : { refused: 'ontoItself' };
}

/** The entries behind rows, each once. A connection can not be dragged. */
export function draggable(rows: readonly Row[]): EntryRef[] {
  const entries = new Map<string, EntryRef>();
  for (const row of rows) {
    const entry = isConnection(row) ? undefined : entryOf(row);
    if (entry) entries.set(`${entry.connectionId}/${entry.linkEntryId}`, entry);
  }
  return [...entries.values()];
}
