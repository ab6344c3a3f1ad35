import type * as vscode from 'vscode';
import { ApiError, isGone } from '../api';
import { MAX_CONCURRENCY, mapConcurrent } from '../changes';
import { type Entry, type EntryType, repositoryKey } from '../domain';
import type { Connection, PinnedEntry, Recents, Remembered, UsedEntry } from './types';

const VERSION = 1;
const MOST_RECENT = 20;
const MOST_PINNED = 100;
const MOST_TYPES = 10;
/** Id of the root folder, which is at hand anyway. */
const ROOT_FOLDER_ID = 1;

/** What global state has of one connection: a connection that is edited leads to another repository, and back. */
interface Saved {
  readonly version: typeof VERSION;
  /** By `repositoryKey`. */
  readonly repositories: Readonly<Record<string, Remembered>>;
}

export interface RecentsStoreOptions {
  /** Whether there is such a connection. */
  readonly isSaved: (connectionId: string) => boolean;
  /** The pinned entries of a connection are others now. */
  readonly onPinned: (connectionId: string) => void;
}

const NOTHING: Remembered = { pinned: [], recent: [], linkTypeIds: [] };

/** Recent and pinned entries and recent link types, in global state: nothing of it is secret. */
export class RecentsStore {
  readonly #memento: vscode.Memento;
  readonly #options: RecentsStoreOptions;

  constructor(memento: vscode.Memento, options: RecentsStoreOptions) {
    this.#memento = memento;
    this.#options = options;
  }

  of(connection: Pick<Connection, 'id' | 'baseUrl' | 'repoId'>): Recents {
    const { id: connectionId } = connection;
    const key = repositoryKey(connection);
    const list = () => this.#read(connectionId)?.repositories[key] ?? NOTHING;
    const update = (change: (now: Remembered) => Partial<Remembered>) =>
      this.#update(connectionId, key, change);
    const pinned = async (change: (now: readonly Entry[]) => readonly Entry[]) => {
      await update((now) => ({ pinned: change(now.pinned) }));
      this.#options.onPinned(connectionId);
    };
    return {
      list: () => Promise.resolve(list()),

      use: (entries) =>
        quietly(() => {
          const used = entries.filter(({ id }) => id !== ROOT_FOLDER_ID);
          return update(({ recent }) => ({ recent: inFront(used, recent).slice(0, MOST_RECENT) }));
        }),

      useLinkTypes: (used) =>
        quietly(() =>
          update(({ linkTypeIds }) => ({
            linkTypeIds: [...new Set([...used, ...linkTypeIds])].slice(0, MOST_TYPES),
          })),
        ),

      forget: (entryId) =>
        quietly(() => update(({ recent }) => ({ recent: recent.filter(({ id }) => id !== entryId) }))),

      pin: (entries) => pinned((now) => behind(now, entries).slice(0, MOST_PINNED)),

      unpin: (entryIds) => pinned((now) => now.filter(({ id }) => !entryIds.includes(id))),

      async readPinned(repository, call) {
        const read = await mapConcurrent(MAX_CONCURRENCY, list().pinned, (entry) =>
          readAgain(entry, () => repository.getEntry(entry.id, call)),
        );
        // Renamed or moved since: the pickers show it as it is now.
        const now = new Map(read.map(({ entry }) => [entry.id, kept(entry)]));
        await quietly(() =>
          update(({ pinned: saved }) => ({ pinned: saved.map((one) => now.get(one.id) ?? one) })),
        );
        return read;
      },
    };
  }

  /** A connection is removed, and with it what was remembered of it. */
  async remove(connectionId: string): Promise<void> {
    await quietly(() => this.#memento.update(keyOf(connectionId), undefined));
  }

  /** Undefined where a newer version of the extension wrote it. */
  #read(connectionId: string): Saved | undefined {
    const value = this.#memento.get<unknown>(keyOf(connectionId));
    if (!isRecord(value)) return { version: VERSION, repositories: {} };
    if (value['version'] !== VERSION) return undefined;
    const repositories = isRecord(value['repositories']) ? value['repositories'] : {};
    return {
      version: VERSION,
      repositories: Object.fromEntries(
        Object.entries(repositories).map(([key, remembered]) => [key, readRemembered(remembered)]),
      ),
    };
  }

  async #update(
    connectionId: string,
    key: string,
    change: (now: Remembered) => Partial<Remembered>,
  ): Promise<void> {
    const saved = this.#read(connectionId);
    // What a newer version wrote is left alone; a connection that is gone leaves nothing behind.
    if (!saved || !this.#options.isSaved(connectionId)) return;
    const now = saved.repositories[key] ?? NOTHING;
    const repositories = { ...saved.repositories, [key]: { ...now, ...change(now) } };
    await this.#memento.update(keyOf(connectionId), { version: VERSION, repositories } satisfies Saved);
  }
}

const keyOf = (connectionId: string) => `recents.${connectionId}`;

async function quietly(work: () => PromiseLike<void>): Promise<void> {
  try {
    await work();
  } catch {
    // Nothing depends on it.
  }
}

async function readAgain(entry: Entry, read: () => Promise<Entry>): Promise<PinnedEntry> {
  try {
    return { entry: await read(), isGone: false };
  } catch (error) {
    if (isGone(error) || ApiError.is(error, 'forbidden')) return { entry, isGone: true };
    throw error;
  }
}

/** What is kept of an entry: as much as its row shows. What is not told now stays as it was known before. */
function kept(used: UsedEntry, before?: Entry): Entry {
  const { id, path, extension, targetId, targetType } = used;
  const known: Entry = {
    id,
    name: used.name || (before?.name ?? ''),
    entryType: used.entryType ?? before?.entryType ?? 'Document',
  };
  return {
    ...before,
    ...known,
    ...(typeof path === 'string' && { path }),
    ...(typeof extension === 'string' && { extension }),
    ...(targetId !== undefined && { targetId }),
    ...(targetType !== undefined && { targetType }),
  };
}

/** The entries used now, then the others. */
function inFront(used: readonly UsedEntry[], before: readonly Entry[]): readonly Entry[] {
  const known = new Map(before.map((entry) => [entry.id, entry]));
  const first = new Map(used.map((entry) => [entry.id, kept(entry, known.get(entry.id))]));
  return [...first.values(), ...before.filter(({ id }) => !first.has(id))];
}

/** The entries that were there, each in its place, then the new ones. */
function behind(before: readonly Entry[], added: readonly UsedEntry[]): readonly Entry[] {
  const all = new Map(before.map((entry) => [entry.id, entry]));
  for (const entry of added) all.set(entry.id, kept(entry, all.get(entry.id)));
  return [...all.values()];
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** What is no entry or id is passed over. */
function readRemembered(value: unknown): Remembered {
  const fields = isRecord(value) ? value : {};
  return {
    pinned: listOf(fields['pinned']).filter(isEntry),
    recent: listOf(fields['recent']).filter(isEntry),
    linkTypeIds: listOf(fields['linkTypeIds']).filter(Number.isSafeInteger) as number[],
  };
}

const ENTRY_TYPES: ReadonlySet<unknown> = new Set<EntryType>([
  'Folder',
  'RecordSeries',
  'Document',
  'Shortcut',
]);

function isEntry(value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { id, name, entryType, path, extension, targetId } = value;
  return (
    Number.isSafeInteger(id) &&
    typeof name === 'string' &&
    ENTRY_TYPES.has(entryType) &&
    (path === undefined || typeof path === 'string') &&
    (extension === undefined || typeof extension === 'string') &&
    (targetId === undefined || Number.isSafeInteger(targetId))
  );
}
