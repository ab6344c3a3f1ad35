import * as vscode from 'vscode';
import type { Exchange } from '../api';
import { fileLock, type JournalNotice } from '../changes';
import { lazyMethods, loadCode, once, settings } from '../ui';
import { openBrowser as openInBrowser } from './browser';
import { readOnlyBy, requestsPerMinute, transport } from './connectionSettings';
import { createConnectionAdmin, type PublicConnectionAdmin } from './connectionAdmin';
import type { Keyring } from './keyring';
import { OpenSessions } from './openSessions';
import { Pipelines } from './pipelines';
import { createConnectionTest, type ConnectionTest } from './connectionTest';
import { SandboxServer } from './sandboxServer';
import { RecentsStore } from './recents';
import { sameEndpoint, SANDBOX } from './saved';
import { SecretFingerprints } from './secretFingerprints';
import { signedInPeople, type SignInDeps } from './signIn';
import type { ConnectionStates } from './states';
import type { ConnectionStore } from './store';
import type { Connections, LinksChanged, LinksSettled } from './types';
import { createSessionFactory } from './sessionFactory';

export interface ConnectionBackendOptions {
  readonly storage: vscode.Uri;
  /** Global state. */
  readonly memento: vscode.Memento;
  readonly store: ConnectionStore;
  readonly keyring: Keyring;
  readonly states: ConnectionStates;
  readonly didChange: vscode.EventEmitter<void>;
  readonly didChangeLinks: vscode.EventEmitter<LinksChanged>;
  readonly didSettle: vscode.EventEmitter<LinksSettled>;
  readonly didChangePins: vscode.EventEmitter<string>;
  readonly onExchange: (exchange: Exchange) => void;
  /** Something happened to the history of changes, which is kept in `folder`. */
  readonly onJournalNotice: (notice: JournalNotice, folder: string) => void;
  /** Opens an address in the person's browser; VS Code does so unless told. */
  readonly openBrowser?: (url: string) => Promise<boolean>;
}

/** What of `Connections` reaches servers, secrets or the history: its code is loaded when that is first asked for. */
export interface ConnectionBackend
  extends
    ConnectionTest,
    PublicConnectionAdmin,
    Pick<
      Connections,
      | 'onDidChangeThrottle'
      | 'journal'
      | 'throttle'
      | 'open'
      | 'openSandbox'
      | 'resetSandbox'
      | 'refresh'
      | 'access'
      | 'people'
      | 'recents'
    > {
  /** The secret of a connection was written or forgotten: false where that changes nothing here. */
  follow(connectionId: string): Promise<boolean>;
  dispose(): void;
}

export function createConnectionBackend({
  storage,
  memento,
  store,
  keyring,
  states,
  didChange,
  didChangeLinks,
  didSettle,
  didChangePins,
  onExchange,
  onJournalNotice,
  openBrowser = openInBrowser,
}: ConnectionBackendOptions): ConnectionBackend {
  const fingerprints = new SecretFingerprints();
  const sandbox = new SandboxServer(storage);
  const folderOf = (name: string) => vscode.Uri.joinPath(storage, name).fsPath;
  const journalFolder = folderOf('journal');
  const linkEditors = once(async () => {
    const { createLinkEditors } = await loadCode(() => import('./linkEditors'));
    return createLinkEditors({
      folder: journalFolder,
      limits: settings.historyLimits,
      onNotice: (notice) => onJournalNotice(notice, journalFolder),
    });
  });
  const lock = fileLock(folderOf('locks'));
  const signInDeps: SignInDeps = { keyring, lock, folder: folderOf('locks'), saved: (id) => store.get(id) };
  const pipelines = new Pipelines({
    transport,
    onExchange,
    requestsPerMinute: (id) => requestsPerMinute(store.get(id)?.kind),
  });
  const recents = new RecentsStore(memento, {
    isSaved: (id) => store.get(id) !== undefined,
    onPinned: (id) => didChangePins.fire(id),
  });
  const shared = { store, keyring, states, fingerprints, pipelines, sandbox, signInDeps, recents };
  const sessionFactory = createSessionFactory({
    ...{ ...shared, lock, linkEditors: linkEditors.get },
    onLinksChanged: (change) => didChangeLinks.fire(change),
    onSettled: (settled) => didSettle.fire(settled),
  });
  const sessions = new OpenSessions((connectionId, end) => sessionFactory.connect(connectionId, end));
  const admin = createConnectionAdmin({ ...shared, sessions, onChange: () => didChange.fire() });
  const connectionTest = createConnectionTest({ store, admin, signInDeps, onExchange, openBrowser });

  return {
    ...connectionTest,
    ...admin,
    onDidChangeThrottle: pipelines.onDidChange,
    recents: (connection) => recents.of(connection),
    journal: lazyMethods(async () => (await linkEditors.get()).journal, ['list', 'forgotten']),
    throttle: (connectionId) => pipelines.throttle(connectionId),

    /** Another window signed in or out, or this one did: sessions with the old secret end. */
    async follow(connectionId) {
      const connection = store.get(connectionId);
      const change = connection && fingerprints.compare(connection, await keyring.read(connection));
      if (change === undefined || change === 'same') return false;
      if (change === 'gone') sessions.end(connectionId);
      else sessions.close(connectionId);
      states.set(connectionId, change === 'gone' ? 'signInNeeded' : 'idle');
      didChange.fire();
      return true;
    },

    async open(connectionId) {
      const connection = store.find(connectionId);
      const session = await sessions.get(connectionId);
      if (sameEndpoint(session.openedFor, connection)) return session;
      // Another window edited the connection, which tells nobody of it: where it leads now is another place.
      sessions.close(connectionId);
      pipelines.forget(connectionId);
      return sessions.get(connectionId);
    },

    async openSandbox() {
      await sandbox.start();
      return store.get(SANDBOX.id) ?? admin.save(SANDBOX);
    },

    async resetSandbox() {
      await (await sandbox.start()).reset();
      if (!store.get(SANDBOX.id)) await store.save(SANDBOX);
      didChange.fire();
    },

    refresh: (connectionId) => sessions.refresh(connectionId),

    async access(connectionId) {
      const connection = store.find(connectionId);
      const { place, signIn } = await sessionFactory.resolveEndpoint(connection);
      return {
        ...{ connection, baseUrl: place.baseUrl, signIn, transport, onExchange },
        readOnly: readOnlyBy(connection),
      };
    },

    people: (renew) => signedInPeople(store.list(), renew, signInDeps, ({ id }) => pipelines.of(id)),

    dispose() {
      sessions.endAll();
      pipelines.dispose();
      void sandbox.stop().catch(() => undefined);
    },
  };
}
