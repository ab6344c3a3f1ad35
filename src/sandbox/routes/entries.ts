import type { ApiContext, ApiRoutes } from '../http/context';
import { listOptions, project } from '../http/listing';
import { badRequest } from '../http/problems';
import {
  isObject,
  optionalInt,
  optionalString,
  pathId,
  readFlag,
  readJson,
  readJsonObject,
} from '../http/requests';
import { deleteEntry, moveEntry } from '../repository/entries';
import { openEntry, walkPath } from '../repository/lookup';
import { entryNotFound } from '../repository/refusal';
import type { RepositoryState, StoredEntry } from '../repository/state';
import { ENTRY, entryRow } from './entryRows';

/** One entry: by id, by path, moved or renamed, deleted. */
export function entryRoutes(app: ApiRoutes): void {
  app.get('/:repoId/Entries/ByPath', async (c) => {
    const query = new URL(c.req.url).searchParams;
    const fullPath = query.get('fullPath');
    if (fullPath === null || fullPath === '') throw badRequest('fullPath is required.');
    const fallback = readFlag(query, 'fallbackToClosestAncestor');
    const state = await c.var.services.store.read();
    const { entry, rest } = walkPath(state, fullPath);
    if (rest.length > 0 && !fallback) throw entryNotFound();
    const body = entryBody(c, state, openEntry(state, entry.id));
    return c.json(
      rest.length === 0 ? { entry: body, ancestorEntry: null } : { entry: null, ancestorEntry: body },
    );
  });

  app.get('/:repoId/Entries/:entryId', async (c) => {
    const { select } = listOptions(c, ENTRY, ['$select']);
    const state = await c.var.services.store.read();
    return c.json(entryBody(c, state, openEntry(state, pathId(c, 'entryId')), select));
  });

  app.patch('/:repoId/Entries/:entryId', async (c) => {
    const { store, now } = c.var.services;
    const id = pathId(c, 'entryId');
    const autoRename = readFlag(new URL(c.req.url).searchParams, 'autoRename');
    const body = await readJsonObject(c);
    const parentId = optionalInt(body, 'parentId');
    const name = optionalString(body, 'name');
    if (parentId === undefined && name === undefined) throw badRequest('parentId or name is required.');
    const to = {
      ...(parentId === undefined ? {} : { parentId }),
      ...(name === undefined ? {} : { name }),
      autoRename,
    };
    const { state, entry } = await store.change((before) =>
      moveEntry(before, id, to, new Date(now()).toISOString()),
    );
    return c.json(entryBody(c, state, entry));
  });

  // Deletion is a task; as on real servers the request needs a JSON content type even without a body.
  app.delete('/:repoId/Entries/:entryId', async (c) => {
    const { store, tasks, behaviour } = c.var.services;
    const id = pathId(c, 'entryId');
    const reason = (await readJson(c)) ?? {};
    if (!isObject(reason)) throw badRequest('The request body must be a JSON object.');
    optionalInt(reason, 'auditReasonId');
    optionalString(reason, 'comment');
    openEntry(await store.read(), id);
    const token = tasks.start('DeleteEntry', id, behaviour.taskDelayMs, async () => {
      // Another deletion may have covered it meanwhile.
      await store.change((state) => ({ state: state.entries.has(id) ? deleteEntry(state, id) : state }));
      return undefined;
    });
    return c.json({ token }, 201);
  });
}

/** An entry converted to its sub-type, with the annotation that says so. */
export function entryBody(
  c: ApiContext,
  state: RepositoryState,
  entry: StoredEntry,
  select?: readonly string[],
) {
  const row = entryRow(state, c.var.services.definitions, entry);
  return { '@odata.type': `#Laserfiche.Repository.${entry.entryType}`, ...project(row, ENTRY, select) };
}
