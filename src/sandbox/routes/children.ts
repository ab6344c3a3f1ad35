import { entryUrl, type ApiContext, type ApiRoutes } from '../http/context';
import { answerPage, listOptions, readFields, sortRows, type OrderTerm } from '../http/listing';
import { badRequest } from '../http/problems';
import { optionalInt, optionalString, pathId, readFlag, readJsonObject } from '../http/requests';
import {
  copyEntry,
  createFolder,
  createShortcut,
  type EntryChange,
  type Placement,
} from '../repository/entries';
import { childrenOf, openEntry, openFolder } from '../repository/lookup';
import type { Definitions, RepositoryState, StoredEntry } from '../repository/state';
import { entryBody } from './entries';
import { ENTRY_LISTING, entryRow, TYPE_ORDER } from './entryRows';

const CHILDREN = '/:repoId/Entries/:entryId/Laserfiche.Repository.Folder/children';
const COPY = '/:repoId/Entries/:entryId/Laserfiche.Repository.Folder/CopyAsync';

/** A folder's children: listed, created, copied. */
export function childrenRoutes(app: ApiRoutes): void {
  app.get(CHILDREN, async (c) => {
    const { store, definitions } = c.var.services;
    const query = new URL(c.req.url).searchParams;
    const options = listOptions(c, ENTRY_LISTING);
    const grouped = readFlag(query, 'groupByEntryType');
    const fields = readFields(query);
    const state = await store.read();
    const { id } = openFolder(state, pathId(c, 'entryId'));
    const { orderBy } = options;
    const children = orderedChildren(state, definitions, id, { orderBy, grouped });
    return answerPage(c, ENTRY_LISTING, options, children, (child, index) => ({
      ...entryRow(state, definitions, child, fields),
      rowNumber: index + 1,
    }));
  });

  app.post(CHILDREN, async (c) => {
    const { store } = c.var.services;
    const change = readCreation(c, await readJsonObject(c));
    const { state, entry } = await store.change(change);
    c.header('Location', entryUrl(c, entry.id));
    return c.json(entryBody(c, state, entry), 201);
  });

  app.post(COPY, async (c) => {
    const { store, tasks, behaviour } = c.var.services;
    const body = await readJsonObject(c);
    const sourceId = optionalInt(body, 'sourceId');
    if (sourceId === undefined) throw badRequest('sourceId is required.');
    const copy = readCreation(c, { ...body, entryType: undefined });
    // A name clash is the task's failure: this request has no status for it.
    const state = await store.read();
    openEntry(state, sourceId);
    openFolder(state, pathId(c, 'entryId'));
    const token = tasks.start('CopyEntry', sourceId, behaviour.taskDelayMs, async () => {
      const { entry } = await store.change(copy);
      return entry.id;
    });
    return c.json({ token }, 201);
  });
}

/** What a body asks for: a copy where it names a source, else a folder or a shortcut. */
function readCreation(
  c: ApiContext,
  body: Readonly<Record<string, unknown>>,
): (state: RepositoryState) => EntryChange {
  const { username, now } = c.var.services;
  const name = optionalString(body, 'name');
  if (name === undefined) throw badRequest('name is required.');
  const place: Placement = {
    parentId: pathId(c, 'entryId'),
    name,
    autoRename: readFlag(new URL(c.req.url).searchParams, 'autoRename'),
  };
  const by = { creator: username, at: new Date(now()).toISOString() };
  const sourceId = optionalInt(body, 'sourceId');
  const targetId = optionalInt(body, 'targetId');
  const entryType = optionalString(body, 'entryType');

  if (sourceId !== undefined) return (state) => copyEntry(state, place, sourceId, by);
  if (entryType === 'Folder') return (state) => createFolder(state, place, by);
  if (entryType !== 'Shortcut')
    throw badRequest('entryType must be Folder or Shortcut, or sourceId must be given.');
  if (targetId === undefined) throw badRequest('targetId is required for a shortcut.');
  return (state) => createShortcut(state, place, targetId, by);
}

/** Properties that an entry has under the same name as its row. */
const OWN: ReadonlySet<string> = new Set(['id', 'name', 'parentId', 'entryType', 'creator']);
const BY_NAME: readonly OrderTerm[] = [{ property: 'name', descending: false }];

/** Sorted folders by their order: a client that pages through a big folder asks for the same order for each page. */
const sorted = new WeakMap<RepositoryState['entries'], Map<string, readonly StoredEntry[]>>();

/** The children of a folder as a listing orders them: by name unless told, with `grouped` folders first. */
function orderedChildren(
  state: RepositoryState,
  definitions: Definitions,
  folderId: number,
  { orderBy, grouped }: { readonly orderBy: readonly OrderTerm[]; readonly grouped: boolean },
): readonly StoredEntry[] {
  const known = sorted.get(state.entries) ?? new Map<string, readonly StoredEntry[]>();
  sorted.set(state.entries, known);
  const key = JSON.stringify([folderId, orderBy, grouped]);
  const found = known.get(key) ?? sort(state, definitions, folderId, orderBy, grouped);
  known.set(key, found);
  return found;
}

function sort(
  state: RepositoryState,
  definitions: Definitions,
  folderId: number,
  orderBy: readonly OrderTerm[],
  grouped: boolean,
): readonly StoredEntry[] {
  const terms = orderBy.length > 0 ? orderBy : BY_NAME;
  const plain = terms.every(({ property }) => OWN.has(property));
  const rows = childrenOf(state, folderId).map((entry) => ({
    ...(plain ? { ...entry } : entryRow(state, definitions, entry)),
    entry,
  }));
  const entries = sortRows(rows, terms).map(({ entry }) => entry);
  return grouped
    ? TYPE_ORDER.flatMap((type) => entries.filter(({ entryType }) => entryType === type))
    : entries;
}
