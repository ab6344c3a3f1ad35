import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  createRepositoryApi,
  normalizeBaseUrl,
  PasswordSignIn,
  type Exchange,
  type RepositoryApi,
  type SignIn,
} from '../api';
import { FileJournal, fileTurn, type JournalNotice } from '../editing';
import { settings, UserError } from '../host';
import { readOnlyBy } from './readOnly';
import { SandboxServer } from './sandboxServer';
import { createSession, type RefreshableSession } from './session';
import { savedPasswordSignIn } from './signIn';
import { ConnectionStore } from './store';
import { transport } from './transport';
import type { Connection, Connections, LinksChanged, NewConnection, Session } from './types';

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
}

export function createConnections({
  context,
  onExchange,
  onJournalNotice,
}: ConnectionsOptions): Connections & { dispose(): void } {
  const store = new ConnectionStore(context.globalState, context.secrets);
  const sandbox = new SandboxServer(context.globalStorageUri);
  const sessions = new Map<string, Promise<RefreshableSession>>();
  const storage = (folder: string) => vscode.Uri.joinPath(context.globalStorageUri, folder).fsPath;
  const journalFolder = storage('journal');
  const journal = new FileJournal({
    folder: journalFolder,
    limits: settings.historyLimits,
    onNotice: (notice) => onJournalNotice(notice, journalFolder),
  });
  const turn = fileTurn(storage('locks'));
  const didChange = new vscode.EventEmitter<void>();
  const didChangeLinks = new vscode.EventEmitter<LinksChanged>();

  const repositoryOf = (baseUrl: string, repoId: string, signIn: SignIn): RepositoryApi =>
    createRepositoryApi({ baseUrl, repoId, signIn, transport, onExchange });

  async function connect(connection: Connection): Promise<RefreshableSession> {
    const repository = await (async () => {
      if (connection.kind === 'selfHosted') {
        const signIn = savedPasswordSignIn(connection.username, () => store.password(connection.id));
        return repositoryOf(connection.baseUrl, connection.repoId, signIn);
      }
      const { baseUrl, repoId, username, password } = await sandbox.start();
      return repositoryOf(baseUrl, repoId, new PasswordSignIn({ username, password }));
    })();
    return createSession({
      connection,
      repository,
      journal,
      turn,
      policy: () => ({
        readOnly: readOnlyBy(store.get(connection.id)),
        allowSelfLinks: settings.allowSelfLinks(),
      }),
      onLinksChanged: (change) => didChangeLinks.fire(change),
    });
  }

  /** Signs in and reads the root folder: proves address, repository, user and password. */
  async function prove(baseUrl: string, repoId: string, username: string, password: string): Promise<void> {
    await repositoryOf(baseUrl, repoId, new PasswordSignIn({ username, password })).getEntry(1);
  }

  function find(connectionId: string): Connection {
    const connection = store.get(connectionId);
    if (!connection)
      throw new UserError(
        `There is no connection "${connectionId}". Choose one that the view Laserfiche Links lists.`,
      );
    return connection;
  }

  async function save(connection: Connection): Promise<Connection> {
    await store.save(connection);
    sessions.delete(connection.id);
    didChange.fire();
    return connection;
  }

  return {
    onDidChange: didChange.event,
    onDidChangeLinks: didChangeLinks.event,
    journal,
    list: () => store.list(),

    async open(connectionId): Promise<Session> {
      const connection = find(connectionId);
      const session = sessions.get(connectionId) ?? connect(connection);
      sessions.set(connectionId, session);
      session.catch(() => {
        if (sessions.get(connectionId) === session) sessions.delete(connectionId);
      });
      return session;
    },

    async add({ name, baseUrl, repoId, username, password }: NewConnection) {
      const url = normalizeBaseUrl(baseUrl);
      await prove(url, repoId, username, password);
      const id = randomUUID();
      await store.savePassword(id, password);
      return save({ id, kind: 'selfHosted', name, baseUrl: url, repoId, username });
    },

    async remove(connectionId) {
      const { kind } = find(connectionId);
      sessions.delete(connectionId);
      await store.remove(connectionId);
      if (kind === 'sandbox') await sandbox.stop();
      didChange.fire();
    },

    async signIn(connectionId, password) {
      const { baseUrl, repoId, username } = find(connectionId);
      await prove(baseUrl, repoId, username, password);
      await store.savePassword(connectionId, password);
      sessions.delete(connectionId);
      didChange.fire();
    },

    async setReadOnly(connectionId, readOnly) {
      const connection = find(connectionId);
      if ((connection.readOnly ?? false) === readOnly) return;
      await store.save({ ...connection, readOnly });
      didChange.fire();
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

    refresh(connectionId) {
      for (const [id, session] of sessions) {
        if (connectionId !== undefined && id !== connectionId) continue;
        void session.then((open) => open.refresh()).catch(() => undefined);
      }
    },

    dispose() {
      didChange.dispose();
      didChangeLinks.dispose();
      void sandbox.stop().catch(() => undefined);
    },
  };
}
