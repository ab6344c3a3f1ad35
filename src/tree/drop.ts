import { entryOf, type EntryRef } from './entryOf';
import type { Node } from './nodes';

/** Entries that were dropped onto an entry; or why that can't mean anything. */
export type Drop =
  | { readonly dropped: readonly EntryRef[]; readonly onto: EntryRef }
  | { readonly refused: 'notAnEntry' | 'ontoItself' | 'otherConnection' };

/** What a drop onto a row means. An entry that is dragged onto itself with others is left out. */
export function dropOf(dragged: readonly EntryRef[], row: Node | undefined): Drop {
  const onto = row && entryOf(row);
  if (!onto) return { refused: 'notAnEntry' };
  if (dragged.some(({ connectionId }) => connectionId !== onto.connectionId))
    return { refused: 'otherConnection' };
  const dropped = dragged.filter(({ linkEntryId }) => linkEntryId !== onto.linkEntryId);
  return dropped.length > 0 ? { dropped, onto } : { refused: 'ontoItself' };
}

/** The entries behind rows, each once. A connection is no entry to be carried about. */
export function draggable(rows: readonly Node[]): EntryRef[] {
  const entries = new Map<string, EntryRef>();
  for (const row of rows) {
    const entry = row.kind === 'connection' ? undefined : entryOf(row);
    if (entry) entries.set(`${entry.connectionId}/${entry.linkEntryId}`, entry);
  }
  return [...entries.values()];
}
