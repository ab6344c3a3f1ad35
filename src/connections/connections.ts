import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  createHttp,
  createRepositoryApi,
  PasswordSignIn,
  signInInBrowser,
  type Exchange,
  type RepositoryApi,
  type SignIn,
} from '../api';
import { FileJournal, fileTurn, type JournalNotice } from '../editing';
import { settings, UserError } from '../host';
import { openBrowser as openInBrowser, requireBrowserHere } from './browser';
import { Keyring } from './keyring';
import { OpenSessions } from './openSessions';
import { signedInPeople } from './people';
import { readOnlyBy } from './readOnly';
import { listRepositories } from './repositories';
import { SandboxServer } from './sandboxServer';
import type { OwnConnection } from './saved';
import { SecretTraces } from './secretChanges';
import { createSession, type RefreshableSession } from './session';
import { beginSignIn, OnceRefused, personSignIn, savedSignIn, type SignInDeps } from './signIn';
import { ConnectionStates } from './states';
import { ConnectionStore } from './store';
import { exportJson, readImport } from './transfer';
import { transport } from './transport';
import type { Connection, Connections, LinksChanged, NewConnection, ProvenConnection } from './types';
import { resolve, withCredentials, type NewSecret, type Resolved } from './wanted';
import { watchedApi } from './watchedApi';

export const SANDBOX: Connection = {
  id: 'sandbox',
  kind: 'sandbox',
  name: 'Sandbox',
  baseUrl: '',
  repoId: 'r-abc123',
  username: 'demo',
};

export interface ConnectionsOptions {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'secrets' | 'globalStorageUri'>;
  readonly onExchange: (exchange: Exchange) => void;
  /** Something happened to the history of changes, which is kept in `folder`. */
  readonly onJournalNotice: (notice: JournalNotice, folder: string) => void;
  /** Opens an address in the person's browser; VS Code does so unless told. */
  readonly openBrowser?: (url: string) => Promise<boolean>;
}

