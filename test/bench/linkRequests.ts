import { createRepositoryApi, fetchTransport, PasswordSignIn, type RepositoryApi } from '../../src/api';
import type { Link, LinkAssignment } from '../../src/domain';
import type { LinkEditor } from '../../src/changes';
import { startSandbox, type SandboxBehaviour } from '../../src/sandbox';
import { editorFor } from '../support/editing';

/** Requests for one saved edit of an entry with `links` links, by the way it is made. */
export interface EditRequests {
  readonly links: number;
  /** Largest page that the server honours, and how many pages the links fill. */
  readonly pageSize: number;
  readonly pages: number;
  readonly server: string;
  /** What no way may exceed: 2 × pages + 1. */
  readonly bar: number;
  readonly requests: Readonly<Record<keyof typeof WAYS, number>>;
}

const SOURCE = 10;
const OTHER = 15;
const NEW = { targetId: OTHER, linkTypeId: 2 };

/** The ways of changing links, on `sourceId` and with what a form would have read of it before. */
const WAYS = {
  command: (editor: LinkEditor) => change(editor, [NEW]),
  'command, confirmed': (editor: LinkEditor) => change(editor, [NEW], { asks: true }),
  form: (editor: LinkEditor, base: readonly Link[]) => change(editor, [NEW], { base }),
  'form, confirmed': (editor: LinkEditor, base: readonly Link[]) =>
    change(editor, [NEW], { base, asks: true }),
  'form, nothing changed': (editor: LinkEditor, base: readonly Link[]) => change(editor, [], { base }),
} as const;

const SERVERS: Readonly<Record<string, Partial<SandboxBehaviour>>> = {
  'incoming listed': {},
  'incoming not listed': { incomingListed: false },
  'incoming dropped by PUT': { incomingDroppedByPut: true },
};

/** Requests of every way for all sizes, page sizes and kinds of server. */
export async function countEditRequests(): Promise<readonly EditRequests[]> {
  const seen: string[] = [];
  const sandbox = await startSandbox({
    onRequest: ({ method, path }) => {
      if (path.includes(`/Entries/${SOURCE}/links`)) seen.push(method);
    },
  });
  try {
    const { baseUrl, repoId } = sandbox;
    const signIn = new PasswordSignIn(sandbox);
    const repository = createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
    const types = await repository.listLinkTypes();
    const editor = editorFor(repository, () => Promise.resolve(types));
    const targets = await manyEntries(repository);
    const rows: EditRequests[] = [];
    for (const pageSize of [1000, 100])
      for (const [server, behaviour] of Object.entries(SERVERS))
        for (const links of [1, 100, 250, 1000]) {
          sandbox.setBehaviour({
            incomingListed: true,
            incomingDroppedByPut: false,
            ...behaviour,
            maxPageSize: pageSize,
          });
          const requests: Record<string, number> = {};
          let pages = 0;
          for (const [way, save] of Object.entries(WAYS)) {
            const assigned = targets
              .slice(0, links)
              .map((targetId): LinkAssignment => ({ targetId, linkTypeId: 1 }));
            await repository.assignLinks(SOURCE, assigned);
            await repository.assignLinks(OTHER, [{ targetId: SOURCE, linkTypeId: 1 }]);
            seen.length = 0;
            const base = await repository.getLinks(SOURCE);
            pages = seen.length;
            seen.length = 0;
            await save(editor, base);
            requests[way] = seen.length;
          }
          rows.push({
            links,
            pageSize,
            pages,
            server,
            bar: 2 * pages + 1,
            requests: requests as EditRequests['requests'],
          });
        }
    return rows;
  } finally {
    await sandbox.close();
  }
}

async function change(
  editor: LinkEditor,
  upsert: readonly LinkAssignment[],
  { base, asks }: { readonly base?: readonly Link[]; readonly asks?: true } = {},
): Promise<void> {
  const request = { sourceId: SOURCE, edit: { upsert }, cause: 'form', ...(base && { base }) } as const;
  const { results } = await editor.apply(asks ? await editor.plan([request]) : [request]);
  for (const result of results) if ('error' in result) throw result.error;
}

async function manyEntries(repository: RepositoryApi): Promise<readonly number[]> {
  const { entry } = await repository.getEntryByPath('\\Archive\\Scans 2019');
  if (!entry) throw new Error('The demo has no Scans 2019.');
  return (await repository.listChildren(entry.id, { pageSize: 1000 })).items.map(({ id }) => id);
}
