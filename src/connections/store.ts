import * as vscode from 'vscode';
import { UserError } from '../ui';
import { readSaved, type Connection, type OwnConnection } from './saved';

const CONNECTIONS = 'connections';

/** The list of saved connections, in global state: shared by all windows, out of reach of workspaces. */
export class ConnectionStore {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  list(): readonly Connection[] {
    return readSaved(this.#state.get<unknown>(CONNECTIONS));
  }

  get(connectionId: string): Connection | undefined {
    return this.list().find(({ id }) => id === connectionId);
  }

  /** Throws a `UserError` where there is none. */
  find(connectionId: string): Connection {
    const connection = this.get(connectionId);
    if (!connection)
      throw new UserError(
        vscode.l10n.t(
          'There is no connection "{0}". Choose one that the view Laserfiche Links lists.',
          connectionId,
        ),
      );
    return connection;
  }

  /** Throws a `UserError` where there is none, or it is the sandbox. */
  findOwn(connectionId: string): OwnConnection {
    const connection = this.find(connectionId);
    if (connection.kind === 'sandbox')
      throw new UserError(
        vscode.l10n.t('The sandbox needs no sign-in and has nothing to set. Choose another connection.'),
      );
    return connection;
  }

  /** Saves a connection at the end, or in its place when its id is known. */
  async save(connection: Connection): Promise<void> {
    const list = this.list();
    await this.#update(
      list.some(({ id }) => id === connection.id)
        ? list.map((saved) => (saved.id === connection.id ? connection : saved))
        : [...list, connection],
    );
  }

  /** Puts a connection at another place, counted without it. */
  async move(connectionId: string, to: number): Promise<void> {
    const list = this.list();
    const moved = list.filter(({ id }) => id === connectionId);
    const others = list.filter(({ id }) => id !== connectionId);
    await this.#update(others.toSpliced(Math.max(0, to), 0, ...moved));
  }

  async remove(connectionId: string): Promise<void> {
    await this.#update(this.list().filter(({ id }) => id !== connectionId));
  }

  async #update(list: readonly Connection[]): Promise<void> {
    await this.#state.update(CONNECTIONS, list);
  }
}
