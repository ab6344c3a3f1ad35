import type { ApiContext, ApiRoutes } from '../http/context';
import { answerListing, listOptions, sortRows } from '../http/listing';
import { badRequest } from '../http/problems';
import { isObject, optionalString, pathId, readJsonObject } from '../http/requests';
import { openMetadataHolder } from '../repository/lookup';
import { type FieldValues, setFields, setTags, setTemplate } from '../repository/metadata';
import type { StoredEntry } from '../repository/state';
import { TAG_LISTING, tagRow } from './definitions';
import { entryBody } from './entries';
import { FIELD_VALUE_LISTING, fieldValues } from './entryRows';

const ENTRY = '/:repoId/Entries/:entryId';

/** The fields, tags and template of an entry: read and assigned. */
export function metadataRoutes(app: ApiRoutes): void {
  app.get(`${ENTRY}/fields`, async (c) => {
    const options = listOptions(c, FIELD_VALUE_LISTING);
    const rows = fieldRows(c, openMetadataHolder(await c.var.services.store.read(), pathId(c, 'entryId')));
    return answerListing(c, FIELD_VALUE_LISTING, options, sortRows(rows, options.orderBy));
  });

  app.put(`${ENTRY}/fields`, async (c) => {
    const { store, definitions } = c.var.services;
    const set = setFields(definitions, readFieldValues(await readJsonObject(c)), now(c));
    const { entry } = await store.change((state) => set(state, pathId(c, 'entryId')));
    return c.json({ value: fieldRows(c, entry) });
  });

  app.get(`${ENTRY}/tags`, async (c) => {
    const options = listOptions(c, TAG_LISTING);
    const rows = tagRows(c, openMetadataHolder(await c.var.services.store.read(), pathId(c, 'entryId')));
    return answerListing(c, TAG_LISTING, options, sortRows(rows, options.orderBy));
  });

  app.put(`${ENTRY}/tags`, async (c) => {
    const { store, definitions } = c.var.services;
    const { tags = [] } = await readJsonObject(c);
    if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string'))
      throw badRequest('tags must be a list of names.');
    const set = setTags(definitions, tags, now(c));
    const { entry } = await store.change((state) => set(state, pathId(c, 'entryId')));
    return c.json({ value: tagRows(c, entry) });
  });

  app.put(`${ENTRY}/template`, async (c) => {
    const body = await readJsonObject(c);
    const name = optionalString(body, 'templateName');
    if (name === undefined) throw badRequest('templateName is required.');
    const { fields = {} } = body;
    return assignTemplate(c, name, isObject(fields) ? readFieldValues(fields) : new Map());
  });

  app.delete(`${ENTRY}/template`, (c) => assignTemplate(c, undefined, new Map()));
}

async function assignTemplate(
  c: ApiContext,
  name: string | undefined,
  values: FieldValues,
): Promise<Response> {
  const { store, definitions } = c.var.services;
  const set = setTemplate(definitions, name, values, now(c));
  const { state, entry } = await store.change((before) => set(before, pathId(c, 'entryId')));
  return c.json(entryBody(c, state, entry));
}

/** `{ "Field": { "values": [{ "value", "position" }] } }` */
function readFieldValues(body: Readonly<Record<string, unknown>>): FieldValues {
  return new Map(
    Object.entries(body).map(([name, field]) => {
      const values = isObject(field) ? (field['values'] ?? []) : undefined;
      if (!Array.isArray(values)) throw badRequest(`The field "${name}" must have a list of values.`);
      const texts = values.map((item: unknown) => {
        const value = isObject(item) ? (item['value'] ?? '') : undefined;
        if (typeof value !== 'string') throw badRequest(`A value of the field "${name}" is no text.`);
        return value;
      });
      return [name, texts];
    }),
  );
}

const now = (c: ApiContext): string => new Date(c.var.services.now()).toISOString();

const fieldRows = (c: ApiContext, entry: StoredEntry) =>
  fieldValues(c.var.services.definitions, entry).map((value) => ({ ...value }));

const tagRows = (c: ApiContext, { tagIds = [] }: StoredEntry) =>
  c.var.services.definitions.tags.filter(({ id }) => tagIds.includes(id)).map(tagRow);
