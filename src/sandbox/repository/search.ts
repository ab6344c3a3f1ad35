import { isDenied, lineage, walkPath } from './lookup';
import type { Search } from './searchCommand';
import {
  ROOT_ID,
  type Definitions,
  type EntryType,
  type LinkTypeDefinition,
  type RepositoryState,
  type StoredEntry,
} from './state';

type Test = (entry: StoredEntry) => boolean;

/** The entries that a search finds, in order of their ids: never the root, never one the user may not open. */
export function findEntries(
  state: RepositoryState,
  { linkTypes }: Definitions,
  search: Search,
): StoredEntry[] {
  const matches = toTest(state, linkTypes, search);
  return [...state.entries.values()]
    .filter((entry) => entry.id !== ROOT_ID && matches(entry) && !isDenied(state, entry))
    .sort((a, b) => a.id - b.id);
}

function toTest(state: RepositoryState, linkTypes: readonly LinkTypeDefinition[], search: Search): Test {
  switch (search.kind) {
    case 'and':
    case 'or': {
      const left = toTest(state, linkTypes, search.left);
      const right = toTest(state, linkTypes, search.right);
      return search.kind === 'and' ? (e) => left(e) && right(e) : (e) => left(e) || right(e);
    }
    case 'name': {
      const matches = wildcards(search.pattern);
      const types = search.types?.toUpperCase();
      return ({ name, entryType }) => matches(name) && (types?.includes(TYPE_LETTERS[entryType]) ?? true);
    }
    case 'basic': {
      const matches = wildcards(`*${search.text}*`);
      return ({ name }) => search.text !== '' && matches(name);
    }
    case 'lookIn':
      return lookIn(state, search.path, search.subfolders);
    case 'relation': {
      const ids = idsOfTypes(linkTypes, search.type);
      const links = state.links.filter(({ linkTypeId }) => ids.has(linkTypeId));
      const sources = search.end === 'target' ? [] : links.map(({ sourceId }) => sourceId);
      const targets = search.end === 'source' ? [] : links.map(({ targetId }) => targetId);
      const found = new Set([...sources, ...targets]);
      return ({ id }) => found.has(id);
    }
  }
}

const TYPE_LETTERS: Readonly<Record<EntryType, string>> = {
  Document: 'D',
  Folder: 'F',
  Shortcut: 'S',
  RecordSeries: 'R',
};

/** A folder by its path, which may begin with the repository's name; a folder that is not there holds nothing. */
function lookIn(state: RepositoryState, path: string, subfolders: boolean): Test {
  const rootName = state.entries.get(ROOT_ID)?.name ?? '';
  const plain = path.toLowerCase().startsWith(`${rootName.toLowerCase()}\\`)
    ? path.slice(rootName.length)
    : path;
  const { entry: folder, rest } = walkPath(state, plain);
  if (rest.length > 0) return () => false;
  if (!subfolders) return ({ parentId }) => parentId === folder.id;
  return (entry) => entry !== folder && lineage(state, entry).includes(folder);
}

function idsOfTypes(linkTypes: readonly LinkTypeDefinition[], requested: string): ReadonlySet<number> {
  const matches = wildcards(requested);
  return new Set(
    linkTypes
      .filter(({ id, sourceLabel, targetLabel }) =>
        /^\d+$/.test(requested) ? id === Number(requested) : matches(sourceLabel) || matches(targetLabel),
      )
      .map(({ id }) => id),
  );
}

/**
 * A test for texts that match a pattern as a whole: `*` stands for any characters, `?` for one, and case is ignored.
 * Only the last `*` is ever tried again, which is enough, and no pattern takes long. A regular expression with many
 * wildcards could take for ever.
 */
export function wildcards(pattern: string): (text: string) => boolean {
  const requested = pattern.toLowerCase().replaceAll(/\*+/g, '*');
  return (text) => matchesPattern(text.toLowerCase(), requested);
}

function matchesPattern(text: string, requested: string): boolean {
  let [at, next] = [0, 0];
  /** The place in the pattern after the last `*`, and how far that one reaches in the text. */
  let star: { readonly next: number; taken: number } | undefined;
  while (at < text.length) {
    const sign = requested[next];
    if (sign === '*') {
      next += 1;
      star = { next, taken: at };
    } else if (sign === '?') {
      next += 1;
      at += widthAt(text, at);
    } else if (sign === text[at]) {
      next += 1;
      at += 1;
    } else if (star) {
      star.taken += widthAt(text, star.taken);
      [at, next] = [star.taken, star.next];
    } else return false;
  }
  return next + (requested[next] === '*' ? 1 : 0) === requested.length;
}

/** A character beyond the first 65,536 takes two units. */
function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}
