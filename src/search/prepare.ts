import { ApiError, type CallOptions, isGone, readEntryPath, type RepositoryApi } from '../api';
import type { Entry, LinkType } from '../domain';
import { type Command, type CommandFacts, toCommand } from './command';
import { SearchError } from './errors';
import { holds, linkedWith, matches } from './matches';
import { sameText } from './pattern';
import { conditionsWith, type Search, type SearchQuery } from './query';

export interface PrepareDeps {
  readonly repository: Pick<RepositoryApi, 'getEntry' | 'getFields' | 'getLinks'>;
  readonly linkTypes: (call?: CallOptions) => Promise<readonly LinkType[]>;
}

/** Of nearly every repository; others tell that it has no parent. */
const ROOT_ID = 1;

/** A search that is ready to be sent. */
export interface Prepared {
  readonly command: string;
  /** The entries of a list that are meant: what the server finds may be more. */
  readonly wanted: (found: readonly Entry[]) => Promise<readonly Entry[]>;
  /** Only these can be meant, and the server need not be searched for them. */
  readonly ids?: readonly number[] | undefined;
}

/**
 * Looks up what a question names (folder, link types, links of certain entries) and says it as the server wants it.
 * Rejects with `ApiError` and `SearchError` only.
 */
export async function prepare(search: Search, deps: PrepareDeps, call: CallOptions): Promise<Prepared> {
  if ('command' in search) return { command: search.command, wanted: (found) => Promise.resolve(found) };
  const { query } = search;
  const [facts, sets] = await Promise.all([
    factsOf(query, deps, call),
    Promise.all(
      conditionsWith(query).map(async (condition) => ({
        has: condition.has,
        ids: linkedWith(condition, await deps.repository.getLinks(condition.with, call)),
      })),
    ),
  ]);
  const command = toCommand(query, facts);
  const look = lookOf(query, command, deps, call);
  const isLikely = (entry: Entry): boolean =>
    matches(entry, query) && sets.every(({ has, ids }) => ids.has(entry.id) === has);
  return {
    command: command.text,
    async wanted(found) {
      const likely = found.filter(isLikely);
      if (!look) return likely;
      const looks = await Promise.all(likely.map(look));
      return likely.filter((_, index) => looks[index]);
    },
    ids: facts.linkTypes && findsNothing(query, facts.linkTypes) ? [] : onlyIds(query, sets),
  };
}

/** What the command for a question has to know. */
export async function factsOf(
  query: SearchQuery,
  { repository, linkTypes }: PrepareDeps,
  call: CallOptions,
): Promise<CommandFacts> {
  const [folder, types] = await Promise.all([
    query.in === undefined ? undefined : repository.getEntry(query.in, call),
    query.links === undefined || query.links.length === 0 ? undefined : linkTypes(call),
  ]);
  for (const { linkTypeId } of query.links ?? [])
    if (linkTypeId !== undefined && !types?.some((type) => type.linkTypeId === linkTypeId))
      throw new SearchError('unknownLinkType', `There is no link type ${linkTypeId}.`, linkTypeId);
  if (folder && folder.entryType !== 'Folder' && folder.entryType !== 'RecordSeries')
    throw new SearchError('noFolder', `Entry ${folder.id} is no folder.`, folder.id);
  const path = folder && (await pathOf(folder, repository, call));
  return {
    ...(path !== undefined && { lookIn: path, isRoot: path === '\\' }),
    ...(types && { linkTypes: types }),
  };
}

/** The path of a folder; where the server does not tell it, the names of those that it lies in do. */
async function pathOf(
  { id, path }: Entry,
  repository: PrepareDeps['repository'],
  call: CallOptions,
): Promise<string> {
  if (path) return path;
  const known = await readEntryPath(repository, id, ROOT_ID, call);
  if (known) return known;
  throw new SearchError('noPath', `The server tells no path of entry ${id}.`, id);
}

/** A repository without link types has no entry with a link. */
function findsNothing({ links = [] }: SearchQuery, types: readonly LinkType[]): boolean {
  return types.length === 0 && links.some(({ has }) => has);
}

/** What must be asked for each entry that was found, since the server can't tell it for certain. */
function lookOf(
  query: SearchQuery,
  { unsure }: Command,
  { repository }: PrepareDeps,
  call: CallOptions,
): ((entry: Entry) => Promise<boolean>) | undefined {
  const { field } = query;
  const isFieldUnsure = field !== undefined && /[*?[\]{}"]|\p{Cc}/u.test(field.name + field.value);
  if (unsure.length === 0 && !isFieldUnsure) return undefined;
  return async ({ id }) => {
    if (isFieldUnsure) {
      const fields = await repository.getFields(id, call);
      const isThere = fields.some(
        ({ name, values }) =>
          sameText(name, field.name) &&
          (field.value === '' ? values.length === 0 : values.some((value) => sameText(value, field.value))),
      );
      if (!isThere) return false;
    }
    if (unsure.length === 0) return true;
    const links = await repository.getLinks(id, call);
    return unsure.every((condition) => holds(condition, id, links));
  };
}

/** Where a question asks for nothing but entries linked with others, their links have told which. */
function onlyIds(
  query: SearchQuery,
  sets: readonly { readonly has: boolean; readonly ids: ReadonlySet<number> }[],
): readonly number[] | undefined {
  const [first] = sets.filter(({ has }) => has);
  const { text, in: folder, field, links = [] } = query;
  const isPlain =
    text === undefined && folder === undefined && field === undefined && links.length === sets.length;
  return first && isPlain ? [...first.ids] : undefined;
}

/** Entries that are gone or closed are not found. */
export async function readEntries(
  ids: readonly number[],
  { repository }: PrepareDeps,
  call: CallOptions,
): Promise<readonly Entry[]> {
  const read = await Promise.all(
    ids.map((id) =>
      repository.getEntry(id, call).catch((error: unknown): Entry[] => {
        if (isGone(error) || ApiError.is(error, 'forbidden')) return [];
        throw error;
      }),
    ),
  );
  return read.flat();
}
