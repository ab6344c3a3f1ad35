import * as vscode from 'vscode';
import type { Exchange } from '../api';
import type { ChangedElsewhere, JournalNotice } from '../changes';
import { Lazy, lazyMethods } from '../ui';
import { Keyring } from './keyring';
import type { ConnectionBackend } from './connectionBackend';
import { ConnectionStates } from './states';
import { ConnectionStore, type StoreProblem } from './store';
import type { SavedList } from './saved';
import type { Connections, LinksChanged, LinksSettled } from './types';

export interface ConnectionsOptions {
  readonly context: Pick<vscode.ExtensionContext, 'globalState' | 'secrets' | 'globalStorageUri'>;
  readonly onExchange: (exchange: Exchange) => void;
  /** Something happened to the history of changes, which is kept in `folder`. */
  readonly onJournalNotice: (notice: JournalNotice, folder: string) => void;
  /** Opens an address in the person's browser; VS Code does so unless told. */
  readonly openBrowser?: (url: string) => Promise<boolean>;
}

/** The list of connections and how they stand; whatever goes further is loaded when it is first asked for. */
export function createConnections({
  context,
  ...told
}: ConnectionsOptions): Connections & { dispose(): void } {
  const store = new ConnectionStore(context.globalState, context.globalStorageUri.fsPath);
  const keyring = new Keyring(context.secrets, (id) => store.isSignedOut(id));
  const states = new ConnectionStates();
  const didChange = new vscode.EventEmitter<void>();
  const didChangeLinks = new vscode.EventEmitter<LinksChanged>();
  const didChangeElsewhere = new vscode.EventEmitter<ChangedElsewhere>();
  const didSettle = new vscode.EventEmitter<LinksSettled>();
  const didChangePins = new vscode.EventEmitter<string>();
  const events = { didChange, didChangeLinks, didChangeElsewhere, didSettle, didChangePins };
  const shared = { store, look, onFollowed, keyring, states, ...events };
  const backend = new Lazy(async (): Promise<ConnectionBackend> => {
    const { createConnectionBackend } = await import('./connectionBackend');
    const { globalStorageUri: storage, globalState: memento } = context;
    return createConnectionBackend({ ...shared, ...told, storage, memento });
  });
  // Secrets tell of the doing of other windows, too, and may do so first.
  const following = vscode.Disposable.from(
    keyring.onDidChange((id) => {
      look();
      void backend
        .get()
        .then((loaded) => loaded.followSecret(id))
        .catch(() => undefined);
    }),
    store.watch(look),
  );
  let toldProblem: StoreProblem | undefined;

  /** Takes over what other windows have saved. */
  function look(): void {
    const before = store.look();
    if (before) onFollowed(before);
    if (store.problem === toldProblem) return;
    toldProblem = store.problem;
    if (toldProblem)
      void backend
        .get()
        .then((loaded) => loaded.mendSaved())
        .catch(() => undefined);
  }

  function onFollowed(before: SavedList): void {
    backend.here?.followList(before);
    if (JSON.stringify(before.items) !== JSON.stringify(store.saved.items)) didChange.fire();
  }

  const loaded = lazyMethods(
    () => backend.get(),
    [
      ...(['open', 'test', 'signInPerson', 'listRepositories', 'signIn', 'signOut', 'access'] as const),
      ...(['rename', 'move', 'setReadOnly', 'duplicate', 'remove', 'exportAll', 'importAll'] as const),
      ...(['openSandbox', 'resetSandbox', 'probeServer'] as const),
    ],
  );

  return {
    ...loaded,
    onDidChange: didChange.event,
    onDidChangeState: states.onDidChange,
    onDidChangeThrottle: backend.event(({ onDidChangeThrottle }) => onDidChangeThrottle),
    onDidChangeLinks: didChangeLinks.event,
    onDidChangeLinksElsewhere: didChangeElsewhere.event,
    onDidSettle: didSettle.event,
    onDidChangePins: didChangePins.event,
    journal: lazyMethods(async () => (await backend.get()).journal, ['list', 'forgotten']),
    recents: (connection) =>
      lazyMethods(
        async () => (await backend.get()).recents(connection),
        ['list', 'use', 'useLinkTypes', 'forget', 'pin', 'unpin', 'readPinned'],
      ),
    list: () => store.list(),
    state: (connectionId) => states.get(connectionId),
    throttle: (connectionId) => backend.here?.throttle(connectionId),
    add: async (input, signal) => (await loaded.test(input, signal ? { signal } : {})).add(),

    async update(connectionId, input, signal) {
      const verified = await loaded.test(input, { editOf: connectionId, ...(signal && { signal }) });
      return verified.replace(connectionId);
    },

    // Where nothing was loaded yet, nothing was read.
    refresh: (connectionId) => backend.here?.refresh(connectionId),
    async people(renew) {
      // VS Code asks as it starts: mostly there is nobody whose tokens had to be looked for.
      const isAnybody = store.list().some(({ kind }) => kind === 'person');
      return isAnybody ? (await backend.get()).people(renew) : [];
    },

    dispose() {
      following.dispose();
      backend.dispose();
      states.dispose();
      for (const event of Object.values(events)) event.dispose();
    },
  };
}