export function createConnections({
  context,
  onExchange,
  onJournalNotice,
  openBrowser = openInBrowser,
}: ConnectionsOptions): Connections & { dispose(): void } {
  const store = new ConnectionStore(context.globalState);
  const keyring = new Keyring(context.secrets);
  const traces = new SecretTraces();
  const states = new ConnectionStates();
  const sandbox = new SandboxServer(context.globalStorageUri);
  const storage = (folder: string) => vscode.Uri.joinPath(context.globalStorageUri, folder).fsPath;
  const journalFolder = storage('journal');
  const journal = new FileJournal({
    folder: journalFolder,
    limits: settings.historyLimits,
    onNotice: (notice) => onJournalNotice(notice, journalFolder),
  });
  const turn = fileTurn(storage('locks'));
  const signInDeps: SignInDeps = { keyring, turn, folder: storage('locks') };
  const didChange = new vscode.EventEmitter<void>();
  const didChangeLinks = new vscode.EventEmitter<LinksChanged>();
  const sessions = new OpenSessions(connect);
  const idsNow = () => JSON.stringify(store.list().map(({ id }) => id));
  let told = idsNow();
  didChange.event(() => (told = idsNow()));
  const following = keyring.onDidChange((id) => void follow(id).catch(() => undefined));

  const repositoryOf = (
    { baseUrl, repoId }: Pick<Connection, 'baseUrl' | 'repoId'>,
    signIn: SignIn,
    closed: AbortSignal,
  ): RepositoryApi => createRepositoryApi({ baseUrl, repoId, signIn, transport, onExchange, closed });

  async function connect(connectionId: string, closed: AbortSignal): Promise<RefreshableSession> {
    const connection = find(connectionId);
    if (connection.kind !== 'sandbox') traces.note(connection, await keyring.read(connection));
    const { place, signIn } = await wayIn(connection);
    const careful = new OnceRefused(signIn);
    const repository = watchedApi(repositoryOf(place, careful, closed), (call) =>
      states.watch(connectionId, call, () => !closed.aborted),
    );
    return createSession({
      connection,
      saved: () => store.get(connectionId),
      repository,
      journal,
      turn,
      policy: () => ({
        readOnly: readOnlyBy(store.get(connectionId)),
        allowSelfLinks: settings.allowSelfLinks(),
      }),
      onLinksChanged: (change) => didChangeLinks.fire(change),
      onRefresh: () => careful.forget(),
    });
  }

  /** Where a connection leads, and how it signs in there. The first call of a sandbox starts its server. */
  async function wayIn(connection: Connection) {
    if (connection.kind !== 'sandbox')
      return { place: connection, signIn: savedSignIn(connection, signInDeps) };
    const demo = await sandbox.start();
    return { place: demo, signIn: new PasswordSignIn(demo) };
  }

  /** Another window signed in or out, or this one did: sessions with the old secret end. */
  async function follow(connectionId: string): Promise<void> {
    const connection = store.get(connectionId);
    const change = connection && traces.compare(connection, await keyring.read(connection));
    if (change === undefined || change === 'same') {
      // Nobody tells of the list itself: where it is another one, another window has changed it.
      if (idsNow() !== told) didChange.fire();
      return;
    }
    sessions.close(connectionId);
    states.set(connectionId, change === 'gone' ? 'signInNeeded' : 'idle');
    didChange.fire();
  }

  function find(connectionId: string): Connection {
    const connection = store.get(connectionId);
    if (!connection)
      throw new UserError(
        `There is no connection "${connectionId}". Choose one that the view Laserfiche Links lists.`,
      );
    return connection;
  }

  function findOwn(connectionId: string): OwnConnection {
    const connection = find(connectionId);
    if (connection.kind === 'sandbox')
      throw new UserError('The sandbox needs no sign-in and has nothing to set. Choose another connection.');
    return connection;
  }

  /** Sessions go on where they may: only the list is another one. */
  async function save(connection: Connection): Promise<Connection> {
    await store.save(connection);
    didChange.fire();
    return connection;
  }

  async function keepSecret(connection: OwnConnection, secret: NewSecret): Promise<void> {
    if (secret.kind === 'tokens') {
      if (connection.kind === 'person') await beginSignIn(connection, secret.tokens, signInDeps);
    } else if (secret.kind === 'text') {
      traces.note(connection, secret.text);
      await keyring.write(connection, secret.text);
    }
    traces.note(connection, await keyring.read(connection));
  }

  /** Saves what was proven: the secret first, so that nobody meets the connection without it. */
  async function keep(connection: OwnConnection, secret: NewSecret): Promise<Connection> {
    await keepSecret(connection, secret);
    sessions.close(connection.id);
    states.set(connection.id, 'signedIn');
    return save(connection);
  }

  /** Nothing secret is kept for it, as far as this window is concerned. */
  function needsSignIn(connection: OwnConnection): void {
    traces.note(connection, undefined);
    states.set(connection.id, 'signInNeeded');
  }

  async function resolveWanted(
    wanted: NewConnection,
    editOf?: string,
    signal?: AbortSignal,
  ): Promise<Resolved> {
    const connection = editOf === undefined ? undefined : findOwn(editOf);
    const edited = connection && { connection, secret: await keyring.read(connection) };
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
      return await work(repositoryOf(connection, signIn, closing.signal));
    } finally {
      closing.abort();
    }
  }

  const signInPerson: Connections['signInPerson'] = async (wanted, signal) => {
    requireBrowserHere(wanted.signInOrigin);
    return signInInBrowser({ ...wanted, signal, openBrowser, send: createHttp({ transport, onExchange }) });
  };

  /** Signs in and reads the root folder. */
  async function prove(resolved: Resolved, signal: AbortSignal | undefined): Promise<ProvenConnection> {
    await briefly(resolved, (repository) => repository.getEntry(1, signal ? { signal } : {}));
    const { connection, secret } = resolved;
    return {
      add: () => keep({ ...connection, id: randomUUID() }, secret),
      async replace(connectionId) {
        const before = findOwn(connectionId);
        if (before.kind !== connection.kind) await keyring.forget(before);
        const { readOnly } = before;
        return keep({ ...connection, id: connectionId, ...(readOnly && { readOnly }) }, secret);
      },
    };
  }

  const test: Connections['test'] = async (wanted, { signal, editOf } = {}) =>
    prove(await resolveWanted(wanted, editOf, signal), signal);

  return {
    onDidChange: didChange.event,
    onDidChangeState: states.onDidChange,
    onDidChangeLinks: didChangeLinks.event,
    journal,
    list: () => store.list(),
    state: (connectionId) => states.get(connectionId),

    async open(connectionId) {
      find(connectionId);
      return sessions.get(connectionId);
    },

    test,
    signInPerson,

    async listRepositories(wanted, { signal, editOf } = {}) {
      if (wanted.kind === 'selfHosted')
        return listRepositories(wanted.baseUrl, createHttp({ transport, onExchange }), signal);
      const resolved = await resolveWanted(wanted, editOf, signal);
      return briefly(resolved, (repository) => repository.listRepositories(signal ? { signal } : {}));
    },

    add: async (wanted, signal) => (await test(wanted, signal ? { signal } : {})).add(),

    async update(connectionId, wanted, signal) {
      const proven = await test(wanted, { editOf: connectionId, ...(signal && { signal }) });
      return proven.replace(connectionId);
    },

    async rename(connectionId, name) {
      if (name.trim() === '') throw new UserError('A connection needs a name. Type one.');
      await save({ ...find(connectionId), name: name.trim() });
    },

    async duplicate(connectionId, name) {
      const connection = findOwn(connectionId);
      const copy = { ...connection, id: randomUUID(), name: name ?? `${connection.name} (copy)` };
      const secret = await keyring.read(connection);
      // The tokens of a person are used up by renewing them: two connections would end each other's sign-in.
      if (copy.kind !== 'person' && secret !== undefined)
        await keepSecret(copy, { kind: 'text', text: secret });
      else needsSignIn(copy);
      await save(copy);
      const place = store.list().findIndex(({ id }) => id === connectionId);
      await store.move(copy.id, place + 1);
      didChange.fire();
      return copy;
    },

    async move(connectionId, to) {
      find(connectionId);
      await store.move(connectionId, to);
      didChange.fire();
    },

    async remove(connectionId) {
      const connection = find(connectionId);
      sessions.close(connectionId);
      await store.remove(connectionId);
      states.forget(connectionId);
      traces.forget(connectionId);
      // Told before the secret goes, which would look like the doing of another window.
      didChange.fire();
      await keyring.forget(connection);
      if (connection.kind === 'sandbox') await sandbox.stop();
    },

    async signIn(connectionId, credentials, signal) {
      const wanted = withCredentials(findOwn(connectionId), credentials);
      // Not as an edit: a person who is signed in already may want to be somebody else.
      const proven = await prove(await resolveWanted(wanted, undefined, signal), signal);
      await proven.replace(connectionId);
    },

    async signOut(connectionId) {
      const connection = findOwn(connectionId);
      needsSignIn(connection);
      sessions.close(connectionId);
      if (connection.kind === 'person') await personSignIn(connection, signInDeps).signOut();
      else await keyring.forget(connection);
      didChange.fire();
    },

    async setReadOnly(connectionId, readOnly) {
      const connection = find(connectionId);
      if ((connection.readOnly ?? false) === readOnly) return;
      await save({ ...connection, readOnly });
    },

    exportAll: () => exportJson(store.list()),

    async importAll(json) {
      const { connections: added, skipped } = readImport(json, store.list(), randomUUID);
      for (const connection of added) {
        await store.save(connection);
        needsSignIn(connection);
      }
      if (added.length > 0) didChange.fire();
      return { added, skipped };
    },

    async openSandbox() {
      await sandbox.start();
      return store.get(SANDBOX.id) ?? save(SANDBOX);
    },

    async resetSandbox() {
      await (await sandbox.start()).reset();
      if (!store.get(SANDBOX.id)) await store.save(SANDBOX);
      didChange.fire();
    },

    refresh: (connectionId) => sessions.refresh(connectionId),

    async access(connectionId) {
      const connection = find(connectionId);
      const { place, signIn } = await wayIn(connection);
      return {
        ...{ connection, baseUrl: place.baseUrl, signIn, transport, onExchange },
        readOnly: readOnlyBy(connection),
      };
    },

    people: (renew) => signedInPeople(store.list(), renew, signInDeps, createHttp({ transport, onExchange })),

    dispose() {
      following.dispose();
      sessions.closeAll();
      states.dispose();
      didChange.dispose();
      didChangeLinks.dispose();
      void sandbox.stop().catch(() => undefined);
    },
  };
}
