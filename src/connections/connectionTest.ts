import { createHttp, createRepositoryApi, signInInBrowser, type Exchange, type RepositoryApi } from '../api';
import { requireBrowserHere } from './browser';
import { requestsPerMinute } from './cloudLimit';
import { findOwn } from './findOwn';
import type { ConnectionAdmin } from './connectionAdmin';
import { listRepositories } from './repositories';
import { personSignIn, type SignInDeps } from './signIn';
import type { ConnectionStore } from './store';
import { transport } from './transport';
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
export type ConnectionTest = Pick<Connections, 'test' | 'signInPerson' | 'listRepositories' | 'signIn'>;

export function createConnectionTest({
  store,
  admin,
  signInDeps,
  onExchange,
  openBrowser,
}: ConnectionTestDeps): ConnectionTest {
  /** For what a person has just typed: a name that is not there is told soon. */
  const hasty = { transport, onExchange, retry: { tries: 2 } };

  const signInPerson: ConnectionTest['signInPerson'] = async (wanted, signal) => {
    requireBrowserHere(wanted.signInOrigin);
    return signInInBrowser({ ...wanted, signal, openBrowser, send: createHttp({ transport, onExchange }) });
  };

  async function resolveWanted(
    wanted: NewConnection,
    editOf?: string,
    signal?: AbortSignal,
  ): Promise<Resolved> {
    const connection = editOf === undefined ? undefined : findOwn(store, editOf);
    const edited = connection && { connection, secret: await signInDeps.keyring.read(connection) };
    return resolve(wanted, edited, {
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
      const options = { ...hasty, ...budget, closed: closing.signal };
      return await work(createRepositoryApi({ baseUrl, repoId, signIn, ...options }));
    } finally {
      closing.abort();
    }
  }

  /** Signs in and reads the root folder. */
  async function prove(resolved: Resolved, signal: AbortSignal | undefined): Promise<VerifiedConnection> {
    await briefly(resolved, (repository) => repository.getEntry(1, signal ? { signal } : {}));
    const { connection, secret } = resolved;
    return {
      add: () => admin.add(connection, secret),
      replace: (connectionId) => admin.replace(connectionId, connection, secret),
    };
  }

  return {
    signInPerson,
    test: async (wanted, { signal, editOf } = {}) =>
      prove(await resolveWanted(wanted, editOf, signal), signal),

    async listRepositories(wanted, { signal, editOf } = {}) {
      if (wanted.kind === 'selfHosted') return listRepositories(wanted.baseUrl, createHttp(hasty), signal);
      const resolved = await resolveWanted(wanted, editOf, signal);
      return briefly(resolved, (repository) => repository.listRepositories(signal ? { signal } : {}));
    },

    async signIn(connectionId, credentials, signal) {
      const wanted = withCredentials(findOwn(store, connectionId), credentials);
      // Not as an edit: a person who is signed in already may want to be somebody else.
      const verified = await prove(await resolveWanted(wanted, undefined, signal), signal);
      await verified.replace(connectionId);
    },
  };
}
