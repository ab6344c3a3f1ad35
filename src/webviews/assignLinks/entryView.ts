import type { Entry } from '../../api/types';
import type { EntryView } from './protocol';

/** What the form shows of an entry; `iconOf` names its codicon. */
export function viewOf(entry: Entry, iconOf: (entry: Entry) => string, viaShortcut?: string): EntryView {
  const { id, name, entryType, fullPath, folderPath, isRecord, isCheckedOut } = entry;
  const path = fullPath ?? (folderPath ? `${folderPath.replace(/\\$/, '')}\\${name}` : undefined);
  return {
    id,
    name: name || (id === 1 ? '\\' : `Entry ${id}`),
    entryType,
    icon: iconOf(entry),
    ...(path && { path }),
    ...(isRecord && { isRecord }),
    ...(isCheckedOut && { isCheckedOut }),
    ...(viaShortcut !== undefined && { viaShortcut }),
  };
}

/** The facts that warnings are made of; nothing is made up for entries that were not read. */
export function factsOf(views: readonly EntryView[]): {
  readonly known: readonly Entry[];
  readonly missing: readonly number[];
} {
  const known = views.flatMap(({ id, name, entryType, path, isRecord, isCheckedOut }): Entry[] =>
    entryType
      ? [
          {
            id,
            name,
            entryType,
            ...(path !== undefined && { fullPath: path }),
            ...(isRecord && { isRecord }),
            ...(isCheckedOut && { isCheckedOut }),
          },
        ]
      : [],
  );
  return { known, missing: views.filter(({ isMissing }) => isMissing).map(({ id }) => id) };
}
