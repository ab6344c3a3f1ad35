import type { Entry } from '../../api';
import type { EntryView } from './protocol';

/** What the form shows of an entry. */
export function viewOf(entry: Entry, viaShortcut?: string): EntryView {
  const { id, name, entryType, fullPath, folderPath, isRecord, isCheckedOut } = entry;
  const path = fullPath ?? (folderPath ? `${folderPath.replace(/\\$/, '')}\\${name}` : undefined);
  return {
    id,
    name: name || (id === 1 ? '\\' : `Entry ${id}`),
    entryType,
    ...(path && { path }),
    ...(isRecord && { isRecord }),
    ...(isCheckedOut && { isCheckedOut }),
    ...(viaShortcut !== undefined && { viaShortcut }),
  };
}
