import type { CallOptions, RepositoryApi } from '../../../src/api';
import type { LinkEditor } from '../../../src/changes';
import type { WireRequest } from '../../support/faultServer';
import { SOURCE } from './goodServer';

export interface Client {
  readonly api: RepositoryApi;
  readonly editor: LinkEditor;
}

export interface Operation {
  /** The column of the table. */
  readonly kind: 'read' | 'assign' | 'search' | 'signIn' | 'change';
  readonly run: (client: Client, options: CallOptions) => Promise<unknown>;
  /** The requests that are answered with the fault; all others get good answers. */
  readonly hits: (request: WireRequest) => boolean;
}

const isToken = ({ path }: WireRequest) => path.endsWith('/Token');
const isGet = ({ method }: WireRequest) => method === 'GET';
const isPut = ({ method }: WireRequest) => method === 'PUT';
const read = (run: Operation['run']): Operation => ({ kind: 'read', run, hits: isGet });
const payload = [{ targetId: 9, linkTypeId: 1 }];
const change: Operation['run'] = ({ editor }, { signal }) =>
  editor.change(
    {
      sourceId: SOURCE,
      edit: { upsert: [{ targetId: 9, linkTypeId: 1, properties: {} }] },
      cause: 'command',
    },
    signal ? { signal } : {},
  );

/** Everything the extension asks of a server. */
export const OPERATIONS = {
  listRepositories: read(({ api }, options) => api.listRepositories(options)),
  getEntry: read(({ api }, options) => api.getEntry(1, options)),
  getEntryByPath: read(({ api }, options) => api.getEntryByPath('\\A folder', options)),
  listChildren: read(({ api }, options) => api.listChildren(1, options)),
  getLinks: read(({ api }, options) => api.getLinks(SOURCE, options)),
  listLinkTypes: read(({ api }, options) => api.listLinkTypes(options)),
  assignLinks: {
    kind: 'assign',
    run: ({ api }, options) => api.assignLinks(SOURCE, payload, options),
    hits: isPut,
  },
  search: {
    kind: 'search',
    run: ({ api }, options) => api.search({ command: '{LF:Name="*x*"}' }, options),
    hits: ({ method, path }) => method === 'POST' && path.endsWith('/SimpleSearches'),
  },
  'sign in': { kind: 'signIn', run: ({ api }, options) => api.getEntry(1, options), hits: isToken },
  'change, when it reads': { kind: 'read', run: change, hits: isGet },
  'change, when it assigns': { kind: 'change', run: change, hits: isPut },
} satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
