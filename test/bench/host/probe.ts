// An extension beside ours that measures from inside the extension host.
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { createRepositoryApi, fetchTransport, PasswordSignIn, type RepositoryApi } from '../../../src/api';
import { memoryOfTree } from './treeMemory';

interface Server {
  readonly baseUrl: string;
  readonly repoId: string;
}

/** Looked at every so many milliseconds: what comes later than that was held up. */
const RESOLUTION_MS = 1;

let loop: IntervalHistogram | undefined;

const probes = {
  /** Begins to watch how long the event loop of the host is held up. */
  watchLoop: () => {
    loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
    loop.enable();
  },

  /** Milliseconds that it was held up since. */
  loopDelay: () => {
    if (!loop) throw new Error('The event loop was not watched.');
    loop.disable();
    const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
    return { p50: late(loop.percentile(50)), p99: late(loop.percentile(99)), max: late(loop.max) };
  },

  /** Milliseconds that so many requests took, one after another or all at once. */
  requests: async (server: Server, count: number, order: 'sequential' | 'parallel') => {
    const api = apiOf(server);
    const ids = Array.from({ length: count }, (_, index) => index + 2);
    const startedAt = performance.now();
    if (order === 'parallel') await Promise.all(ids.map((id) => api.getEntry(id)));
    else for (const id of ids) await api.getEntry(id);
    return performance.now() - startedAt;
  },

  /** Cancels a request that is being answered; tells when, in milliseconds since the epoch. */
  cancel: async ({ baseUrl, repoId }: Server) => {
    const cancel = new AbortController();
    const answering = new Promise<void>((resolve) => {
      const api = apiOf({ baseUrl, repoId }, (url) => {
        if (url.endsWith('/stall')) resolve();
      });
      const url = `${baseUrl}/v1/Repositories/${repoId}/Entries/2/stall`;
      // It ends as cancelled: nobody needs to know.
      api.listChildren(2, { next: url, signal: cancel.signal }).catch(() => undefined);
    });
    await answering;
    const cancelledAt = performance.timeOrigin + performance.now();
    cancel.abort();
    return cancelledAt;
  },

  /** Megabytes of the heap that a folder of this id takes once all of it is known to the tree. */
  treeMemory: (server: Server, folderId: number) => memoryOfTree(server, folderId, heapUsed),
};

function apiOf({ baseUrl, repoId }: Server, onAnswer?: (url: string) => void): RepositoryApi {
  return createRepositoryApi({
    baseUrl,
    repoId,
    signIn: new PasswordSignIn({ username: 'bench', password: 'bench' }),
    transport: async (url, request) => {
      const response = await fetchTransport(url, request);
      onAnswer?.(url);
      return response;
    },
  });
}

/** Bytes in use after everything that can be collected was. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed: inHeap, external } = process.memoryUsage();
  return inHeap + external;
}

export function activate(context: vscode.ExtensionContext): void {
  for (const [name, probe] of Object.entries(probes))
    context.subscriptions.push(vscode.commands.registerCommand(`benchProbe.${name}`, probe));
}
