import { createRepositoryApi, fetchTransport, PasswordSignIn, type RepositoryApi } from '../../../src/api';
import { startSandbox, type ObservedRequest, type Sandbox, type SandboxOptions } from '../../../src/sandbox';
import type { PlayedServer } from './pureSandbox';

/** The sandbox over HTTP, with a client of ours and a second one. */
export interface ServedSandbox extends PlayedServer {
  readonly sandbox: Sandbox;
  /** The client of ours, unwrapped. */
  readonly api: RepositoryApi;
  /** All requests but sign-ins. */
  readonly requests: ObservedRequest[];
}

export async function servedSandbox(options: SandboxOptions = {}): Promise<ServedSandbox> {
  const requests: ObservedRequest[] = [];
  const sandbox = await startSandbox({
    ...options,
    onRequest: (request) => {
      if (!request.path.endsWith('/Token')) requests.push(request);
    },
  });
  const { baseUrl, repoId } = sandbox;
  const signIn = new PasswordSignIn(sandbox);
  const client = () => createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
  const api = client();
  const second = client();
  const calls: string[] = [];
  const ask = async (call: string) => {
    calls.push(call);
    await server.before(call);
  };
  const server: ServedSandbox = {
    sandbox,
    api,
    requests,
    types: await api.listLinkTypes(),
    calls,
    before: () => undefined,
    repository: {
      getLinks: async (entryId, call) => {
        await ask(`GET ${entryId}`);
        return api.getLinks(entryId, call);
      },
      assignLinks: async (entryId, payload, call) => {
        await ask(`PUT ${entryId}`);
        return api.assignLinks(entryId, payload, call);
      },
      getEntry: async (entryId, call) => {
        await ask(`ENTRY ${entryId}`);
        return api.getEntry(entryId, call);
      },
    },
    rows: (entryId) => second.getLinks(entryId),
    write: async (sourceId, links) => {
      await second.assignLinks(sourceId, links);
    },
  };
  return server;
}
