import { apiUrl, type ApiContext, type ApiRoutes } from '../http/context';
import {
  answerListing,
  answerPage,
  listOptions,
  readFieldNames,
  sortRows,
  type ListingKind,
  type Row,
} from '../http/listing';
import type { OpenSearch } from '../http/openSearches';
import { badRequest } from '../http/problems';
import { optionalInt, optionalString, pathId, readFlag, readJsonObject } from '../http/requests';
import { findEntries, wildcards } from '../repository/search';
import { parseSearch, type Search } from '../repository/searchCommand';
import type { StoredEntry } from '../repository/state';
import { ENTRY_LISTING, entryRow, fieldValues, TYPE_ORDER } from './entryRows';

const SEARCHES = '/:repoId/Searches';
const SEARCH = `${SEARCHES}/:searchToken`;

const FUZZY_TYPES: readonly unknown[] = ['None', 'Percentage', 'NumberOfLetters', 0, 1, 2, undefined, null];

const CONTEXT_HIT_LISTING: ListingKind = {
  type: 'ContextHit',
  defaultPageSize: 100,
  properties: [
    'hitType',
    'isAnnotationHit',
    'annotationId',
    'pageNumber',
    'pageOffset',
    'context',
    'highlight1Offset',
    'highlight1Length',
    'highlight2Offset',
    'highlight2Length',
    'hitWidth',
    'edocHitCount',
    'fieldHitCount',
    'fieldName',
  ],
};

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
    const { token } = openSearches.start(c.var.token, command, behaviour.searchDelayMs);
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
    const fieldNames = readFieldNames(query);
    const search = openSearch(c);
    const found = await resultsOf(c, search, readFlag(query, 'refresh'));
    const state = await store.read();
    const entries = found.flatMap((id) => state.entries.get(id) ?? []);
    const grouped = readFlag(query, 'groupByEntryType')
      ? TYPE_ORDER.flatMap((type) => entries.filter(({ entryType }) => entryType === type))
      : entries;
    const toRow = (entry: StoredEntry, index: number): Row => ({
      ...entryRow(state, definitions, entry, fieldNames),
      rowNumber: index + 1,
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
      sortRows(contextHits(c, search, entry), options.orderBy),
    );
  });

  app.delete(SEARCH, (c) => {
    const { openSearches } = c.var.services;
    openSearches.close(openSearch(c));
    return c.json({ value: true });
  });
}

const openSearch = (c: ApiContext): OpenSearch =>
  c.var.services.openSearches.get(c.var.token, c.req.param('searchToken') ?? '');

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

/** Where the texts of a search stand in an entry: in its name, and in its fields. */
function contextHits(c: ApiContext, search: OpenSearch, entry: StoredEntry): Row[] {
  const texts = textsOf(parsed(c, search));
  const name = texts.flatMap((text) => hit(text, entry.name, { hitType: 'Name', fieldName: null }));
  const fields = fieldValues(c.var.services.definitions, entry).flatMap(({ fieldName, values }) =>
    values.flatMap(({ value }) =>
      texts.flatMap((text) => hit(text, value, { hitType: 'Field', fieldName, fieldHitCount: 1 })),
    ),
  );
  return [...name, ...fields];
}

function hit(text: string, context: string, more: Row): Row[] {
  if (text === '' || !wildcards(`*${text}*`)(context)) return [];
  const at = Math.max(0, context.toLowerCase().indexOf(text.replaceAll('*', '').toLowerCase()));
  return [
    {
      isAnnotationHit: false,
      annotationId: 0,
      pageNumber: 0,
      pageOffset: 0,
      context,
      highlight1Offset: at,
      highlight1Length: Math.min(text.length, context.length),
      highlight2Offset: 0,
      highlight2Length: 0,
      hitWidth: 1,
      edocHitCount: 0,
      fieldHitCount: 0,
      ...more,
    },
  ];
}

/** The texts that are searched for, wherever they stand in a command. */
function textsOf(search: Search): string[] {
  switch (search.kind) {
    case 'and':
    case 'or':
      return [...textsOf(search.left), ...textsOf(search.right)];
    case 'without':
      return textsOf(search.left);
    case 'basic':
      return [search.text];
    case 'name':
      return [search.pattern];
    default:
      return [];
  }
}
