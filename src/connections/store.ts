import type { Memento, SecretStorage } from 'vscode';
import type { Connection } from './types';

const CONNECTIONS = 'connections';
const secretKey = (connectionId: string) => `laserficheLinks.password.${connectionId}`;

/** Saved connections: metadata in global state, passwords in secret storage under the connection's id. */
export class ConnectionStore {
  readonly #state: Memento;
  readonly #secrets: SecretStorage;

  constructor(state: Memento, secrets: SecretStorage) {
    this.#state = state;
    this.#secrets = secrets;
  }

  list(): readonly Connection[] {
    return this.#state.get<readonly Connection[]>(CONNECTIONS, []);
  }

  get(connectionId: string): Connection | undefined {
    return this.list().find(({ id }) => id === connectionId);
  }

  /** Saves a connection at the end, or in its place when its id is known. */
  async save(connection: Connection): Promise<void> {
    const list = this.list();
    await this.#state.update(
      CONNECTIONS,
      list.some(({ id }) => id === connection.id)
        ? list.map((saved) => (saved.id === connection.id ? connection : saved))
        : [...list, connection],
    );
  }

  async remove(connectionId: string): Promise<void> {
    await this.#state.update(
      CONNECTIONS,
      this.list().filter(({ id }) => id !== connectionId),
    );
    await this.#secrets.delete(secretKey(connectionId));
  }

  password(connectionId: string): Thenable<string | undefined> {
    return this.#secrets.get(secretKey(connectionId));
  }

  savePassword(connectionId: string, password: string): Thenable<void> {
    return this.#secrets.store(secretKey(connectionId), password);
  }
}
