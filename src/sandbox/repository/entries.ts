import { childrenOf, lineage, openEntry, openFolder, sameName, subtree } from './lookup';
import { conflict, invalid, locked } from './refusal';
import { ROOT_ID, type RepositoryState, type StoredEntry } from './state';

/** Who makes an entry and when; ISO 8601. */
export interface Authorship {
  readonly creator: string;
  readonly at: string;
}

export interface Placement {
  readonly parentId: number;
  readonly name: string;
  /** On a name clash, take the next free name instead of refusing. */
  readonly autoRename: boolean;
}

/** The changed repository and the entry the change is about. */
export interface EntryChange {
  readonly state: RepositoryState;
  readonly entry: StoredEntry;
}

const LONGEST_NAME = 255;

export function createFolder(state: RepositoryState, place: Placement, by: Authorship): EntryChange {
  return add(state, place, by, { entryType: 'Folder' });
}

export function createShortcut(
  state: RepositoryState,
  place: Placement,
  targetId: number,
  by: Authorship,
): EntryChange {
  const target = openEntry(state, targetId);
  if (target.entryType === 'Shortcut') throw invalid('A shortcut cannot stand for another shortcut.');
  return add(state, place, by, { entryType: 'Shortcut', targetId });
}

/** Copies an entry with everything below it. Copies are unlocked and carry no links. */
export function copyEntry(
  state: RepositoryState,
  place: Placement,
  sourceId: number,
  by: Authorship,
): EntryChange {
  const source = openEntry(state, sourceId);
  const folder = openFolder(state, place.parentId);
  if (lineage(state, folder).includes(source)) throw invalid('An entry cannot be copied into itself.');
  const name = freeName(state, place);
  const entries = new Map(state.entries);
  const copies = new Map<number, number>();
  let nextEntryId = state.nextEntryId;
  for (const original of subtree(state, source)) {
    const id = nextEntryId++;
    copies.set(original.id, id);
    const { isLocked: _locked, isCheckedOut: _checkedOut, ...rest } = original;
    const isTop = original === source;
    entries.set(id, {
      ...rest,
      id,
      name: isTop ? name : original.name,
      parentId: isTop ? folder.id : (copies.get(original.parentId ?? ROOT_ID) ?? folder.id),
      creator: by.creator,
      created: by.at,
      modified: by.at,
    });
  }
  const changed = { ...state, entries, nextEntryId };
  return { state: changed, entry: openEntry(changed, state.nextEntryId) };
}

/** Moves and renames an entry; what is left out stays. */
export function moveEntry(
  state: RepositoryState,
  id: number,
  to: { readonly parentId?: number; readonly name?: string; readonly autoRename: boolean },
  at: string,
): EntryChange {
  const entry = openEntry(state, id);
  if (entry.parentId === null) throw invalid('The root folder cannot be moved or renamed.');
  if (entry.isLocked) throw locked();
  const folder = openFolder(state, to.parentId ?? entry.parentId);
  if (lineage(state, folder).includes(entry)) throw invalid('An entry cannot be moved into itself.');
  const place = { parentId: folder.id, name: to.name ?? entry.name, autoRename: to.autoRename };
  const moved = { ...entry, parentId: folder.id, name: freeName(state, place, id), modified: at };
  return { state: { ...state, entries: new Map(state.entries).set(id, moved) }, entry: moved };
}

/** Deletes an entry, everything below it, and every link at either end. Shortcuts to all that stay, and lead nowhere. */
export function deleteEntry(state: RepositoryState, id: number): RepositoryState {
  const entry = openEntry(state, id);
  if (id === ROOT_ID) throw invalid('The root folder cannot be deleted.');
  const doomed = new Set<number>();
  for (const below of subtree(state, entry)) {
    if (below.isLocked) throw locked();
    doomed.add(below.id);
  }
  return {
    ...state,
    entries: new Map([...state.entries].filter(([other]) => !doomed.has(other))),
    links: state.links.filter(({ sourceId, targetId }) => !doomed.has(sourceId) && !doomed.has(targetId)),
  };
}

function add(
  state: RepositoryState,
  place: Placement,
  by: Authorship,
  what: Pick<StoredEntry, 'entryType' | 'targetId'>,
): EntryChange {
  const entry: StoredEntry = {
    ...what,
    id: state.nextEntryId,
    parentId: openFolder(state, place.parentId).id,
    name: freeName(state, place),
    creator: by.creator,
    created: by.at,
    modified: by.at,
  };
  const entries = new Map(state.entries).set(entry.id, entry);
  return { state: { ...state, entries, nextEntryId: state.nextEntryId + 1 }, entry };
}

/** A name that is allowed and free in its folder; `except` is the entry that may keep its own. */
function freeName(
  state: RepositoryState,
  { parentId, name, autoRename }: Placement,
  except?: number,
): string {
  if (name.trim() === '') throw invalid('The name of an entry must not be empty.');
  if (name.length > LONGEST_NAME)
    throw invalid(`The name of an entry has at most ${LONGEST_NAME} characters.`);
  if (name.includes('\\')) throw invalid('The name of an entry must not contain a backslash.');
  const siblings = childrenOf(state, parentId).filter(({ id }) => id !== except);
  const taken = (candidate: string) => siblings.some((sibling) => sameName(sibling.name, candidate));
  if (!taken(name)) return name;
  if (!autoRename) throw conflict('An entry with this name already exists in the folder.');
  for (let number = 2; ; number++) {
    const suffix = ` (${number})`;
    const candidate = name.slice(0, LONGEST_NAME - suffix.length) + suffix;
    if (!taken(candidate)) return candidate;
  }
}
