import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { demoDefinitions, demoState, REPO_ID, REPO_NAME } from './demo';
import { withBig } from './demo/big';
import { API_PATH, type Services } from './http/context';
import { RateLimit, SearchSlots } from './http/limits';
import { OpenSearches } from './http/openSearches';
import { Tasks } from './http/tasks';
import {
  DEFAULT_BEHAVIOUR,
  DOCUMENTED_LIFETIMES,
  type SandboxBehaviour,
  type SandboxOptions,
} from './options';
import { withQuirks } from './quirks';
import { createApp } from './server';
import { createOAuth, DEMO_CLIENT_ID, DEMO_CUSTOMER_ID } from './signIn/oauth';
import { AccessTokens } from './signIn/secrets';
import { fileStorage } from './storage/fileStorage';
import { createStore, memoryStorage } from './storage/store';

export { BIG_FOLDER, MANY_LINKS } from './demo/big';
export {
  DEFAULT_BEHAVIOUR,
  DOCUMENTED_LIFETIMES,
  type BigOptions,
  type OAuthLifetimes,
  type ObservedRequest,
  type SandboxBehaviour,
  type SandboxOptions,
} from './options';
export { QUIRK_NAMES, type QuirkName } from './quirks';

/** A running sandbox: a V1 repository server with a demo repository, reachable from this machine only. */
export interface Sandbox {
  /** For example `http://127.0.0.1:49152/LFRepositoryAPI`. */
  readonly baseUrl: string;
  readonly repoId: string;
  readonly username: string;
  readonly password: string;
  /**
   * Where `/oauth/Authorize` and `/oauth/Token` stand, as Laserfiche Cloud has them on `signin.{domain}`. The sandbox
   * has sign-in and API on one origin: `http://127.0.0.1:49152`.
   */
  readonly signInOrigin: string;
  /** An access key of the demo's service app, in base64 as the Developer Console exports it; another one at each start. */
  readonly accessKey: string;
  /** The key of the service principal that the demo's service app acts as; another one at each start. */
  readonly servicePrincipalKey: string;
  /** The demo's single-page app. It may come back to `http://localhost:{port}/callback`, whatever the port. */
  readonly clientId: typeof DEMO_CLIENT_ID;
  readonly customerId: typeof DEMO_CUSTOMER_ID;
  /** Puts the demo repository back to its first state, for everybody who shares the state file. */
  reset(): Promise<void>;
  /** Resolves when running tasks are done and everything changed so far is kept. */
  flush(): Promise<void>;
  /** Flushes, then stops the server; open connections are closed. */
  close(): Promise<void>;
  /** Changes how the server behaves, from the next request on. */
  setBehaviour(behaviour: Partial<SandboxBehaviour>): void;
}

/** Starts a sandbox. Rejects when the port is taken or the state file can be neither read nor set aside. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { repoId = REPO_ID } = options;
  const { now = Date.now, username = 'demo', password = randomBytes(18).toString('base64url') } = options;
  const initial = options.big ? withBig(demoState(), options.big) : demoState();
  const store = createStore(
    options.stateFile ? fileStorage(options.stateFile, initial) : memoryStorage(initial),
  );
  const oauth = createOAuth({ ...DOCUMENTED_LIFETIMES, ...options.oauth }, now);
  const services: Services = {
    repoId,
    repoName: REPO_NAME,
    username,
    password,
    store,
    definitions: demoDefinitions,
    behaviour: { ...DEFAULT_BEHAVIOUR, ...options.behaviour },
    tokens: new AccessTokens(options.tokenLifeSeconds ?? 900, now),
    oauth,
    tasks: new Tasks(now),
    rateLimit: new RateLimit(now),
    searchSlots: new SearchSlots(),
    openSearches: new OpenSearches(now),
    now,
  };
  await store.read();
  const app = createApp(services, options.onRequest);
  const fetch = withQuirks(
    (request) => app.fetch(request),
    () => services.behaviour.quirks,
  );
  const { port, stop } = await listen(fetch, options.port ?? 0);
  const flush = async () => {
    await services.tasks.settled();
    await store.settled();
  };
  const origin = `http://127.0.0.1:${port}`;
  return {
    baseUrl: `${origin}${API_PATH}`,
    repoId,
    username,
    password,
    signInOrigin: origin,
    accessKey: oauth.serviceApp.accessKey,
    servicePrincipalKey: oauth.serviceApp.servicePrincipalKey,
    clientId: DEMO_CLIENT_ID,
    customerId: DEMO_CUSTOMER_ID,
    reset: async () => {
      await store.change(() => ({ state: initial }));
    },
    flush,
    close: async () => {
      await flush();
      await stop();
    },
    setBehaviour: (behaviour) => {
      services.behaviour = { ...services.behaviour, ...behaviour };
    },
  };
}

async function listen(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  port: number,
): Promise<{ port: number; stop: () => Promise<void> }> {
  // The host's own Request and Response must stay as they are: other code in the process uses them.
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
