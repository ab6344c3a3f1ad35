import type { ApiContext, ApiRoutes } from '../http/context';
import { answerListing, listOptions, project, sortRows, type ListingKind, type Row } from '../http/listing';
import { HttpProblem } from '../http/problems';
import { pathId } from '../http/requests';
import { linkTypeNotFound } from '../repository/refusal';
import type {
  Definitions,
  FieldDefinition,
  LinkTypeDefinition,
  TagDefinition,
  TemplateDefinition,
} from '../repository/state';

const PAGE = { defaultPageSize: 100 };

const LINK_TYPE_LISTING: ListingKind = {
  ...PAGE,
  type: 'EntryLinkTypeInfo',
  properties: ['linkTypeId', 'sourceLabel', 'targetLabel', 'linkTypeDescription'],
};

export const TAG_LISTING: ListingKind = {
  ...PAGE,
  type: 'WTagInfo',
  properties: ['id', 'name', 'displayName', 'description', 'isSecure', 'watermark'],
};

const TEMPLATE_LISTING: ListingKind = {
  ...PAGE,
  type: 'WTemplateInfo',
  properties: ['id', 'name', 'displayName', 'description', 'color', 'fieldCount'],
};

export const FIELD_LISTING: ListingKind = {
  ...PAGE,
  type: 'WFieldInfo',
  properties: [
    'name',
    'displayName',
    'id',
    'description',
    'fieldType',
    'length',
    'defaultValue',
    'isMultiValue',
    'isRequired',
    'constraint',
    'constraintError',
    'listValues',
    'format',
    'currency',
    'formatPattern',
  ],
};

function linkTypeRow({ id, sourceLabel, targetLabel, description }: LinkTypeDefinition): Row {
  return { linkTypeId: id, sourceLabel, targetLabel, linkTypeDescription: description };
}

export function tagRow({ id, name, description, isSecure }: TagDefinition): Row {
  return { id, name, displayName: name, description, isSecure, watermark: null };
}

function templateRow({ id, name, description, fieldIds }: TemplateDefinition): Row {
  return { id, name, displayName: name, description, color: null, fieldCount: fieldIds.length };
}

export function fieldRow({
  id,
  name,
  type,
  length,
  isRequired,
  isMultiValue,
  listValues,
}: FieldDefinition): Row {
  return {
    name,
    displayName: name,
    id,
    description: '',
    fieldType: type,
    length,
    defaultValue: '',
    isMultiValue,
    isRequired,
    constraint: '',
    constraintError: '',
    listValues: listValues ?? [],
    format: 'None',
    currency: '',
    formatPattern: '',
  };
}

/** One kind of definition: where it is listed, its rows, and what a missing one answers. */
interface DefinitionKind {
  readonly path: string;
  readonly listing: ListingKind;
  readonly rows: (definitions: Definitions) => Row[];
  readonly idProperty: string;
  readonly missing: (id: number) => Error;
}

const missing = (what: string) => () => new HttpProblem(404, `${what} not found.`);

const KINDS: readonly DefinitionKind[] = [
  {
    path: 'LinkDefinitions',
    listing: LINK_TYPE_LISTING,
    rows: ({ linkTypes }) => linkTypes.map(linkTypeRow),
    idProperty: 'linkTypeId',
    missing: linkTypeNotFound,
  },
  {
    path: 'TagDefinitions',
    listing: TAG_LISTING,
    rows: ({ tags }) => tags.map(tagRow),
    idProperty: 'id',
    missing: missing('Tag definition'),
  },
  {
    path: 'TemplateDefinitions',
    listing: TEMPLATE_LISTING,
    rows: ({ templates }) => templates.map(templateRow),
    idProperty: 'id',
    missing: missing('Template definition'),
  },
  {
    path: 'FieldDefinitions',
    listing: FIELD_LISTING,
    rows: ({ fields }) => fields.map(fieldRow),
    idProperty: 'id',
    missing: missing('Field definition'),
  },
];

/** What an administrator set up: listed in pages, or one by its id. */
export function definitionRoutes(app: ApiRoutes): void {
  for (const kind of KINDS) {
    app.get(`/:repoId/${kind.path}`, (c) => {
      const options = listOptions(c, kind.listing);
      return answerListing(c, kind.listing, options, sortRows(namedRows(c, kind), options.orderBy));
    });

    app.get(`/:repoId/${kind.path}/:definitionId`, (c) => {
      const { listing, idProperty } = kind;
      const { select } = listOptions(c, listing, ['$select']);
      const id = pathId(c, 'definitionId');
      const row = kind.rows(c.var.services.definitions).find((candidate) => candidate[idProperty] === id);
      if (!row) throw kind.missing(id);
      return c.json(project(row, listing, select));
    });
  }
}

/** All rows; those of templates can be narrowed to one by `templateName`. */
function namedRows(c: ApiContext, kind: DefinitionKind): Row[] {
  const rows = kind.rows(c.var.services.definitions);
  const name = kind.path === 'TemplateDefinitions' ? c.req.query('templateName') : undefined;
  if (name === undefined) return rows;
  const named = rows.filter((row) => String(row['name']).toLowerCase() === name.toLowerCase());
  if (named.length === 0) throw kind.missing(0);
  return named;
}
