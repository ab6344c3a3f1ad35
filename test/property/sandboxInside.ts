import { createRepositoryApi, PasswordSignIn, type Transport } from '../../src/api';
import { DEFAULT_BEHAVIOUR, DOCUMENTED_LIFETIMES, type SandboxBehaviour } from '../../src/sandbox';
import { demoDefinitions, demoState, REPO_ID, REPO_NAME } from '../../src/sandbox/demo';
import { API_PATH, type Services } from '../../src/sandbox/http/context';
import { RateLimit, SearchSlots } from '../../src/sandbox/http/limits';
import { OpenSearches } from '../../src/sandbox/http/openSearches';
import { Tasks } from '../../src/sandbox/http/tasks';
import { createApp } from '../../src/sandbox/server';
import { createOAuth } from '../../src/sandbox/signIn/oauth';
import { AccessTokens } from '../../src/sandbox/signIn/secrets';
import { createStore, memoryStorage } from '../../src/sandbox/storage/store';
import { rowsOf } from '../unit/changes/pureSandbox';
import { playedThrough, type ApiServer } from '../unit/changes/servedSandbox';

/** The whole sandbox and two whole clients, with no network between them. */
export interface SandboxInside extends ApiServer {
  /** `beforeRequest` is called before each request of our client is answered: also between the pages of one list. */
  readonly hooks: { beforeRequest: (method: string) => void | Promise<void> };
  /** Another server, with the demo's links gone. */
  restart(behaviour: Partial<SandboxBehaviour>): Promise<void>;
}

export async function sandboxInside(): Promise<SandboxInside> {
  const now = () => Date.now();
  const initial = { ...demoState(), links: [] };
  const account = { username: 'demo', password: 'demo' };
  const services: Services = {
    ...account,
    repoId: REPO_ID,
    repoName: REPO_NAME,
    store: createStore(memoryStorage(initial)),
    definitions: demoDefinitions,
    behaviour: DEFAULT_BEHAVIOUR,
    tokens: new AccessTokens(3600, now),
    oauth: createOAuth(DOCUMENTED_LIFETIMES, now),
    tasks: new Tasks(now),
    rateLimit: new RateLimit(now),
    searchSlots: new SearchSlots(),
    openSearches: new OpenSearches(now),
    now,
  };
  const app = createApp(services);
  const direct: Transport = async (url, request) => app.fetch(new Request(url, request));
  const hooks: SandboxInside['hooks'] = { beforeRequest: () => undefined };
  const watched: Transport = async (url, request) => {
    await hooks.beforeRequest(request.method);
    return direct(url, request);
  };
  const client = (transport: Transport) =>
    createRepositoryApi({
      baseUrl: `http://sandbox${API_PATH}`,
      repoId: REPO_ID,
      signIn: new PasswordSignIn(account),
      transport,
    });
  return Object.assign(await playedThrough(client(watched), client(direct)), {
    hooks,
    // Looked at without asking, for speed: schedules look often.
    rows: async (entryId: number) =>
      rowsOf(await services.store.read(), services.behaviour, demoDefinitions, entryId),
    restart: async (behaviour: Partial<SandboxBehaviour>) => {
      services.behaviour = { ...DEFAULT_BEHAVIOUR, ...behaviour };
      await services.store.change(() => ({ state: initial }));
    },
  });
}
