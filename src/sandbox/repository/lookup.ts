import { denied, entryNotFound, invalid } from './refusal';
import { ROOT_ID, type RepositoryState, type StoredEntry } from './state';

/** The entry and its ancestors up to the root, nearest first. */
export function lineage(state: RepositoryState, entry: StoredEntry): StoredEntry[] {
  const line: StoredEntry[] = [];
  for (let at: StoredEntry | undefined = entry; at;) {
    line.push(at);
    at = at.parentId === null ? undefined : state.entries.get(at.parentId);
  }
  return line;
}

/** Path with backslashes: `\` for the root, else `\A\B`. */
export function pathOf(state: RepositoryState, entry: StoredEntry): string {
  const names = lineage(state, entry)
    .slice(0, -1)
    .map(({ name }) => name)
    .reverse();
  return `\\${names.join('\\')}`;
}

export function isDenied(state: RepositoryState, entry: StoredEntry): boolean {
  return lineage(state, entry).some((ancestor) => ancestor.isDenied);
}

/** Throws `Refusal`: there is no such entry, or the user may not open it. */
export function openEntry(state: RepositoryState, id: number): StoredEntry {
  const entry = state.entries.get(id);
  if (!entry) throw entryNotFound();
  if (isDenied(state, entry)) throw denied();
  return entry;
}

/** Like `openEntry`; metadata of a shortcut is that of the entry it stands for. */
export function openMetadataHolder(state: RepositoryState, id: number): StoredEntry {
  const entry = openEntry(state, id);
  return entry.targetId === undefined ? entry : openEntry(state, entry.targetId);
}

export function isContainer(entry: StoredEntry): boolean {
  return entry.entryType === 'Folder' || entry.entryType === 'RecordSeries';
}

export function openFolder(state: RepositoryState, id: number): StoredEntry {
  const entry = openEntry(state, id);
  if (!isContainer(entry)) throw invalid(`Entry ${id} is not a folder.`);
  return entry;
}

/** Children by folder. Entries are immutable: the index of a map holds as long as the map. */
const indexes = new WeakMap<RepositoryState['entries'], ReadonlyMap<number | null, readonly StoredEntry[]>>();

export function childrenOf({ entries }: RepositoryState, folderId: number): readonly StoredEntry[] {
  let index = indexes.get(entries);
  if (!index) {
    index = byParent(entries.values());
    indexes.set(entries, index);
  }
  return index.get(folderId) ?? [];
}

function byParent(entries: Iterable<StoredEntry>): Map<number | null, StoredEntry[]> {
  const index = new Map<number | null, StoredEntry[]>();
  for (const entry of entries) {
    const children = index.get(entry.parentId);
    if (children) children.push(entry);
    else index.set(entry.parentId, [entry]);
  }
  return index;
}

/** The entry and everything below it, parents before their children. */
export function subtree(state: RepositoryState, entry: StoredEntry): StoredEntry[] {
  return [
    entry,
    ...(isContainer(entry) ? childrenOf(state, entry.id) : []).flatMap((child) => subtree(state, child)),
  ];
}

export const sameName = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * Walks a path from the root, ignoring case.
 * `rest` are the names that were not found; empty when `entry` is the one asked for.
 */
export function walkPath(
  state: RepositoryState,
  path: string,
): { entry: StoredEntry; rest: readonly string[] } {
  let entry = openEntry(state, ROOT_ID);
  const names = path.split('\\').filter((name) => name !== '');
  for (const [depth, name] of names.entries()) {
    const child = childrenOf(state, entry.id).find((candidate) => sameName(candidate.name, name));
    if (!child) return { entry, rest: names.slice(depth) };
    entry = child;
  }
  return { entry, rest: [] };
}
