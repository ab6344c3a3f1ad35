import type { Entry } from '../../../../domain';
import type { EntryView } from '../../protocol';

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
            ...(path !== undefined && { path: path }),
            ...(isRecord && { isRecord }),
            ...(isCheckedOut && { isCheckedOut }),
          },
        ]
      : [],
  );
  return { known, missing: views.filter(({ isMissing }) => isMissing).map(({ id }) => id) };
}
