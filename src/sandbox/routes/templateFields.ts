import type { ApiContext, ApiRoutes } from '../http/context';
import { answerListing, listOptions, sortRows, type ListingKind, type Row } from '../http/listing';
import { badRequest, HttpProblem } from '../http/problems';
import { isObject, optionalInt, pathId, readJsonObject } from '../http/requests';
import { openMetadataHolder } from '../repository/lookup';
import type { TemplateDefinition } from '../repository/state';
import { FIELD_LISTING, fieldRow } from './definitions';

const TEMPLATES = '/:repoId/TemplateDefinitions';

const TEMPLATE_FIELD_LISTING: ListingKind = {
  ...FIELD_LISTING,
  type: 'TemplateFieldInfo',
  properties: [...FIELD_LISTING.properties, 'rule', 'groupId', 'groupName'],
};

/** The fields of a template, by its id and by its name, and what its dynamic fields offer: the demo has none. */
export function templateFieldRoutes(app: ApiRoutes): void {
  app.get(`${TEMPLATES}/Fields`, (c) => {
    const name = c.req.query('templateName')?.toLowerCase();
    if (name === undefined || name === '') throw badRequest('templateName is required.');
    return answerFields(c, (template) => template.name.toLowerCase() === name);
  });

  app.get(`${TEMPLATES}/:definitionId/Fields`, (c) => {
    const wanted = pathId(c, 'definitionId');
    return answerFields(c, ({ id }) => id === wanted);
  });

  app.post('/:repoId/Entries/:entryId/fields/GetDynamicFieldLogicValue', async (c) => {
    const body = await readJsonObject(c);
    const wanted = optionalInt(body, 'templateId');
    if (!isObject(body['fieldValues'] ?? {})) throw badRequest('fieldValues must be an object.');
    openMetadataHolder(await c.var.services.store.read(), pathId(c, 'entryId'));
    templateWhere(c, ({ id }) => id === wanted);
    return c.json({});
  });
}

function templateWhere(c: ApiContext, isWanted: (template: TemplateDefinition) => boolean) {
  const template = c.var.services.definitions.templates.find(isWanted);
  if (!template) throw new HttpProblem(404, 'Template definition not found.');
  return template;
}

function answerFields(c: ApiContext, isWanted: (template: TemplateDefinition) => boolean): Response {
  const options = listOptions(c, TEMPLATE_FIELD_LISTING);
  const { fields } = c.var.services.definitions;
  const rows = templateWhere(c, isWanted).fieldIds.flatMap((fieldId): Row[] =>
    fields
      .filter(({ id }) => id === fieldId)
      .map((field) => ({ ...fieldRow(field), rule: null, groupId: 0, groupName: null })),
  );
  return answerListing(c, TEMPLATE_FIELD_LISTING, options, sortRows(rows, options.orderBy));
}
