import type { ApiContext, ApiRoutes } from '../http/context';
import { answerListing, listOptions, project, sortRows, type ListingKind, type Row } from '../http/listing';
import { readOptions } from '../http/odata';
import { HttpProblem } from '../http/problems';
import { pathId } from '../http/requests';
import type { Definitions } from '../store/definitions';
import { linkTypeNotFound } from '../store/refusal';
import * as wire from '../wire/definitions';

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
    listing: wire.LINK_TYPE_LISTING,
    rows: ({ linkTypes }) => linkTypes.map(wire.linkTypeRow),
    idProperty: 'linkTypeId',
    missing: linkTypeNotFound,
  },
  {
    path: 'TagDefinitions',
    listing: wire.TAG_LISTING,
    rows: ({ tags }) => tags.map(wire.tagRow),
    idProperty: 'id',
    missing: missing('Tag definition'),
  },
  {
    path: 'TemplateDefinitions',
    listing: wire.TEMPLATE_LISTING,
    rows: ({ templates }) => templates.map(wire.templateRow),
    idProperty: 'id',
    missing: missing('Template definition'),
  },
  {
    path: 'FieldDefinitions',
    listing: wire.FIELD_LISTING,
    rows: ({ fields }) => fields.map(wire.fieldRow),
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
      const { select } = readOptions(
        new URL(c.req.url).searchParams,
        undefined,
        ['$select'],
        listing.properties,
      );
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
  const named = rows.filter((row) => row['name'] === name);
  if (named.length === 0) throw kind.missing(0);
  return named;
}
