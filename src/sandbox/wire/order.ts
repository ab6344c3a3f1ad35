import { sortRows } from '../http/listing';
import type { OrderTerm } from '../http/odata';
import type { Definitions } from '../store/definitions';
import { childrenOf } from '../store/lookup';
import type { RepositoryState, StoredEntry } from '../store/state';
import { entryRow, TYPE_ORDER } from './entries';

/** Properties that an entry has under the same name as its row. */
const OWN: ReadonlySet<string> = new Set(['id', 'name', 'parentId', 'entryType', 'creator']);
const BY_NAME: readonly OrderTerm[] = [{ property: 'name', descending: false }];

/** Sorted folders, by how they are sorted: who pages through a big folder asks for the same order again and again. */
const sorted = new WeakMap<RepositoryState['entries'], Map<string, readonly StoredEntry[]>>();

/** The children of a folder as a listing orders them: by name unless told, with `grouped` folders first. */
export function orderedChildren(
  state: RepositoryState,
  definitions: Definitions,
  folderId: number,
  { orderBy, grouped }: { readonly orderBy: readonly OrderTerm[]; readonly grouped: boolean },
): readonly StoredEntry[] {
  const known = sorted.get(state.entries) ?? new Map<string, readonly StoredEntry[]>();
  sorted.set(state.entries, known);
  const key = JSON.stringify([folderId, orderBy, grouped]);
  const found = known.get(key) ?? sort(state, definitions, folderId, orderBy, grouped);
  known.set(key, found);
  return found;
}

function sort(
  state: RepositoryState,
  definitions: Definitions,
  folderId: number,
  orderBy: readonly OrderTerm[],
  grouped: boolean,
): readonly StoredEntry[] {
  const terms = orderBy.length > 0 ? orderBy : BY_NAME;
  const plain = terms.every(({ property }) => OWN.has(property));
  const rows = childrenOf(state, folderId).map((entry) => ({
    ...(plain ? { ...entry } : entryRow(state, definitions, entry)),
    entry,
  }));
  const entries = sortRows(rows, terms).map(({ entry }) => entry);
  return grouped
    ? TYPE_ORDER.flatMap((type) => entries.filter(({ entryType }) => entryType === type))
    : entries;
}
