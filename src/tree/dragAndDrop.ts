import * as vscode from 'vscode';
import { DRAGGED } from '../ui';
import { entryOf, type EntryRef, isConnection, isNode, type Node, type Row } from './kinds';

/** Entries that were dropped onto an entry; or why that can not mean anything. */
export type Drop =
  | { readonly dropped: readonly EntryRef[]; readonly onto: EntryRef }
  | { readonly refused: 'notAnEntry' | 'ontoItself' | 'otherConnection' };

/** Loaded when something is dragged for the first time. */
export interface DragAndDrop {
  handleDrag(rows: readonly Node[], transfer: vscode.DataTransfer): Promise<void>;
  handleDrop(onto: Node | undefined, transfer: vscode.DataTransfer): Promise<void>;
}

/** Drags entries onto entries of the same view, and their paths out of it. What a drop means is told to `onDrop`. */
export function dragAndDrop(onDrop: (drop: Drop) => void): DragAndDrop {
  return {
    handleDrag(rows, transfer) {
      const entries = draggable(rows);
      if (entries.length === 0) return Promise.resolve();
      const paths = entries.map(({ path, name }) => path ?? name);
      transfer.set(DRAGGED.rows, new vscode.DataTransferItem(rows));
      transfer.set(DRAGGED.text, new vscode.DataTransferItem(paths.join('\n')));
      return Promise.resolve();
    },
    async handleDrop(onto, transfer) {
      const entries = draggable(await rowsIn(transfer));
      if (entries.length > 0) onDrop(dropOf(entries, onto));
    },
  };
}

/** Rows that were dragged. From another view they come as text, behind an empty one that VS Code adds itself. */
async function rowsIn(transfer: vscode.DataTransfer): Promise<readonly Node[]> {
  for (const [type, item] of transfer) {
    if (type !== DRAGGED.rows) continue;
    const rows = Array.isArray(item.value) ? item.value : read(await item.asString());
    if (Array.isArray(rows)) return rows.filter(isNode);
  }
  return [];
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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
