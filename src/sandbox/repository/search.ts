import { isDenied, lineage, walkPath } from './lookup';
import { compareMoments, readMoment } from './moments';
import type { Comparison, Search } from './searchCommand';
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
export function findEntries(state: RepositoryState, definitions: Definitions, search: Search): StoredEntry[] {
  const matches = toTest(state, definitions, search);
  return [...state.entries.values()]
    .filter((entry) => entry.id !== ROOT_ID && matches(entry) && !isDenied(state, entry))
    .sort((a, b) => a.id - b.id);
}

function toTest(state: RepositoryState, definitions: Definitions, search: Search): Test {
  switch (search.kind) {
    case 'and':
    case 'or':
    case 'without': {
      const left = toTest(state, definitions, search.left);
      const right = toTest(state, definitions, search.right);
      if (search.kind === 'without') return (entry) => left(entry) && !right(entry);
      return search.kind === 'and' ? (e) => left(e) && right(e) : (e) => left(e) || right(e);
    }
    case 'name': {
      const matches = wildcards(search.pattern);
      const isType = ofTypes(search.types);
      return (entry) => matches(entry.name) && isType(entry);
    }
    case 'type':
      return ofTypes(search.types);
    case 'basic': {
      const matches = wildcards(`*${search.text}*`);
      return ({ name, fields = {} }) =>
        search.text !== '' && (matches(name) || Object.values(fields).flat().some(matches));
    }
    case 'lookIn':
      return lookIn(state, search.path, search.subfolders);
    case 'template': {
      const ids = templatesCalled(definitions, search.pattern);
      return ({ templateId }) => templateId !== undefined && ids.has(templateId);
    }
    case 'creator': {
      const matches = wildcards(search.pattern);
      return ({ creator }) => matches(creator);
    }
    case 'field':
      return byField(definitions, search);
    case 'created':
    case 'modified': {
      const holds = comparing(search.comparison, compareMoments);
      return (entry) => holds(entry[search.kind], search.value);
    }
    case 'id': {
      const holds = comparing(search.comparison, (a: number, b: number) => a - b);
      return ({ id }) => holds(id, search.value);
    }
    case 'relation': {
      const ids = idsOfTypes(definitions.linkTypes, search);
      const links = state.links.filter(({ linkTypeId }) => ids.has(linkTypeId));
      const sources = search.end === 'target' ? [] : links.map(({ sourceId }) => sourceId);
      const targets = search.end === 'source' ? [] : links.map(({ targetId }) => targetId);
      const found = new Set([...sources, ...targets]);
      return ({ id }) => found.has(id);
    }
  }
}

const comparing =
  <T>(comparison: Comparison, order: (a: T, b: T) => number) =>
  (a: T, b: T): boolean => {
    const way = order(a, b);
    switch (comparison) {
      case '=':
        return way === 0;
      case '<>':
        return way !== 0;
      case '<':
        return way < 0;
      case '<=':
        return way <= 0;
      case '>':
        return way > 0;
      case '>=':
        return way >= 0;
    }
  };

/** Letters of types, several of them at once; without any, all count. A record series is a kind of folder. */
function ofTypes(letters: string | undefined): Test {
  const requested = letters?.toUpperCase();
  return ({ entryType }) => requested === undefined || requested.includes(TYPE_LETTERS[entryType]);
}

function templatesCalled({ templates }: Definitions, pattern: string): ReadonlySet<number> {
  const matches = wildcards(pattern);
  return new Set(templates.filter(({ name }) => matches(name)).map(({ id }) => id));
}

type FieldSearch = Extract<Search, { readonly kind: 'field' }>;

/** An empty value means a field that an entry has and that is not filled in; numbers and dates are compared as such. */
function byField(definitions: Definitions, { template, field, comparison, value }: FieldSearch): Test {
  const isNamed = wildcards(field || '*');
  const fieldIds = new Set(
    definitions.fields.filter(({ name }) => isNamed(name)).map(({ id }) => String(id)),
  );
  const ofTemplate = template === '' ? undefined : templatesCalled(definitions, template);
  const holds = fieldValueTest(comparison, value);
  return ({ templateId, fields = {} }) => {
    if (ofTemplate && (templateId === undefined || !ofTemplate.has(templateId))) return false;
    const own = definitions.templates.find(({ id }) => id === templateId)?.fieldIds.map(String) ?? [];
    const ids = [...new Set([...own, ...Object.keys(fields)])].filter((id) => fieldIds.has(id));
    return ids.some((id) => {
      const values = fields[id] ?? [];
      if (value !== '') return values.some(holds);
      return comparison === '=' ? values.length === 0 : comparison === '<>' && values.length > 0;
    });
  };
}

/** Whether a value of a field is what is asked for; `=` and `<>` know wildcards. */
export function fieldValueTest(comparison: Comparison, value: string): (told: string) => boolean {
  const matches = wildcards(value);
  const order = comparing(comparison, compareValues);
  switch (comparison) {
    case '=':
      return (told) => matches(told) || order(told, value);
    case '<>':
      return (told) => !matches(told) && order(told, value);
    default:
      return (told) => order(told, value);
  }
}

function compareValues(a: string, b: string): number {
  const [one, other] = [Number(a), Number(b)];
  if (a !== '' && b !== '' && !Number.isNaN(one) && !Number.isNaN(other)) return one - other;
  const [at, requested] = [readMoment(a), readMoment(b)];
  if (at !== undefined && requested !== undefined) return compareMoments(at, requested);
  const [text, wanted] = [a.toLowerCase(), b.toLowerCase()];
  return text < wanted ? -1 : Number(text > wanted);
}

const TYPE_LETTERS: Readonly<Record<EntryType, string>> = {
  Document: 'D',
  Folder: 'F',
  Shortcut: 'S',
  RecordSeries: 'F',
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

/** `RelationSRC` takes the label of the source, `RelationDST` that of the target, `Relation` either. */
function idsOfTypes(
  linkTypes: readonly LinkTypeDefinition[],
  { end, type: requested }: Extract<Search, { readonly kind: 'relation' }>,
): ReadonlySet<number> {
  const matches = wildcards(requested);
  return new Set(
    linkTypes
      .filter(({ id, sourceLabel, targetLabel }) =>
        /^\d+$/.test(requested)
          ? id === Number(requested)
          : (end !== 'target' && matches(sourceLabel)) || (end !== 'source' && matches(targetLabel)),
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
