import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Connection, Connections } from '../connections';
import { oneLine, repositoryKey } from '../domain';
import {
  problemOf,
  readSavedSearches,
  type SavedSearch,
  type SavedSearchProblem,
  type Search,
} from '../search';
import { SETTINGS, UserError } from '../ui';

/** A search of the setting, as it stands there. */
export interface SavedItem {
  readonly origin: 'saved';
  /** The same for as long as it stands in the setting with its name and connection. */
  readonly key: string;
  /** What stands in the setting, whatever it is. */
  readonly raw: unknown;
  readonly search?: SavedSearch;
  /** Why it is no search. */
  readonly problem?: SavedSearchProblem;
}

/** A search that somebody made a while ago. */
export interface RecentItem {
  readonly origin: 'recent';
  readonly key: string;
  readonly search: SavedSearch & { readonly connectionId: string };
}

export type SearchItem = SavedItem | RecentItem;

/** What is searched for, and through which connection; a name where it has one. */
export type NamedSearch = Search & { readonly name?: string; readonly connectionId: string };

/** Saved searches, which stand in a setting, and recent ones, which this computer remembers. */
export interface SearchStore {
  readonly onDidChange: vscode.Event<void>;
  /** The saved ones in their order, with what is wrong with some of them. */
  saved(): readonly SavedItem[];
  /** The last one first. */
  recent(): readonly RecentItem[];
  /** Adds a search to the setting, after the others. Rejects with a `UserError` where the setting is no list. */
  save(saved: SavedSearch): Promise<void>;
  /** Puts another search in the place of a saved one; rejects where that is not there any more. */
  replace(old: SavedItem, saved: SavedSearch): Promise<void>;
  /** Takes a search out. Answers what puts it back where it was. */
  remove(item: SearchItem): Promise<() => Promise<void>>;
  /** A search was made: it is the last one now. Answers what is remembered. */
  use(search: NamedSearch): Promise<RecentItem>;
}

const MOST_RECENT = 10;
const VERSION = 1;
const RECENT_KEY = 'recentSearches';
const SETTING = `${SETTINGS.section}.${SETTINGS.savedSearches}`;

/** What global state has of a recent search. */
interface Kept {
  readonly connectionId: string;
  /** `repositoryKey`: a connection that is edited leads to another repository, and back. */
  readonly repository: string;
  readonly search: Search & { readonly name: string };
}

export interface SearchStoreDeps {
  readonly connections: Pick<Connections, 'list'>;
  readonly memento: vscode.Memento;
  /** What a search without a name is called. */
  readonly nameOf: (search: Search) => string;
}

