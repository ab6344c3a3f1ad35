import assert from 'node:assert/strict';
import { createRepositoryApi, fetchTransport, PasswordSignIn, type RepositoryApi } from '../../../src/api';
import type { LinkEdit } from '../../../src/domain';
import type { Sandbox } from '../../../src/sandbox';
import type { LinkEditor, PlanSet } from '../../../src/changes';
import { createSearches } from '../../../src/search';
import { reasonOf } from './reason';
import { editorFor, MemoryJournal } from '../../support/editing';

/** What works on a server, as a connection has it. */
export interface QuirkClient {
  readonly api: RepositoryApi;
  readonly editor: LinkEditor;
  readonly journal: MemoryJournal;
  readonly rootId: () => Promise<number>;
}

export function quirkClient(sandbox: Sandbox): QuirkClient {
  const { baseUrl, repoId, username, password } = sandbox;
  const signIn = new PasswordSignIn({ username, password });
  const api = createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
  const journal = new MemoryJournal();
  const editor = editorFor(api, () => api.listLinkTypes(), { journal });
  return { api, editor, journal, rootId: async () => (await api.getRoot()).id };
}

export const SOURCE = 10;
export const TARGET = 15;
export const HANDBOOK = 254;
/** A folder without links, and the shortcut to it in \Board. */
export const PROJECT = 644;
const PROJECT_SHORTCUT = 'Project of the Quarter';
export const MESSAGE = 1;
export const REFERENCES = 7;

/** An operation of the product; what it gives must be the same on every server that lets it. */
export interface QuirkOperation {
  /** It changes links. */
  readonly writes?: true;
  readonly run: (client: QuirkClient) => Promise<unknown>;
}

const names = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name).toSorted();

async function childrenOf({ api }: QuirkClient, id: number): Promise<string[]> {
  const entries: { readonly name: string }[] = [];
  let next: string | undefined;
  do {
    const page = await api.listChildren(id, { pageSize: 500, ...(next !== undefined && { next }) });
    entries.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return names(entries);
}

/** Applies a set of plans: what failed is thrown. */
async function apply(editor: LinkEditor, set: PlanSet): Promise<string[]> {
  for (const step of set.steps) if ('error' in step) throw step.error;
  const { results } = await editor.apply(set);
  return results.map((result) => {
    if ('error' in result) throw result.error;
    return result.outcome.sent ? 'sent' : 'nothing to send';
  });
}

const change = (edit: LinkEdit, sourceIds: readonly number[] = [SOURCE]): QuirkOperation => ({
  writes: true,
  run: async ({ editor }) =>
    apply(editor, await editor.plan(sourceIds.map((sourceId) => ({ sourceId, edit, cause: 'command' })))),
});

/** Changes, then undoes what was done. */
const changeAndUndo = (edit: LinkEdit): QuirkOperation => ({
  writes: true,
  async run({ editor, journal }) {
    await apply(editor, await editor.plan([{ sourceId: SOURCE, edit, cause: 'command' }]));
    const set = await editor.planUndo(journal.items.splice(0));
    assert.deepEqual(set.cannotReturn, []);
    return apply(editor, set);
  },
});

const to = (targetId: number, linkTypeId: number, properties = {}) => ({ targetId, linkTypeId, properties });

/** What people do with a connection. */
export const QUIRK_OPERATIONS = {
  'connect: sign in, read the root': {
    run: async ({ api }) => (await api.getRoot()).entryType === 'Document',
  },
  'list repositories': {
    run: async ({ api }) => (await api.listRepositories()).map(({ repoId }) => repoId.toLowerCase()),
  },
  'list the root folder': { run: async (client) => childrenOf(client, await client.rootId()) },
  'list a folder of many pages': {
    async run(client) {
      const { entry } = await client.api.getEntryByPath('\\Archive\\Scans 2019');
      return childrenOf(client, entry?.id ?? assert.fail('no folder'));
    },
  },
  'find by path': {
    run: async ({ api }) => (await api.getEntryByPath('\\Contracts\\Clients')).entry?.name,
  },
  'read an entry': { run: async ({ api }) => (await api.getEntry(SOURCE)).name },
  'find by name': {
    async run({ api }) {
      const searches = createSearches({ repository: api, linkTypes: () => api.listLinkTypes() });
      return names((await searches.findByName('Email', { asListed: true })).entries);
    },
  },
  'search everything': {
    async run({ api }) {
      const searches = createSearches({ repository: api, linkTypes: () => api.listLinkTypes() });
      return names((await searches.all({ query: { name: 'Scan 2019*' } })).entries).length;
    },
  },
  'list link types': {
    run: async ({ api }) =>
      (await api.listLinkTypes()).map(({ linkTypeId, sourceLabel }) => `${linkTypeId} ${sourceLabel}`),
  },
  'read fields': {
    run: async ({ api }) =>
      (await api.getFields(HANDBOOK)).map(({ name, values }) => `${name} ${values.join()}`),
  },
  'count links': { run: async ({ api }) => (await api.getLinks(SOURCE)).length },
  'add a link': change({ upsert: [to(TARGET, REFERENCES)] }),
  'change properties': change({ upsert: [to(TARGET, MESSAGE, { state: 'final' })] }),
  'remove a link': change({ remove: [to(HANDBOOK, REFERENCES)] }),
  'remove all links': change({ remove: [to(TARGET, MESSAGE), to(HANDBOOK, REFERENCES)] }),
  'link several entries': change({ upsert: [to(TARGET, REFERENCES)] }, [SOURCE, HANDBOOK]),
  'add and undo': changeAndUndo({ upsert: [to(TARGET, REFERENCES)] }),
  'remove and undo': changeAndUndo({ remove: [to(HANDBOOK, REFERENCES)] }),
  'change links of a shortcut': {
    writes: true,
    async run({ api, editor }) {
      const { entry: board } = await api.getEntryByPath('\\Board');
      const { items } = await api.listChildren(board?.id ?? assert.fail('no folder'));
      const row = items.find(({ name }) => name === PROJECT_SHORTCUT) ?? assert.fail('no shortcut');
      const edit = { upsert: [to(TARGET, REFERENCES)] };
      const { steps } = await editor.plan([{ sourceId: row.id, edit, cause: 'command', known: [row] }]);
      return steps.map((step) => ('error' in step ? reasonOf(step.error) : 'planned'));
    },
  },
  'swap a direction': {
    writes: true,
    run: async ({ editor }) =>
      apply(
        editor,
        await editor.planSwap([
          { sourceId: SOURCE, links: [{ targetId: HANDBOOK, linkTypeId: REFERENCES }] },
        ]),
      ),
  },
} as const satisfies Readonly<Record<string, QuirkOperation>>;

export type QuirkOperationName = keyof typeof QUIRK_OPERATIONS;
