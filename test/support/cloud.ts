import {
  createHttp,
  createRepositoryApi,
  fetchTransport,
  OAuthSignIn,
  signInInBrowser,
  type RepositoryApi,
  type StoredTokens,
  type TokenLock,
} from '../../src/api';
import { startSandbox, type ObservedRequest, type Sandbox, type SandboxOptions } from '../../src/sandbox';
import { consent } from './consent';
import { MemoryTokenStore, sharedTurn } from './tokenStore';

/** A sandbox as the cloud, a person signed in there, and the windows that share the sign-in. */
export interface CloudUnderTest {
  readonly sandbox: Sandbox;
  readonly store: MemoryTokenStore;
  /** Milliseconds since 1970, for all parts. */
  readonly clock: { now: number };
  /** Answered requests for tokens, by status. */
  readonly tokenStatuses: () => readonly number[];
  /** Goes through the browser, on a real port. */
  signIn(): Promise<StoredTokens>;
  /** What one window has: all parts of its own but store and lock; the lock can be given. */
  window(lock?: TokenLock): { readonly api: RepositoryApi; readonly signIn: OAuthSignIn };
}

export async function openCloud(options: SandboxOptions = {}): Promise<CloudUnderTest> {
  const clock = { now: 1_767_225_600_000 };
  const now = () => clock.now;
  const requests: ObservedRequest[] = [];
  const sandbox = await startSandbox({ now, ...options, onRequest: (request) => requests.push(request) });
  const store = new MemoryTokenStore();
  const shared = sharedTurn();
  const { baseUrl, repoId, clientId, signInOrigin } = sandbox;
  const place = { domain: 'laserfiche.com', signInOrigin };
  return {
    sandbox,
    store,
    clock,
    tokenStatuses: () => requests.filter(({ path }) => path === '/oauth/Token').map(({ status }) => status),
    signIn: () =>
      signInInBrowser({
        ...place,
        clientId,
        now,
        send: createHttp({ transport: fetchTransport }),
        openBrowser: async (url) => {
          await fetch(await consent(url));
          return true;
        },
      }),
    window(lock = shared) {
      const signIn = new OAuthSignIn({ ...place, clientId, store, lock, lockKey: 'connection', now });
      const api = createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport, now });
      return { api, signIn };
    },
  };
}
