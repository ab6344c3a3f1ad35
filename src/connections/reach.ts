import * as vscode from 'vscode';
import type { Exchange } from '../api';
import type { JournalNotice } from '../editing';
import { fileTurn } from '../editing/turn/fileTurn';
import { loadCode, settings } from '../host';
import { openBrowser as openInBrowser } from './browser';
import { requestsPerMinute } from './cloudLimit';
import { createKeeping, type Upkeep } from './keeping';
import type { Keyring } from './keyring';
import { once } from './once';
import { OpenSessions } from './openSessions';
import { signedInPeople } from './people';
import { Pipelines } from './pipelines';
import { createProving, type Proving } from './proving';
import { readOnlyBy } from './readOnly';
import { SandboxServer } from './sandboxServer';
import { sameWay, SANDBOX } from './saved';
import { SecretTraces } from './secretChanges';
import type { SignInDeps } from './signIn';
import type { ConnectionStates } from './states';
import type { ConnectionStore } from './store';
import { transport } from './transport';
import type { Connections, LinksChanged, LinksSettled } from './types';
import { createWays } from './ways';

export interface ReachOptions {
  readonly storage: vscode.Uri;
  readonly store: ConnectionStore;
  readonly keyring: Keyring;
  readonly states: ConnectionStates;
  readonly didChange: vscode.EventEmitter<void>;
  readonly didChangeLinks: vscode.EventEmitter<LinksChanged>;
  readonly didSettle: vscode.EventEmitter<LinksSettled>;
  readonly onExchange: (exchange: Exchange) => void;
  /** Something happened to the history of changes, which is kept in `folder`. */
  readonly onJournalNotice: (notice: JournalNotice, folder: string) => void;
  /** Opens an address in the person's browser; VS Code does so unless told. */
  readonly openBrowser?: (url: string) => Promise<boolean>;
}

/** What of `Connections` reaches servers, secrets or the history: its code is loaded when that is first asked for. */
export interface Reach
  extends
    Proving,
    Upkeep,
    Pick<
      Connections,
      | 'onDidChangeHoldup'
      | 'journal'
      | 'holdup'
      | 'open'
      | 'openSandbox'
      | 'resetSandbox'
      | 'refresh'
      | 'access'
      | 'people'
    > {
  /** The secret of a connection was written or forgotten: false where that changes nothing here. */
  follow(connectionId: string): Promise<boolean>;
  dispose(): void;
}

export function createReach({
  storage,
  store,
  keyring,
  states,
  didChange,
  didChangeLinks,
  didSettle,
  onExchange,
  onJournalNotice,
  openBrowser = openInBrowser,
}: ReachOptions): Reach {
  const traces = new SecretTraces();
  const sandbox = new SandboxServer(storage);
  const folderOf = (name: string) => vscode.Uri.joinPath(storage, name).fsPath;
  const journalFolder = folderOf('journal');
  const changing = once(async () => {
    const { createChanging } = await loadCode(() => import('./changing'));
    return createChanging({
      folder: journalFolder,
      limits: settings.historyLimits,
      onNotice: (notice) => onJournalNotice(notice, journalFolder),
    });
  });
  const turn = fileTurn(folderOf('locks'));
  const signInDeps: SignInDeps = { keyring, turn, folder: folderOf('locks'), saved: (id) => store.get(id) };
  const pipelines = new Pipelines({
    transport,
    onExchange,
    requestsPerMinute: (id) => requestsPerMinute(store.get(id)?.kind),
  });
  const shared = { store, keyring, states, traces, pipelines, sandbox, signInDeps };
  const ways = createWays({
    ...{ ...shared, turn, changing: changing.get },
    onLinksChanged: (change) => didChangeLinks.fire(change),
    onSettled: (settled) => didSettle.fire(settled),
  });
  const sessions = new OpenSessions((connectionId, end) => ways.connect(connectionId, end));
  const keeping = createKeeping({ ...shared, sessions, onChange: () => didChange.fire() });
  const proving = createProving({ store, keeping, signInDeps, onExchange, openBrowser });

  return {
    ...proving,
    ...keeping,
    onDidChangeHoldup: pipelines.onDidChange,
    journal: {
      list: async (filter) => (await changing.get()).journal.list(filter),
      forgotten: async () => (await changing.get()).journal.forgotten(),
    },
    holdup: (connectionId) => pipelines.holdup(connectionId),

    /** Another window signed in or out, or this one did: sessions with the old secret end. */
    async follow(connectionId) {
      const connection = store.get(connectionId);
      const change = connection && traces.compare(connection, await keyring.read(connection));
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
      if (sameWay(session.openedFor, connection)) return session;
      // Another window edited the connection, which tells nobody of it: where it leads now is another place.
      sessions.close(connectionId);
      pipelines.forget(connectionId);
      return sessions.get(connectionId);
    },

    async openSandbox() {
      await sandbox.start();
      return store.get(SANDBOX.id) ?? keeping.save(SANDBOX);
    },

    async resetSandbox() {
      await (await sandbox.start()).reset();
      if (!store.get(SANDBOX.id)) await store.save(SANDBOX);
      didChange.fire();
    },

    refresh: (connectionId) => sessions.refresh(connectionId),

    async access(connectionId) {
      const connection = store.find(connectionId);
      const { place, signIn } = await ways.wayIn(connection);
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
