import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Keyring } from './keyring';
import type { OpenSessions } from './openSessions';
import type { Pipelines } from './pipelines';
import type { RecentsStore } from './recents';
import type { SandboxServer } from './sandboxServer';
import { samePlace, type Connection, type OwnConnection } from './saved';
import type { SecretFingerprints } from './secretFingerprints';
import { beginSignIn, personSignIn, type SignInDeps } from './signIn';
import type { ConnectionStates } from './states';
import type { ConnectionStore } from './store';
import { exportJson, readImport } from './transfer';
import type { Connections } from './types';
import type { NewSecret } from './connectionInput';

export interface ConnectionAdminDeps {
  readonly store: ConnectionStore;
  readonly keyring: Keyring;
  readonly states: ConnectionStates;
  readonly fingerprints: SecretFingerprints;
  readonly sessions: Pick<OpenSessions, 'close' | 'end'>;
  readonly pipelines: Pick<Pipelines, 'forget'>;
  readonly sandbox: Pick<SandboxServer, 'stop'>;
  readonly signInDeps: SignInDeps;
  readonly recents: Pick<RecentsStore, 'remove'>;
  readonly onChange: () => void;
}

/** What people do with connections that are saved already. */
export type PublicConnectionAdmin = Pick<
  Connections,
  'duplicate' | 'remove' | 'signOut' | 'exportAll' | 'importAll'
>;

/** What is saved of connections, with their secrets and whatever else belongs to them. */
export interface ConnectionAdmin extends PublicConnectionAdmin {
  /** Sessions go on where they may: only the list is another one. */
  save(connection: Connection): Promise<Connection>;
  /** Saves what was proven as a new connection. */
  add(verified: OwnConnection, secret: NewSecret): Promise<Connection>;
  /** Saves what was proven in place of another connection. */
  replace(connectionId: string, verified: OwnConnection, secret: NewSecret): Promise<Connection>;
}

export function createConnectionAdmin(deps: ConnectionAdminDeps): ConnectionAdmin {
  const {
    store,
    keyring,
    states,
    fingerprints,
    sessions,
    pipelines,
    sandbox,
    signInDeps,
    recents,
    onChange,
  } = deps;

  async function save(connection: Connection): Promise<Connection> {
    await store.save(connection);
    onChange();
    return connection;
  }

  async function keepSecret(connection: OwnConnection, secret: NewSecret): Promise<void> {
    if (secret.kind === 'tokens') {
      if (connection.kind === 'person') await beginSignIn(connection, secret.tokens, signInDeps);
    } else if (secret.kind === 'text') {
      fingerprints.note(connection, secret.text);
      await keyring.write(connection, secret.text);
    }
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

  return {
    save,
    add: (verified, secret) => keep({ ...verified, id: randomUUID() }, secret),

    async replace(connectionId, verified, secret) {
      const before = store.findOwn(connectionId);
      // Another server knows nothing of what the one before asked to wait for.
      if (before.baseUrl !== verified.baseUrl) pipelines.forget(connectionId);
      const { readOnly } = before;
      const connection = { ...verified, id: connectionId, ...(readOnly && { readOnly }) };
      if (samePlace(before, connection)) return keep(connection, secret);
      // The secret last: old sessions go on for a while, and must never meet the new secret with the old address.
      fingerprints.note(before, undefined);
      await keyring.forget(before);
      sessions.close(connectionId);
      await store.save(connection);
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
      await save(copy);
      const place = store.list().findIndex(({ id }) => id === connectionId);
      await store.move(copy.id, place + 1);
      onChange();
      return copy;
    },

    async remove(connectionId) {
      const connection = store.find(connectionId);
      sessions.end(connectionId);
      await store.remove(connectionId);
      states.forget(connectionId);
      pipelines.forget(connectionId);
      fingerprints.forget(connectionId);
      await recents.remove(connectionId);
      // Told before the secret goes, which would look like the doing of another window.
      onChange();
      await keyring.forget(connection);
      if (connection.kind === 'sandbox') await sandbox.stop();
    },

    async signOut(connectionId) {
      const connection = store.findOwn(connectionId);
      needsSignIn(connection);
      sessions.end(connectionId);
      if (connection.kind === 'person') await personSignIn(connection, signInDeps).signOut();
      else await keyring.forget(connection);
      onChange();
    },

    exportAll: () => Promise.resolve(exportJson(store.list())),

    async importAll(json) {
      const { connections: added, skipped } = readImport(json, store.list(), randomUUID);
      for (const connection of added) {
        await store.save(connection);
        needsSignIn(connection);
      }
      if (added.length > 0) onChange();
      return { added, skipped };
    },
  };
}
