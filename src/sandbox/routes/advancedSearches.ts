import { apiUrl, type ApiContext, type ApiRoutes } from '../http/context';
import { answerListing, answerPage, listOptions, readFields, sortRows, type Row } from '../http/listing';
import type { OpenSearch } from '../http/openSearches';
import { badRequest } from '../http/problems';
import { optionalInt, optionalString, pathId, readFlag, readJsonObject } from '../http/requests';
import { findEntries } from '../repository/search';
import { parseSearch, type Search } from '../repository/searchCommand';
import type { StoredEntry } from '../repository/state';
import { CONTEXT_HIT_LISTING, contextHits } from './contextHits';
import { ENTRY_LISTING, entryRow, TYPE_ORDER } from './entryRows';

const SEARCHES = '/:repoId/Searches';
const SEARCH = `${SEARCHES}/:searchToken`;

const FUZZY_TYPES: readonly unknown[] = ['None', 'Percentage', 'NumberOfLetters', 0, 1, 2, undefined, null];

/** `…/Searches`: started, looked after, read in pages with what matched, cancelled or closed. */
export function advancedSearchRoutes(app: ApiRoutes): void {
  app.post(SEARCHES, async (c) => {
    const { behaviour, openSearches } = c.var.services;
    const body = await readJsonObject(c);
    const command = optionalString(body, 'searchCommand');
    if (command === undefined || command.trim() === '') throw badRequest('searchCommand is required.');
    if (!FUZZY_TYPES.includes(body['fuzzyType'])) throw badRequest('fuzzyType is not known.');
    optionalInt(body, 'fuzzyFactor');
    // A command that can't be read is refused at once.
    parseSearch(command, behaviour.searchPrecedence);
    const { token } = openSearches.start(c.var.user, command, behaviour.searchDelayMs);
    c.header('Location', `${apiUrl(c)}/v1/Repositories/${c.var.services.repoId}/Searches/${token}`);
    return c.json({ token }, 201);
  });

  app.get(SEARCH, async (c) => {
    const search = openSearch(c);
    await look(c, search);
    const { openSearches } = c.var.services;
    const isDone = openSearches.isDone(search);
    const status = search.error !== undefined ? 'Failed' : isDone ? 'Completed' : 'InProgress';
    return c.json(progress(c, search, status), status === 'Failed' ? 200 : isDone ? 201 : 202);
  });

  app.get(`${SEARCH}/Results`, async (c) => {
    const { store, definitions } = c.var.services;
    const query = new URL(c.req.url).searchParams;
    const options = listOptions(c, ENTRY_LISTING);
    const fields = readFields(query);
    const search = openSearch(c);
    const found = await resultsOf(c, search, readFlag(query, 'refresh'));
    const state = await store.read();
    const entries = found.flatMap((id) => state.entries.get(id) ?? []);
    const grouped = readFlag(query, 'groupByEntryType')
      ? TYPE_ORDER.flatMap((type) => entries.filter(({ entryType }) => entryType === type))
      : entries;
    // A row keeps its number however the results are listed: context hits are asked for by it.
    const rowNumbers = new Map(found.map((id, index) => [id, index + 1]));
    const toRow = (entry: StoredEntry): Row => ({
      ...entryRow(state, definitions, entry, fields),
      rowNumber: rowNumbers.get(entry.id),
    });
    if (options.orderBy.length === 0) return answerPage(c, ENTRY_LISTING, options, grouped, toRow);
    return answerListing(c, ENTRY_LISTING, options, sortRows(grouped.map(toRow), options.orderBy));
  });

  app.get(`${SEARCH}/Results/:rowNumber/ContextHits`, async (c) => {
    const { store } = c.var.services;
    const options = listOptions(c, CONTEXT_HIT_LISTING);
    const search = openSearch(c);
    const rowNumber = pathId(c, 'rowNumber');
    const id = (await resultsOf(c, search, false))[rowNumber - 1];
    const entry = id === undefined ? undefined : (await store.read()).entries.get(id);
    if (!entry) throw badRequest(`There is no row ${rowNumber}.`);
    return answerListing(
      c,
      CONTEXT_HIT_LISTING,
      options,
      sortRows(contextHits(c.var.services.definitions, parsed(c, search), entry), options.orderBy),
    );
  });

  app.delete(SEARCH, (c) => {
    const { openSearches } = c.var.services;
    openSearches.close(openSearch(c));
    return c.json({ value: true });
  });
}

const openSearch = (c: ApiContext): OpenSearch =>
  c.var.services.openSearches.get(c.var.user, c.req.param('searchToken') ?? '');

/** Finds what is asked for, once the search has taken its time. */
async function look(c: ApiContext, search: OpenSearch): Promise<void> {
  const { openSearches, store, definitions } = c.var.services;
  if (search.found || search.error !== undefined || !openSearches.isDone(search)) return;
  try {
    const state = await store.read();
    search.found = findEntries(state, definitions, parsed(c, search)).map(({ id }) => id);
  } catch (error) {
    search.error = error instanceof Error ? error.message : String(error);
  }
}

const parsed = (c: ApiContext, { command }: OpenSearch): Search =>
  parseSearch(command, c.var.services.behaviour.searchPrecedence);

async function resultsOf(c: ApiContext, search: OpenSearch, refresh: boolean): Promise<readonly number[]> {
  if (refresh) delete search.found;
  await look(c, search);
  if (!search.found) throw badRequest('The search is not completed.');
  return search.found;
}

function progress(c: ApiContext, search: OpenSearch, status: string) {
  const { repoId, now } = c.var.services;
  const { token, startedAt, doneAt, error } = search;
  const part = doneAt === startedAt ? 1 : (now() - startedAt) / (doneAt - startedAt);
  return {
    operationToken: token,
    operationType: 'Search',
    percentComplete: Math.round(100 * Math.min(1, part)),
    status,
    errors: error === undefined ? [] : [{ objectId: 0, errorMessage: error }],
    redirectUri: `${apiUrl(c)}/v1/Repositories/${repoId}/Searches/${token}/Results`,
    entryId: 0,
    startTimestamp: new Date(startedAt).toISOString(),
    statusTimestamp: new Date(Math.min(now(), doneAt)).toISOString(),
  };
}
