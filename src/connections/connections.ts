import * as vscode from 'vscode';
import type { Exchange } from '../api';
import type { JournalNotice } from '../changes';
import { Lazy, lazyMethods, UserError } from '../ui';
import { Keyring } from './keyring';
import type { ConnectionBackend } from './connectionBackend';
import { ConnectionStates } from './states';
import { ConnectionStore } from './store';
import type { Connection, Connections, LinksChanged, LinksSettled } from './types';

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
  const store = new ConnectionStore(context.globalState);
  const keyring = new Keyring(context.secrets);
  const states = new ConnectionStates();
  const didChange = new vscode.EventEmitter<void>();
  const didChangeLinks = new vscode.EventEmitter<LinksChanged>();
  const didSettle = new vscode.EventEmitter<LinksSettled>();
  const didChangePins = new vscode.EventEmitter<string>();
  const shared = { store, keyring, states, didChange, didChangeLinks, didSettle, didChangePins };
  const backend = new Lazy(async (): Promise<ConnectionBackend> => {
    const { createConnectionBackend } = await import('./connectionBackend');
    const { globalStorageUri: storage, globalState: memento } = context;
    return createConnectionBackend({ ...shared, ...told, storage, memento });
  });
  const idsNow = () => JSON.stringify(store.list().map(({ id }) => id));
  let knownIds = idsNow();
  didChange.event(() => (knownIds = idsNow()));
  const following = keyring.onDidChange((id) => void follow(id).catch(() => undefined));

  async function follow(connectionId: string): Promise<void> {
    if (await (await backend.get()).follow(connectionId)) return;
    // Nobody tells of the list itself: where it is another one, another window has changed it.
    if (idsNow() !== knownIds) didChange.fire();
  }

  /** Sessions go on where they may: only the list is another one. */
  async function save(connection: Connection): Promise<void> {
    await store.save(connection);
    didChange.fire();
  }

  const loaded = lazyMethods(
    () => backend.get(),
    [
      ...(['open', 'test', 'signInPerson', 'listRepositories', 'signIn', 'signOut', 'access'] as const),
      ...(['duplicate', 'remove', 'exportAll', 'importAll', 'openSandbox', 'resetSandbox'] as const),
    ],
  );

  return {
    ...loaded,
    onDidChange: didChange.event,
    onDidChangeState: states.onDidChange,
    onDidChangeThrottle: backend.event(({ onDidChangeThrottle }) => onDidChangeThrottle),
    onDidChangeLinks: didChangeLinks.event,
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

    async rename(connectionId, name) {
      if (name.trim() === '') throw new UserError(vscode.l10n.t('A connection needs a name. Type one.'));
      await save({ ...store.find(connectionId), name: name.trim() });
    },

    async move(connectionId, to) {
      store.find(connectionId);
      await store.move(connectionId, to);
      didChange.fire();
    },

    async setReadOnly(connectionId, readOnly) {
      const connection = store.find(connectionId);
      if ((connection.readOnly ?? false) === readOnly) return;
      await save({ ...connection, readOnly });
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
      didChange.dispose();
      didChangeLinks.dispose();
      didSettle.dispose();
      didChangePins.dispose();
    },
  };
}
