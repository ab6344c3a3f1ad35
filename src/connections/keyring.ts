import * as vscode from 'vscode';
import { nodeTimers, type Timers } from '../api';
import { UserError } from '../ui';
import type { ConnectionKind } from './saved';

/** Names of secrets, by the kind of connection that has them. The first one is as old as the extension. */
const NAMES: Readonly<Record<ConnectionKind, string | undefined>> = {
  sandbox: undefined,
  selfHosted: 'password',
  serviceApp: 'serviceApp',
  person: 'tokens',
};
const PREFIX = 'laserficheLinks.';

/** Both keys of a service app: kept as one secret, so that no window sees one without the other. */
export interface ServiceAppKeys {
  readonly accessKey: string;
  readonly servicePrincipalKey: string;
}

/** Secret storage did not do what it was asked: nothing is known of the secret. */
export class SecretStorageError extends UserError {
  override readonly name = 'UserError';

  constructor(cause: unknown) {
    super(
      vscode.l10n.t(
        'VS Code’s secret storage does not answer: the keyring of your system may be locked or missing. Unlock it, or start VS Code with "password-store" set as its documentation says, then try again.',
      ),
      { cause },
    );
  }
}

/** A keyring that waits to be unlocked may wait for ever; milliseconds. */
const ANSWER_TIMEOUT_MS = 60_000;

async function answered<T>(timers: Timers, ask: () => PromiseLike<T>): Promise<T> {
  let stop: () => void = () => undefined;
  try {
    return await Promise.race([
      Promise.resolve(ask()),
      new Promise<never>((_, reject) => {
        stop = timers.after(ANSWER_TIMEOUT_MS, () => reject(new Error('No answer in time.')));
      }),
    ]);
  } catch (error) {
    throw new SecretStorageError(error);
  } finally {
    stop();
  }
}

interface Of {
  readonly id: string;
  readonly kind: ConnectionKind;
}

/** The secrets of connections: one each, in secret storage under the connection's id. */
export class Keyring {
  readonly #secrets: vscode.SecretStorage;
  readonly #timers: Timers;
  readonly #isSignedOut: (connectionId: string) => boolean;

  /** @param isSignedOut what is still here of the secret is old: what another window forgot arrives late, or never. */
  constructor(
    secrets: vscode.SecretStorage,
    isSignedOut: (connectionId: string) => boolean,
    timers: Timers = nodeTimers,
  ) {
    this.#timers = timers;
    this.#secrets = secrets;
    this.#isSignedOut = isSignedOut;
  }

  async read(connection: Of): Promise<string | undefined> {
    const key = keyOf(connection);
    if (key === undefined || this.#isSignedOut(connection.id)) return undefined;
    return answered(this.#timers, () => this.#secrets.get(key));
  }

  async write(connection: Of, secret: string): Promise<void> {
    const key = keyOf(connection);
    if (key !== undefined) await answered(this.#timers, () => this.#secrets.store(key, secret));
  }

  async forget(connection: Of): Promise<void> {
    const key = keyOf(connection);
    if (key !== undefined) await answered(this.#timers, () => this.#secrets.delete(key));
  }

  /** Calls back with the id of the connection whose secret a window wrote or forgot, this one included. */
  onDidChange(listener: (connectionId: string) => void): { dispose(): unknown } {
    return this.#secrets.onDidChange(({ key }) => {
      const id = idOf(key);
      if (id !== undefined) listener(id);
    });
  }
}

function keyOf({ id, kind }: Of): string | undefined {
  const name = NAMES[kind];
  return name === undefined ? undefined : `${PREFIX}${name}.${id}`;
}

function idOf(key: string): string | undefined {
  for (const name of Object.values(NAMES)) {
    const start = `${PREFIX}${name ?? ''}.`;
    if (name !== undefined && key.startsWith(start)) return key.slice(start.length);
  }
  return undefined;
}

export function serializeKeys({ accessKey, servicePrincipalKey }: ServiceAppKeys): string {
  return JSON.stringify({ accessKey, servicePrincipalKey });
}

export function parseKeys(secret: string | undefined): ServiceAppKeys | undefined {
  try {
    const json = JSON.parse(secret ?? 'null') as Partial<Record<keyof ServiceAppKeys, unknown>> | null;
    const { accessKey, servicePrincipalKey } = json ?? {};
    return typeof accessKey === 'string' && typeof servicePrincipalKey === 'string'
      ? { accessKey, servicePrincipalKey }
      : undefined;
  } catch {
    return undefined;
  }
}
