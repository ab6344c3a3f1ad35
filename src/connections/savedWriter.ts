import * as vscode from 'vscode';
import { nodeDisk, writeDurably, LockError, type Lock } from '../changes';
import { UserError } from '../ui';
import { isConnection, serializeSaved, type Connection, type SavedList } from './saved';
import type { ConnectionStore } from './store';

const LOCK = 'connections';

export interface SavedWriterDeps {
  readonly store: ConnectionStore;
  /** Between windows. */
  readonly lock: Lock;
  /** Another window has changed the list: told before our own change is made to it. */
  readonly onFollowed: (before: SavedList) => void;
}

/** Changes the list of saved connections, beside other windows that do the same: each change starts from the newest list. */
export class SavedWriter {
  readonly #deps: SavedWriterDeps;

  constructor(deps: SavedWriterDeps) {
    this.#deps = deps;
  }

  /** Saves a connection at the end, or in its place when its id is known. */
  save(connection: Connection): Promise<void> {
    return this.#update((list) => saved(list, connection));
  }

  /** As `save`, and tells all windows that what is kept of its secret is old: both, or neither. */
  saveSignedOut(connection: Connection): Promise<void> {
    return this.#update((list) => marked(saved(list, connection), connection.id, true));
  }

  /** Changes a connection that is there, as it is saved now. */
  edit(connectionId: string, change: (connection: Connection) => Connection): Promise<void> {
    return this.#update((list) => ({
      ...list,
      items: list.items.map((item) => (isOf(item, connectionId) ? change(item) : item)),
    }));
  }

  /** Puts a connection at another place, counted without it. */
  move(connectionId: string, to: number): Promise<void> {
    return this.#update((list) => {
      const moved = list.items.filter((item) => isOf(item, connectionId));
      const others = list.items.filter((item) => !isOf(item, connectionId));
      const before = others.filter((item) => isConnection(item))[Math.max(0, to)];
      const place = before === undefined ? others.length : others.indexOf(before);
      return { ...list, items: others.toSpliced(place, 0, ...moved) };
    });
  }

  remove(connectionId: string): Promise<void> {
    return this.#update(({ items, signIns: { [connectionId]: _gone, ...signIns } }) => ({
      items: items.filter((item) => !isOf(item, connectionId)),
      signIns,
    }));
  }

  /** Tells all windows that somebody has signed in or out. */
  markSignIn(connectionId: string, isOut: boolean): Promise<void> {
    return this.#update((list) => marked(list, connectionId, isOut));
  }

  /** A file that can't be read is set aside, and what this window knows is written in its place. Gives its new path. */
  mend(): Promise<string | undefined> {
    const { store } = this.#deps;
    return this.#locked(async () => {
      store.look();
      const aside = await this.#setAside();
      if (aside !== undefined) await this.#write(store.saved);
      return aside;
    });
  }

  #update(change: (list: SavedList) => SavedList): Promise<void> {
    const { store, onFollowed } = this.#deps;
    return this.#locked(async () => {
      const before = store.look();
      if (before) onFollowed(before);
      if (store.problem === 'newer') throw new UserError(describeNewer());
      await this.#setAside();
      await this.#write(change(store.saved));
    });
  }

  async #setAside(): Promise<string | undefined> {
    const { file, problem } = this.#deps.store;
    if (problem !== 'damaged') return undefined;
    const aside = `${file}.${new Date().toISOString().replace(/[-:.]/g, '')}.damaged`;
    await nodeDisk.rename(file, aside);
    return aside;
  }

  async #write(list: SavedList): Promise<void> {
    const { store } = this.#deps;
    const text = serializeSaved(list);
    await store.writing(text, list, () => writeDurably(nodeDisk, store.file, text));
    // A copy that can't be kept is no reason to say that nothing was saved.
    await store.keepCopy().catch(() => undefined);
  }

  async #locked<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await this.#deps.lock(LOCK, job);
    } catch (error) {
      if (!(error instanceof LockError)) throw error;
      // Why this computer refused says more than that it did.
      if (error.reason === 'storage') throw error.cause;
      throw new UserError(
        vscode.l10n.t('The connections can’t be saved now: another window does. Try again.'),
        { cause: error },
      );
    }
  }
}

const isOf = (item: unknown, connectionId: string): item is Connection =>
  isConnection(item) && item.id === connectionId;

function saved(list: SavedList, connection: Connection): SavedList {
  const isKnown = list.items.some((item) => isOf(item, connection.id));
  const inPlace = list.items.map((item) => (isOf(item, connection.id) ? connection : item));
  return { ...list, items: isKnown ? inPlace : [...list.items, connection] };
}

function marked(list: SavedList, connectionId: string, isOut: boolean): SavedList {
  const times = (list.signIns[connectionId]?.times ?? 0) + 1;
  return { ...list, signIns: { ...list.signIns, [connectionId]: { times, isOut } } };
}

export const describeNewer = (): string =>
  vscode.l10n.t(
    'A newer version of Laserfiche Links saved the connections. Update the extension to see and change them.',
  );
