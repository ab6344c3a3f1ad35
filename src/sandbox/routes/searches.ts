import type { ApiRoutes } from '../http/context';
import { pause } from '../http/limits';
import { listOptions, project, readFields, sortRows, type ODataOption } from '../http/listing';
import { badRequest } from '../http/problems';
import { optionalString, readJsonObject } from '../http/requests';
import { findEntries } from '../repository/search';
import { parseSearch } from '../repository/searchCommand';
import { ENTRY_LISTING, entryRow } from './entryRows';

/** A simple search answers this many entries at most. */
const MOST_RESULTS = 100;
/** No paging: `$top` and `$skip` are refused. */
const OPTIONS: readonly ODataOption[] = ['$select', '$orderby', '$count'];

/** `POST …/SimpleSearches`: 200 with everything found, 206 with the first hundred, 204 when there is nothing. */
export function searchRoutes(app: ApiRoutes): void {
  app.post('/:repoId/SimpleSearches', async (c) => {
    const { store, definitions, behaviour, searchSlots } = c.var.services;
    const options = listOptions(c, ENTRY_LISTING, OPTIONS);
    const fields = readFields(new URL(c.req.url).searchParams);
    const command = optionalString(await readJsonObject(c), 'searchCommand');
    if (command === undefined || command.trim() === '') throw badRequest('searchCommand is required.');
    const search = parseSearch(command, behaviour.searchPrecedence);

    // Only what is sent is made rows, unless the order depends on them: a search may find a whole big folder.
    const { rows, total } = await searchSlots.run(c.var.token, async () => {
      await pause(behaviour.searchDelayMs);
      const state = await store.read();
      const found = findEntries(state, definitions, search);
      const needed = options.orderBy.length > 0 ? found : found.slice(0, MOST_RESULTS);
      const made = needed.map((entry) => entryRow(state, definitions, entry, fields));
      return { rows: sortRows(made, options.orderBy), total: found.length };
    });

    if (rows.length === 0) return c.body(null, 204);
    const value = rows
      .slice(0, MOST_RESULTS)
      .map((row, index) => project({ ...row, rowNumber: index + 1 }, ENTRY_LISTING, options.select));
    return c.json(
      { ...(options.count ? { '@odata.count': value.length } : {}), value },
      total > MOST_RESULTS ? 206 : 200,
    );
  });
}
