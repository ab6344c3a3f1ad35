import type { ApiRoutes } from '../http/context';
import { answerListing, listOptions, sortRows } from '../http/listing';
import { pathId } from '../http/requests';
import { openMetadataHolder } from '../store/lookup';
import { FIELD_VALUE_LISTING, TAG_LISTING, tagRow } from '../wire/definitions';
import { fieldValues } from '../wire/fields';

/** The fields and tags of an entry. */
export function metadataRoutes(app: ApiRoutes): void {
  app.get('/:repoId/Entries/:entryId/fields', async (c) => {
    const { store, definitions } = c.var.services;
    const options = listOptions(c, FIELD_VALUE_LISTING);
    const entry = openMetadataHolder(await store.read(), pathId(c, 'entryId'));
    const rows = fieldValues(definitions, entry).map((value) => ({ ...value }));
    return answerListing(c, FIELD_VALUE_LISTING, options, sortRows(rows, options.orderBy));
  });

  app.get('/:repoId/Entries/:entryId/tags', async (c) => {
    const { store, definitions } = c.var.services;
    const options = listOptions(c, TAG_LISTING);
    const { tagIds = [] } = openMetadataHolder(await store.read(), pathId(c, 'entryId'));
    const rows = definitions.tags.filter(({ id }) => tagIds.includes(id)).map(tagRow);
    return answerListing(c, TAG_LISTING, options, sortRows(rows, options.orderBy));
  });
}
