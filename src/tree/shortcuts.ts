import type { Entry, EntryType } from '../domain';

/** The entry that links and children are read from and written to: a shortcut's target, else the entry itself. */
export function resolvedId(entry: Entry): number {
  return entry.entryType === 'Shortcut' ? (entry.targetId ?? entry.id) : entry.id;
}

/** The type of the entry that a shortcut stands for, else the entry's own. */
export function resolvedType(entry: Entry): EntryType {
  return entry.entryType === 'Shortcut' ? (entry.targetType ?? 'Document') : entry.entryType;
}

/** Whether a row of the entry opens to children (or to its links only). */
export function opensAsFolder(entry: Entry): boolean {
  const type = resolvedType(entry);
  return type === 'Folder' || type === 'RecordSeries';
}
