import type { Entry } from '../../domain';
import type { EntryView } from './protocol';

/** What the form shows of an entry; `iconOf` names its codicon. */
export function viewOf(entry: Entry, iconOf: (entry: Entry) => string, viaShortcut?: string): EntryView {
  const { id, name, entryType, path, isRecord, isCheckedOut } = entry;
  return {
    id,
    name: name || (id === 1 ? '\\' : `Entry ${id}`),
    entryType,
    icon: iconOf(entry),
    ...(path && { path: path }),
    ...(isRecord && { isRecord }),
    ...(isCheckedOut && { isCheckedOut }),
    ...(viaShortcut !== undefined && { viaShortcut }),
  };
}
