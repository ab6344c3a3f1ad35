import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { UserError } from '../ui';
import { type Keyring, SecretStorageError } from './keyring';
import type { OpenSessions } from './openSessions';
import type { Pipelines } from './pipelines';
import type { RecentsStore } from './recents';
import type { SandboxServer } from './sandboxServer';
import {
  readSaved,
  sameEndpoint,
  samePlace,
  type Connection,
  type OwnConnection,
  type SavedList,
} from './saved';
import type { SecretFingerprints } from './secretFingerprints';
import { beginSignIn, personSignIn, type SignInDeps } from './signIn';
import type { SavedWriter } from './savedWriter';
import type { ConnectionStates } from './states';
import type { ConnectionStore } from './store';
import { exportJson, readImport } from './transfer';
import type { Connections } from './types';
import type { NewSecret } from './connectionInput';

export interface ConnectionAdminDeps {
  readonly store: ConnectionStore;
  readonly writer: SavedWriter;
  readonly keyring: Keyring;
  readonly states: ConnectionStates;
  readonly fingerprints: SecretFingerprints;
  readonly sessions: Pick<OpenSessions, 'close' | 'end'>;
  readonly pipelines: Pick<Pipelines, 'forget'>;
  readonly sandbox: Pick<SandboxServer, 'stop'>;
  readonly signInDeps: SignInDeps;
  readonly recents: Pick<RecentsStore, 'remove'>;
  /** Tells the person what did not go as it should, though all that was asked for is done. */
  readonly warn: (sentence: string) => void;
  readonly onChange: () => void;
}

/** What people do with connections that are saved already. */
export type PublicConnectionAdmin = Pick<
  Connections,
  'rename' | 'move' | 'setReadOnly' | 'duplicate' | 'remove' | 'signOut' | 'exportAll' | 'importAll'
>;

/** What is saved of connections, with their secrets and whatever else belongs to them. */
export interface ConnectionAdmin extends PublicConnectionAdmin {
  /** Sessions go on where they may: only the list is another one. */
  save(connection: Connection): Promise<Connection>;
  /** Saves what was proven as a new connection. */
  add(verified: OwnConnection, secret: NewSecret): Promise<Connection>;
  /** Saves what was proven in place of another connection. */
  replace(connectionId: string, verified: OwnConnection, secret: NewSecret): Promise<Connection>;
  /** The secret of a connection was written or forgotten: false where that changes nothing here. */
  followSecret(connectionId: string): Promise<boolean>;
  /** Another window changed the list, which was this one before: nothing here goes on with what is not there any more. */
  followList(before: SavedList): void;
}

