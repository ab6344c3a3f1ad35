import { isObject, readJson } from '../http/body';
import { apiUrl, type ApiContext, type ApiRoutes } from '../http/context';
import { answerListing, answerPage, listOptions, project, sortRows } from '../http/listing';
import { badRequest } from '../http/problems';
import { optionalInt, optionalStrings, pathId } from '../http/requests';
import { assignLinks, linksOf, type LinkWish } from '../store/links';
import type { RepositoryState, StoredLink } from '../store/state';
import { linkListing, linkRow } from '../wire/links';

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
    const wishes = readWishes(await readJson(c));
    const typeIds = new Set(definitions.linkTypes.map((type) => type.id));
    const { state } = await store.change((before) => ({
      state: assignLinks(before, id, wishes, typeIds, behaviour),
    }));
    const kind = linkListing(behaviour.omitLinkTypeId);
    return c.json({ value: linkRows(c, state, id).map((row) => project(row, kind)) });
  });
}

function linkRows(c: ApiContext, state: RepositoryState, entryId: number) {
  return linksOf(state, entryId, c.var.services.behaviour).map(linkToRow(c, state));
}

function linkToRow(c: ApiContext, state: RepositoryState) {
  const { definitions, repoId } = c.var.services;
  const entriesUrl = `${apiUrl(c)}/v1/Repositories/${repoId}/Entries`;
  return (link: StoredLink) => linkRow(state, definitions, entriesUrl, link);
}

function readWishes(body: unknown): LinkWish[] {
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
