import { entriesUrl, type ApiContext, type ApiRoutes } from '../http/context';
import {
  answerListing,
  answerPage,
  listOptions,
  project,
  sortRows,
  type ListingKind,
  type Row,
} from '../http/listing';
import { badRequest } from '../http/problems';
import { isObject, optionalInt, optionalStrings, pathId, readJson } from '../http/requests';
import { assignLinks, linksOf, type RequestedLink } from '../repository/links';
import { pathOf } from '../repository/lookup';
import type { Definitions, RepositoryState, StoredLink } from '../repository/state';

const LINKS = '/:repoId/Entries/:entryId/links';

/** The links of an entry: listed in pages, replaced as a whole. */
export function linkRoutes(app: ApiRoutes): void {
  app.get(LINKS, async (c) => {
    const { store, behaviour } = c.var.services;
    const kind = linkListing(behaviour.omitLinkTypeId);
    const options = listOptions(c, kind);
    const state = await store.read();
    const id = pathId(c, 'entryId');
    if (options.orderBy.length > 0)
      return answerListing(c, kind, options, sortRows(linkRows(c, state, id), options.orderBy));
    return answerPage(c, kind, options, linksOf(state, id, behaviour), linkToRow(c, state));
  });

  app.put(LINKS, async (c) => {
    const { store, behaviour, definitions } = c.var.services;
    const id = pathId(c, 'entryId');
    const requested = readRequestedLinks(await readJson(c));
    const typeIds = new Set(definitions.linkTypes.map((type) => type.id));
    const { state } = await store.change((before) => ({
      state: assignLinks(before, id, requested, typeIds, behaviour),
    }));
    const kind = linkListing(behaviour.omitLinkTypeId);
    return c.json({ value: linkRows(c, state, id).map((row) => project(row, kind)) });
  });
}

function linkRows(c: ApiContext, state: RepositoryState, entryId: number) {
  return linksOf(state, entryId, c.var.services.behaviour).map(linkToRow(c, state));
}

function linkToRow(c: ApiContext, state: RepositoryState) {
  const url = entriesUrl(c);
  return (link: StoredLink) => linkRow(state, c.var.services.definitions, url, link);
}

function readRequestedLinks(body: unknown): RequestedLink[] {
  if (!Array.isArray(body)) throw badRequest('The request body must be a JSON array of links.');
  return body.map((item: unknown) => {
    if (!isObject(item)) throw badRequest('A link must be a JSON object.');
    const targetId = optionalInt(item, 'targetId');
    const linkTypeId = optionalInt(item, 'linkTypeId');
    if (targetId === undefined || linkTypeId === undefined) {
      throw badRequest('A link must have a targetId and a linkTypeId.');
    }
    return {
      targetId,
      linkTypeId,
      properties: optionalStrings(item['customProperties'], 'customProperties'),
    };
  });
}

const PROPERTIES = [
  'linkId',
  'sourceId',
  'sourceFullPath',
  'sourceLabel',
  'targetId',
  'targetFullPath',
  'targetLabel',
  'description',
  'linkTypeId',
  'linkTypeDescription',
  'linkProperties',
  'sourceLink',
  'targetLink',
] as const;

/** `omitLinkTypeId`: like servers whose answers do not tell the type's id. */
function linkListing(omitLinkTypeId: boolean): ListingKind {
  const properties = omitLinkTypeId ? PROPERTIES.filter((name) => name !== 'linkTypeId') : PROPERTIES;
  return { type: 'WEntryLinkInfo', defaultPageSize: 100, properties };
}

/** A link as GET and PUT `…/links` answer it; `url` is the address of the repository's entries. */
export function linkRow(
  state: RepositoryState,
  definitions: Definitions,
  url: string,
  link: StoredLink,
): Row {
  const type = definitions.linkTypes.find(({ id }) => id === link.linkTypeId);
  const fullPath = (id: number) => {
    const entry = state.entries.get(id);
    return entry ? pathOf(state, entry) : null;
  };
  return {
    linkId: link.linkId,
    sourceId: link.sourceId,
    sourceFullPath: fullPath(link.sourceId),
    sourceLabel: type?.sourceLabel ?? null,
    targetId: link.targetId,
    targetFullPath: fullPath(link.targetId),
    targetLabel: type?.targetLabel ?? null,
    description: link.description,
    linkTypeId: link.linkTypeId,
    linkTypeDescription: type?.description ?? null,
    linkProperties: link.properties,
    sourceLink: `${url}/${link.sourceId}`,
    targetLink: `${url}/${link.targetId}`,
  };
}
