import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../ui';
import {
  NOTHING_SAVED,
  readSaved,
  readSavedFile,
  type Connection,
  type OwnConnection,
  type SavedList,
} from './saved';
import { watchFolder } from './watchFolder';

const FILE = 'connections.json';
/** Where earlier versions kept the list, and where a copy is kept for them. */
const COPY = 'connections';

/** Why the file can't be used. What stands in it is left as it is. */
export type StoreProblem = 'newer' | 'damaged';

/**
 * The list of saved connections, in a file that all windows share and workspaces can't reach. Global state is not enough:
 * what one window writes there another one sees with its next start. Reading is for everybody; `SavedWriter` writes.
 */
export class ConnectionStore {
  readonly file: string;
  readonly #state: vscode.Memento;
  #text: string | undefined;
  /** What this window is about to write: it may be in the file before we hear of it. */
  #written: string | undefined;
  #saved: SavedList;
  #problem: StoreProblem | undefined;

  constructor(state: vscode.Memento, folder: string) {
    this.#state = state;
    this.file = path.join(folder, FILE);
    this.#saved = { ...NOTHING_SAVED, items: listed(state.get<unknown>(COPY)) };
    this.look();
  }

  list(): readonly Connection[] {
    return readSaved(this.#saved.items);
  }

  /** With what is no connection that this version knows. */
  get saved(): SavedList {
    return this.#saved;
  }

  get problem(): StoreProblem | undefined {
    return this.#problem;
  }

  get(connectionId: string): Connection | undefined {
    return this.list().find(({ id }) => id === connectionId);
  }

  /** Whether somebody signed a connection out, in whichever window: what secret storage still has here is old. */
  isSignedOut(connectionId: string): boolean {
    return this.#saved.signIns[connectionId]?.isOut ?? false;
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

  /** Reads what other windows wrote: what was known before, where that was something else. What is gone stays known. */
  look(): SavedList | undefined {
    let text: string;
    try {
      text = readFileSync(this.file, 'utf8');
    } catch {
      return undefined;
    }
    if (text === this.#text || text === this.#written) return undefined;
    const read = readSavedFile(text);
    this.#problem = typeof read === 'string' ? read : undefined;
    return typeof read === 'string' ? undefined : this.#take(text, read);
  }

  /** Runs what writes a text into the file. */
  async writing(text: string, saved: SavedList, write: () => Promise<void>): Promise<void> {
    this.#written = text;
    try {
      await write();
      this.#take(text, saved);
    } finally {
      this.#written = undefined;
    }
  }

  /** @param text what the file says now. */
  #take(text: string, saved: SavedList): SavedList {
    const before = this.#saved;
    this.#text = text;
    this.#saved = saved;
    this.#problem = undefined;
    return before;
  }

  /** For earlier versions, and for the case that the file is damaged. */
  async keepCopy(): Promise<void> {
    await this.#state.update(COPY, this.#saved.items);
  }

  /** Tells that another window may have written the list. */
  watch(tell: () => void): vscode.Disposable {
    return watchFolder(path.dirname(this.file), (name) => name === FILE, tell);
  }
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