/** Reads the setting anew each time: it may be written by hand. */
export function createSearchStore({
  connections,
  memento,
  nameOf,
}: SearchStoreDeps): SearchStore & { dispose(): void } {
  const didChange = new vscode.EventEmitter<void>();
  const watching = vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration(SETTING)) didChange.fire();
  });

  const setting = (): unknown =>
    vscode.workspace.getConfiguration(SETTINGS.section).get<unknown>(SETTINGS.savedSearches);

  function saved(): readonly SavedItem[] {
    const value = setting() ?? [];
    if (!Array.isArray(value)) return [{ origin: 'saved', key: 'setting', raw: value, problem: NO_LIST }];
    const used = new Map<string, number>();
    return (value as unknown[]).map((raw): SavedItem => {
      const { searches, problems } = readSavedSearches([raw]);
      const [search] = searches;
      const [problem] = problems;
      const name = hashOf(search ? [search.name, search.connectionId] : raw);
      const count = used.get(name) ?? 0;
      used.set(name, count + 1);
      const key = `saved-${name}-${count}`;
      return { origin: 'saved', key, raw, ...(search && { search }), ...(problem && { problem }) };
    });
  }

  /** The setting as a list, to be changed: what is no list is not written over. */
  function list(): unknown[] {
    const value = setting() ?? [];
    if (Array.isArray(value)) return [...(value as unknown[])];
    throw new UserError(
      vscode.l10n.t(
        'The saved searches can’t be changed: the setting {0} is not a list. Correct it in the settings, then try again.',
        SETTING,
      ),
    );
  }

  const write = async (items: readonly unknown[]): Promise<void> => {
    await vscode.workspace
      .getConfiguration(SETTINGS.section)
      .update(SETTINGS.savedSearches, items, vscode.ConfigurationTarget.Global);
  };

  /** Where a saved search stands now. */
  function indexOf({ key, raw }: SavedItem): number {
    const isSame = (one: SavedItem) => JSON.stringify(one.raw) === JSON.stringify(raw);
    const items = saved();
    const at = items.findIndex((one) => one.key === key && isSame(one));
    // Of equal ones another may be gone.
    const other = at < 0 ? items.findIndex(isSame) : at;
    if (other >= 0) return other;
    throw new UserError(
      vscode.l10n.t(
        'The saved search was changed or removed meanwhile. Look at it again, then try once more.',
      ),
    );
  }

  function kept(): readonly Kept[] {
    const value = memento.get<{ readonly version?: unknown; readonly searches?: unknown }>(RECENT_KEY);
    return value?.version === VERSION && Array.isArray(value.searches) ? value.searches.filter(isKept) : [];
  }

  /** Nothing is written where a newer version of the extension did. */
  async function keep(searches: readonly Kept[]): Promise<void> {
    const version = memento.get<{ readonly version?: unknown }>(RECENT_KEY)?.version;
    if (typeof version === 'number' && version > VERSION) return;
    const there = new Set(connections.list().map(({ id }) => id));
    await memento.update(RECENT_KEY, {
      version: VERSION,
      searches: searches.filter(({ connectionId }) => there.has(connectionId)),
    });
    didChange.fire();
  }

  function recent(): readonly RecentItem[] {
    const keys = new Map(connections.list().map((one) => [one.id, repositoryKey(one)]));
    return kept().flatMap((one): readonly RecentItem[] =>
      keys.get(one.connectionId) === one.repository ? [recentItem(one)] : [],
    );
  }

  return {
    onDidChange: didChange.event,
    saved,
    recent,

    async save(search) {
      await write([...list(), search]);
    },

    async replace(old, search) {
      const items = list();
      items[indexOf(old)] = search;
      await write(items);
    },

    async remove(item) {
      if (item.origin === 'recent') {
        const before = kept();
        const at = before.findIndex((one) => recentItem(one).key === item.key);
        const [gone] = at < 0 ? [] : before.slice(at, at + 1);
        await keep(before.filter((one) => one !== gone));
        return async () => {
          const now = kept().filter((one) => recentItem(one).key !== item.key);
          if (gone) await keep(now.toSpliced(at, 0, gone));
        };
      }
      const items = list();
      const at = indexOf(item);
      await write(items.toSpliced(at, 1));
      return async () => write(list().toSpliced(at, 0, item.raw));
    },

    async use({ connectionId, name, ...search }) {
      const connection = requireListed(connections.list(), connectionId);
      const called = oneLine(name ?? '') || nameOf(search);
      const one: Kept = {
        connectionId,
        repository: repositoryKey(connection),
        search: { ...search, name: called },
      };
      const item = recentItem(one);
      const others = kept().filter((other) => recentItem(other).key !== item.key);
      const own = others.filter((other) => other.connectionId === connectionId).slice(0, MOST_RECENT - 1);
      await keep([
        one,
        ...others.filter((other) => other.connectionId !== connectionId || own.includes(other)),
      ]);
      return item;
    },

    dispose() {
      watching.dispose();
      didChange.dispose();
    },
  };
}

/** The whole setting is no list. */
const NO_LIST: SavedSearchProblem = { name: undefined, why: 'notObject' };

/** The same for the same search through the same connection, whatever it is called. */
function recentItem({ connectionId, search }: Kept): RecentItem {
  const what = 'command' in search ? search.command : search.query;
  return {
    origin: 'recent',
    key: `recent-${hashOf([connectionId, what])}`,
    search: { ...search, connectionId },
  };
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null) return false;
  const { connectionId, repository, search } = value as Readonly<Record<string, unknown>>;
  if (typeof connectionId !== 'string' || typeof repository !== 'string') return false;
  if (typeof search !== 'object' || search === null) return false;
  const { name, query, command } = search as Readonly<Record<string, unknown>>;
  return typeof name === 'string' && (typeof command === 'string' || problemOf(query) === undefined);
}

function requireListed(connections: readonly Connection[], connectionId: string): Connection {
  const found = connections.find(({ id }) => id === connectionId);
  if (found) return found;
  throw new UserError(vscode.l10n.t('The connection of this search is not there any more.'));
}

/** Ids of rows are paths: what stands in them must be short, and free of slashes. */
function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
