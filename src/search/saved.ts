import type { EntryType } from '../domain';
import { isMoment } from './moments';
import type { LinkCondition, Search, SearchQuery } from './query';

/** A search that somebody saved, or made a while ago. Plain data: it stands in a setting, and may be written by hand. */
export type SavedSearch = Search & {
  readonly name: string;
  /** The connection that it is for; left out: whichever is asked. */
  readonly connectionId?: string;
};

/** Why an entry of the setting is no search; `part` is the part of the question that is wrong. */
export interface SavedSearchProblem {
  readonly name: string | undefined;
  readonly why: 'notObject' | 'noName' | 'neitherQueryNorCommand' | 'unknownPart' | 'wrongPart';
  readonly part?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const TYPES: readonly EntryType[] = ['Document', 'Folder', 'Shortcut', 'RecordSeries'];
const ENDS = ['source', 'target', 'either'];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isId = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 0x7fffffff;
const isDate = (value: unknown): boolean => typeof value === 'string' && isMoment(value);
const isFlag = (value: unknown): boolean => typeof value === 'boolean';

const PARTS: { readonly [K in keyof Required<SearchQuery>]: (value: unknown) => boolean } = {
  text: isText,
  name: isText,
  in: isId,
  subfolders: isFlag,
  entryType: (value) => TYPES.includes(value as EntryType),
  template: isText,
  field: (value) => isFields(value) && isText(value['name']) && typeof value['value'] === 'string',
  creator: isText,
  createdAfter: isDate,
  createdBefore: isDate,
  modifiedAfter: isDate,
  modifiedBefore: isDate,
  links: (value) => Array.isArray(value) && value.every(isCondition),
};

const CONDITION: { readonly [K in keyof Required<LinkCondition>]: (value: unknown) => boolean } = {
  has: isFlag,
  linkTypeId: isId,
  as: (value) => ENDS.includes(value as string),
  with: isId,
};

function isCondition(value: unknown): boolean {
  return (
    isFields(value) &&
    'has' in value &&
    Object.entries(value).every(
      ([name, part]) => Object.hasOwn(CONDITION, name) && CONDITION[name as keyof LinkCondition](part),
    )
  );
}

/** What is wrong with a question; undefined where nothing is. */
export function problemOf(query: unknown): Pick<SavedSearchProblem, 'why' | 'part'> | undefined {
  if (!isFields(query)) return { why: 'wrongPart', part: 'query' };
  for (const [name, value] of Object.entries(query)) {
    if (!Object.hasOwn(PARTS, name)) return { why: 'unknownPart', part: name };
    if (!PARTS[name as keyof SearchQuery](value)) return { why: 'wrongPart', part: name };
  }
  return undefined;
}

/** Reads the setting: what is a search, and what is wrong with the rest. Both may be edited. */
export function readSavedSearches(value: unknown): {
  readonly searches: readonly SavedSearch[];
  readonly problems: readonly SavedSearchProblem[];
} {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const read = items.map(readOne);
  return {
    searches: read.flatMap((one) => ('why' in one ? [] : [one])),
    problems: read.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

function readOne(item: unknown): SavedSearch | SavedSearchProblem {
  if (!isFields(item)) return { name: undefined, why: 'notObject' };
  const { name, connectionId, query, command } = item;
  if (typeof name !== 'string' || name.trim() === '') return { name: undefined, why: 'noName' };
  const own = { name, ...(typeof connectionId === 'string' && connectionId !== '' && { connectionId }) };
  if (typeof command === 'string' && command.trim() !== '') return { ...own, command };
  if (query === undefined) return { name, why: 'neitherQueryNorCommand' };
  const problem = problemOf(query);
  return problem ? { name, ...problem } : { ...own, query: query as SearchQuery };
}
