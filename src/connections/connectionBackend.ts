import * as vscode from 'vscode';
import type { Exchange } from '../api';
import { fileLock, JournalFollower, type ChangedElsewhere, type JournalNotice } from '../changes';
import { lazyMethods, loadCode, notify, once, settings } from '../ui';
// Requests are made from here on, and their failures need words. Its index, of which nothing is named, would be left out.
// eslint-disable-next-line house/floors
import '../ui/messages/describeApiError';
import { openBrowser as openInBrowser } from './browser';
import { readOnlyBy, requestsPerMinute, transport } from './connectionSettings';
import { createConnectionAdmin, type PublicConnectionAdmin } from './connectionAdmin';
import type { Keyring } from './keyring';
import { OpenSessions } from './openSessions';
import { Pipelines } from './pipelines';
import { createConnectionTest, type ConnectionTest } from './connectionTest';
import { SandboxServer } from './sandboxServer';
import { RecentsStore } from './recents';
import { sameEndpoint, SANDBOX, type SavedList, withRoot } from './saved';
import { describeNewer, SavedWriter } from './savedWriter';
import { SecretFingerprints } from './secretFingerprints';
import { signedInPeople, type SignInDeps } from './signIn';
import type { ConnectionStates } from './states';
import type { ConnectionStore } from './store';
import type { Connections, LinksChanged, LinksSettled } from './types';
import { createSessionFactory } from './sessionFactory';
import { watchFolder } from './watchFolder';

export interface ConnectionBackendOptions {
  readonly storage: vscode.Uri;
  /** Global state. */
  readonly memento: vscode.Memento;
  readonly store: ConnectionStore;
  /** Takes over what other windows have saved. */
  readonly look: () => void;
  /** They have saved something else: told before this window changes it. */
  readonly onFollowed: (before: SavedList) => void;
  readonly keyring: Keyring;
  readonly states: ConnectionStates;
  readonly didChange: vscode.EventEmitter<void>;
  readonly didChangeLinks: vscode.EventEmitter<LinksChanged>;
  readonly didChangeElsewhere: vscode.EventEmitter<ChangedElsewhere>;
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
  /** The secret of a connection was written or forgotten, maybe by another window. */
  followSecret(connectionId: string): Promise<boolean>;
  /** Another window changed the list of connections, which was this one before. */
  followList(before: SavedList): void;
  /** The file of connections can't be used: the person is told, and a damaged one is set aside. */
  mendSaved(): Promise<void>;
  dispose(): void;
}

export function createConnectionBackend({
  storage,
  memento,
  store,
  look,
  onFollowed,
  keyring,
  states,
  didChange,
  didChangeLinks,
  didChangeElsewhere,
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
  /** Another window may have changed the connection a moment ago. */
  const newest = (connectionId: string) => {
    look();
    return store.get(connectionId);
  };
  const signInDeps: SignInDeps = { keyring, lock, folder: folderOf('locks'), saved: newest };
  const pipelines = new Pipelines({
    transport,
    onExchange,
    requestsPerMinute: (id) => requestsPerMinute(store.get(id)?.kind),
  });
  const writer = new SavedWriter({ store, lock, onFollowed });
  const recents = new RecentsStore(memento, {
    isSaved: (id) => store.get(id) !== undefined,
    onPinned: (id) => didChangePins.fire(id),
  });
  const own = { keyring, states, fingerprints, pipelines, sandbox, signInDeps, recents };
  const shared = { store, writer, newest, ...own };
  const sessionFactory = createSessionFactory({
    ...{ ...shared, lock, linkEditors: linkEditors.get },
    onLinksChanged: (change) => didChangeLinks.fire(change),
    onSettled: (settled) => didSettle.fire(settled),
    onRootFound: async (id, rootId) => {
      await writer.edit(id, (connection) => withRoot(connection, rootId));
      didChange.fire();
    },
  });
  const sessions = new OpenSessions((connectionId, end) => sessionFactory.connect(connectionId, end));
  const admin = createConnectionAdmin({
    ...{ ...shared, sessions, warn: (sentence) => void notify.warn(sentence) },
    onChange: () => didChange.fire(),
  });
  const connectionTest = createConnectionTest({ store, admin, signInDeps, onExchange, openBrowser });

  let following: vscode.Disposable | undefined;
  /** Follows what other windows do to links. */
  function beginToFollow(): vscode.Disposable {
    const follower = new JournalFollower({ folder: journalFolder });
    const follow = async () => {
      for (const change of await follower.look()) {
        await sessions.forgetAnswers(change.madeIn);
        didChangeElsewhere.fire(change);
      }
    };
    const followNow = () => void follow().catch(() => undefined);
    followNow();
    return watchFolder(journalFolder, (name) => name.endsWith('.jsonl'), followNow);
  }

  return {
    ...connectionTest,
    ...admin,
    onDidChangeThrottle: pipelines.onDidChange,
    recents: (connection) => recents.of(connection),
    journal: lazyMethods(async () => (await linkEditors.get()).journal, ['list', 'forgotten']),
    throttle: (connectionId) => pipelines.throttle(connectionId),

    async mendSaved() {
      if (store.problem === 'newer') void notify.warn(describeNewer());
      const aside = await writer.mend();
      if (aside !== undefined) await tellSetAside(aside);
    },

    async open(connectionId) {
      look();
      // Before the first session nobody has read anything.
      following ??= beginToFollow();
      const connection = store.find(connectionId);
      const session = await sessions.get(connectionId);
      if (sameEndpoint(session.openedFor, connection)) return session;
      // It was edited while the session was opened: where it leads now is another place.
      sessions.close(connectionId);
      return sessions.get(connectionId);
    },

    async openSandbox() {
      await sandbox.start();
      return store.get(SANDBOX.id) ?? admin.save(SANDBOX);
    },

    async resetSandbox() {
      await (await sandbox.start()).reset();
      if (!store.get(SANDBOX.id)) await writer.save(SANDBOX);
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
      following?.dispose();
      sessions.endAll();
      pipelines.dispose();
      void sandbox.stop().catch(() => undefined);
    },
  };
}

async function tellSetAside(file: string): Promise<void> {
  const show = vscode.l10n.t('Show File');
  const words = vscode.l10n.t(
    'The file of saved connections was damaged. It was set aside, and the connections that were known are saved again: see whether all are there.',
  );
  if ((await notify.warn(words, show)) !== show) return;
  await vscode.window.showTextDocument(vscode.Uri.file(file));
}
