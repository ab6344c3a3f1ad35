import {
  ApiError,
  createHttp,
  createRepositoryApi,
  listRepositories,
  signInInBrowser,
  type Exchange,
  type ListedRepository,
  type RepositoryApi,
} from '../api';
import { requireBrowserHere } from './browser';
import { requestsPerMinute, transport } from './connectionSettings';
import type { ConnectionAdmin } from './connectionAdmin';
import { probeServer } from './probeServer';
import { personSignIn, type SignInDeps } from './signIn';
import { withRoot } from './saved';
import type { ConnectionStore } from './store';
import type { Connections, NewConnection, VerifiedConnection } from './types';
import { resolve, withCredentials, type Resolved } from './connectionInput';

export interface ConnectionTestDeps {
  readonly store: ConnectionStore;
  readonly admin: Pick<ConnectionAdmin, 'add' | 'replace'>;
  readonly signInDeps: SignInDeps;
  readonly onExchange: (exchange: Exchange) => void;
  readonly openBrowser: (url: string) => Promise<boolean>;
}

/** Signs in with what a person has just given: nothing of it is saved before it went well. */
export type ConnectionTest = Pick<
  Connections,
  'probeServer' | 'test' | 'signInPerson' | 'listRepositories' | 'signIn'
>;

export function createConnectionTest({
  store,
  admin,
  signInDeps,
  onExchange,
  openBrowser,
}: ConnectionTestDeps): ConnectionTest {
  /** For what a person has just typed: a name that is not there is told soon. */
  const fewTries = { transport, onExchange, retry: { tries: 2 } };

  const signInPerson: ConnectionTest['signInPerson'] = async (person, signal) => {
    requireBrowserHere(person.signInOrigin);
    return signInInBrowser({ ...person, signal, openBrowser, send: createHttp({ transport, onExchange }) });
  };

  async function resolveInput(
    input: NewConnection,
    editOf?: string,
    signal?: AbortSignal,
  ): Promise<Resolved> {
    const connection = editOf === undefined ? undefined : store.findOwn(editOf);
    const edited = connection && { connection, secret: await signInDeps.keyring.read(connection) };
    return resolve(input, edited, {
      signInPerson: (person) => signInPerson(person, signal),
      savedPerson: (person) => personSignIn(person, signInDeps),
    });
  }

  /** Works with a connection that is not saved; nothing of it goes on afterwards. */
  async function briefly<T>(
    { connection, signIn }: Resolved,
    work: (repository: RepositoryApi) => Promise<T>,
  ): Promise<T> {
    const closing = new AbortController();
    try {
      const { baseUrl, repoId, kind } = connection;
      const budget = { requestsPerMinute: () => requestsPerMinute(kind) };
      const options = { ...fewTries, ...budget, closed: closing.signal };
      return await work(createRepositoryApi({ baseUrl, repoId, signIn, ...options }));
    } finally {
      closing.abort();
    }
  }

  /** Signs in and reads the root folder. */
  async function verify(resolved: Resolved, signal: AbortSignal | undefined): Promise<VerifiedConnection> {
    const root = await briefly(resolved, (repository) => repository.getRoot(signal ? { signal } : {}));
    const { secret } = resolved;
    const connection = withRoot(resolved.connection, root.id);
    return {
      add: () => admin.add(connection, secret),
      replace: (connectionId) => admin.replace(connectionId, connection, secret),
    };
  }

  /** None where the server keeps its list to itself, as servers do by default. */
  async function openlyListed(
    baseUrl: string,
    signal: AbortSignal | undefined,
  ): Promise<readonly ListedRepository[]> {
    try {
      return await listRepositories(createHttp(fewTries), baseUrl, signal);
    } catch (error) {
      if (ApiError.is(error) && error.status !== undefined) return [];
      throw error;
    }
  }

  return {
    probeServer: (text, signal) => probeServer(text, { transport, onExchange }, signal),
    signInPerson,
    test: async (input, { signal, editOf } = {}) => verify(await resolveInput(input, editOf, signal), signal),

    async listRepositories(input, { signal, editOf } = {}) {
      if (input.kind === 'selfHosted') return openlyListed(input.baseUrl, signal);
      const resolved = await resolveInput(input, editOf, signal);
      return briefly(resolved, (repository) => repository.listRepositories(signal ? { signal } : {}));
    },

    async signIn(connectionId, credentials, signal) {
      const input = withCredentials(store.findOwn(connectionId), credentials);
      // Not as an edit: a person who is signed in already may want to be somebody else.
      const verified = await verify(await resolveInput(input, undefined, signal), signal);
      await verified.replace(connectionId);
    },
  };
}
