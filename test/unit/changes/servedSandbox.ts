import { createRepositoryApi, fetchTransport, PasswordSignIn, type RepositoryApi } from '../../../src/api';
import { startSandbox, type ObservedRequest, type Sandbox, type SandboxOptions } from '../../../src/sandbox';
import type { PlayedServer } from './pureSandbox';

/** A sandbox behind a client of ours and a second one. */
export interface ApiServer extends PlayedServer {
  /** The client of ours, unwrapped. */
  readonly api: RepositoryApi;
}

/** The sandbox over HTTP. */
export interface ServedSandbox extends ApiServer {
  readonly sandbox: Sandbox;
  /** All requests but sign-ins. */
  readonly requests: ObservedRequest[];
  /** Tells of each request but sign-ins once it has been carried out, until the answer is called. */
  onRequest(tell: (request: ObservedRequest) => void): () => void;
}

export async function servedSandbox(options: SandboxOptions = {}): Promise<ServedSandbox> {
  const requests: ObservedRequest[] = [];
  const told = new Set<(request: ObservedRequest) => void>([(request) => requests.push(request)]);
  const sandbox = await startSandbox({
    ...options,
    onRequest: (request) => {
      if (!request.path.endsWith('/Token')) for (const tell of told) tell(request);
    },
  });
  const { baseUrl, repoId } = sandbox;
  const signIn = new PasswordSignIn(sandbox);
  const client = () => createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
  return Object.assign(await playedThrough(client(), client()), {
    sandbox,
    requests,
    onRequest: (tell: (request: ObservedRequest) => void) => {
      told.add(tell);
      return () => told.delete(tell);
    },
  });
}

/** A server that schedules are played against, reached by two clients. */
export async function playedThrough(api: RepositoryApi, second: RepositoryApi): Promise<ApiServer> {
  const calls: string[] = [];
  const ask = async (call: string) => {
    calls.push(call);
    await server.before(call);
  };
  const server: ApiServer = {
    api,
    types: await api.listLinkTypes(),
    calls,
    before: () => undefined,
    repository: {
      reserve: (call) => api.reserve(call),
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
