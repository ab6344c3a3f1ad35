import type { Page } from '..';
import type { Entry, Link, LinkAssignment } from '../../domain';
import type { Kept } from './answers';

/** A write of links: the source, and the entries that are targets of it afterwards. */
export interface Write {
  readonly sourceId: number;
  readonly targetIds: ReadonlySet<number>;
}

export function writeOf(sourceId: number, payload: readonly LinkAssignment[]): Write {
  return { sourceId, targetIds: new Set(payload.map(({ targetId }) => targetId)) };
}

/** Whether a write may have changed what an answer says. */
export function staleAfter(write: Write): (kept: Kept) => boolean {
  const touched = (id: number) => id === write.sourceId || write.targetIds.has(id);
  return ({ kind, entryId, value }) => {
    switch (kind) {
      case 'links':
        return entryId === undefined || touched(entryId) || linksChanged(value as readonly Link[], entryId);
      // Assigning links can make a record of an entry, or change when it was modified.
      case 'entry':
        return entryId === undefined || touched(entryId);
      case 'children':
        return (value as Page<Entry>).items.some(({ id }) => touched(id));
      // Which entries these are is not looked up; and what is found may depend on links.
      case 'entryByPath':
      case 'entryByUrl':
      case 'search':
        return true;
      default:
        return false;
    }
  };

  /** Links of an entry that the write does not name: it may have removed one of them. */
  function linksChanged(links: readonly Link[], entryId: number): boolean {
    // A shortcut answers with the links of the entry it stands for. Without any nothing tells which that is.
    const own = links.length > 0 && links.every((link) => [link.sourceId, link.targetId].includes(entryId));
    return own
      ? links.some(({ sourceId }) => sourceId === write.sourceId)
      : links.length === 0 || links.some((link) => touched(link.sourceId) || touched(link.targetId));
  }
}

/** Whether a write may change the answer to a question that is still under way. */
export function mayBecomeStale(write: Write, kind: Kept['kind'], entryId: number | undefined): boolean {
  if (kind === 'linkTypes' || kind === 'repositories') return false;
  return (
    kind !== 'entry' || entryId === undefined || entryId === write.sourceId || write.targetIds.has(entryId)
  );
}