export function createConnectionAdmin(deps: ConnectionAdminDeps): ConnectionAdmin {
  const { store, writer, keyring, states, fingerprints, sessions } = deps;
  const { pipelines, sandbox, signInDeps, recents, warn, onChange } = deps;

  async function save(connection: Connection): Promise<Connection> {
    await writer.save(connection);
    onChange();
    return connection;
  }

  /** Nothing of a connection goes on. */
  function end(connection: Connection): void {
    const { id } = connection;
    sessions.end(id);
    states.forget(id);
    pipelines.forget(id);
    fingerprints.forget(id);
  }

  /** Another window signed in or out, or this one did: sessions with the old secret end. */
  async function followSecret(connectionId: string): Promise<boolean> {
    const connection = store.get(connectionId);
    const change = connection && fingerprints.compare(connection, await keyring.read(connection));
    if (change === undefined || change === 'same') return false;
    if (change === 'gone') sessions.end(connectionId);
    else sessions.close(connectionId);
    states.set(connectionId, change === 'gone' ? 'signInNeeded' : 'idle');
    onChange();
    return true;
  }

  async function keepSecret(connection: OwnConnection, secret: NewSecret): Promise<void> {
    if (secret.kind === 'tokens') {
      if (connection.kind === 'person') await beginSignIn(connection, secret.tokens, signInDeps);
    } else if (secret.kind === 'text') {
      fingerprints.note(connection, secret.text);
      await keyring.write(connection, secret.text);
    }
    if (secret.kind !== 'nothing') await writer.markSignIn(connection.id, false);
    fingerprints.note(connection, await keyring.read(connection));
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
    fingerprints.note(connection, undefined);
    states.set(connection.id, 'signInNeeded');
  }

  /** Forgets what nobody uses any more: false where it stays in secret storage, which is told. */
  async function forgetSecret({ name }: Connection, forget: () => Promise<void>): Promise<boolean> {
    try {
      await forget();
      return true;
    } catch (error) {
      if (!(error instanceof SecretStorageError)) throw error;
      warn(
        vscode.l10n.t(
          'The saved secrets of {0} are not used any more, but could not be removed: VS Code’s secret storage does not answer. Unlock the keyring of your system, and remove them there if they must not stay.',
          name,
        ),
      );
      return false;
    }
  }

  return {
    save,
    followSecret,

    followList({ items, signIns }) {
      for (const was of readSaved(items)) {
        const now = store.get(was.id);
        if (!now) {
          end(was);
          if (was.kind === 'sandbox') void sandbox.stop().catch(() => undefined);
        } else if (!sameEndpoint(was, now)) {
          sessions.close(was.id);
          // Another server knows nothing of what the one before asked to wait for.
          if (was.baseUrl !== now.baseUrl) pipelines.forget(was.id);
          states.set(was.id, 'idle');
        }
      }
      for (const [id, { times }] of Object.entries(store.saved.signIns))
        if (signIns[id]?.times !== times) void followSecret(id).catch(() => undefined);
    },

    async rename(connectionId, name) {
      if (name.trim() === '') throw new UserError(vscode.l10n.t('A connection needs a name. Type one.'));
      store.find(connectionId);
      await writer.edit(connectionId, (connection) => ({ ...connection, name: name.trim() }));
      onChange();
    },

    async move(connectionId, to) {
      store.find(connectionId);
      await writer.move(connectionId, to);
      onChange();
    },

    async setReadOnly(connectionId, readOnly) {
      if ((store.find(connectionId).readOnly ?? false) === readOnly) return;
      await writer.edit(connectionId, (connection) => ({ ...connection, readOnly }));
      onChange();
    },

    add: (verified, secret) => keep({ ...verified, id: randomUUID() }, secret),

    async replace(connectionId, verified, secret) {
      const before = store.findOwn(connectionId);
      const { readOnly } = before;
      const connection = { ...verified, id: connectionId, ...(readOnly && { readOnly }) };
      if (samePlace(before, connection)) return keep(connection, secret);
      // Nothing is changed where the new secret could not be kept anyway.
      await keyring.read(before);
      // The new address and that the old secret counts no more are one write: until it is done the old connection is
      // whole, and after it neither the new address meets the old secret nor an old session the new one.
      await writer.saveSignedOut(connection);
      // Another server knows nothing of what the one before asked to wait for.
      if (before.baseUrl !== verified.baseUrl) pipelines.forget(connectionId);
      needsSignIn(connection);
      sessions.close(connectionId);
      onChange();
      // Another kind of connection keeps its secret elsewhere, and would not write over this one.
      await forgetSecret(before, () => keyring.forget(before));
      return keep(connection, secret);
    },

    async duplicate(connectionId, name) {
      const connection = store.findOwn(connectionId);
      const copy = {
        ...connection,
        id: randomUUID(),
        name: name ?? vscode.l10n.t('{0} (copy)', connection.name),
      };
      const secret = await keyring.read(connection);
      // The tokens of a person are used up by renewing them: two connections would end each other's sign-in.
      if (copy.kind !== 'person' && secret !== undefined)
        await keepSecret(copy, { kind: 'text', text: secret });
      else needsSignIn(copy);
      await writer.save(copy);
      const place = store.list().findIndex(({ id }) => id === connectionId);
      await writer.move(copy.id, place + 1);
      onChange();
      return copy;
    },

    async remove(connectionId) {
      const connection = store.find(connectionId);
      sessions.end(connectionId);
      await writer.remove(connectionId);
      await recents.remove(connectionId);
      end(connection);
      // Told before the secret goes, which would look like the doing of another window.
      onChange();
      await forgetSecret(connection, () => keyring.forget(connection));
      if (connection.kind === 'sandbox') await sandbox.stop();
    },

    async signOut(connectionId) {
      const connection = store.findOwn(connectionId);
      needsSignIn(connection);
      sessions.end(connectionId);
      // The mark first: with it no window uses the secret any more, even where a locked keyring keeps it.
      const marked = await Promise.allSettled([writer.markSignIn(connectionId, true)]);
      onChange();
      const isForgotten = await forgetSecret(connection, () =>
        connection.kind === 'person'
          ? personSignIn(connection, signInDeps).signOut()
          : keyring.forget(connection),
      );
      for (const one of marked) if (one.status === 'rejected') throw one.reason;
      return isForgotten;
    },

    exportAll: () => Promise.resolve(exportJson(store.list())),

    async importAll(json) {
      const { connections: added, skipped } = readImport(json, store.list(), randomUUID);
      for (const connection of added) {
        await writer.save(connection);
        needsSignIn(connection);
      }
      if (added.length > 0) onChange();
      return { added, skipped };
    },
  };
}
