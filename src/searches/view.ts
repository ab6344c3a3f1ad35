import * as vscode from 'vscode';
import { ApiError } from '../api';
import type { Connection } from '../connections';
import { type SavedSearch, SearchError } from '../search';
import {
  addKinds,
  badSearch,
  badSearchRow,
  createRepositoryView,
  foundGroup,
  isSearch,
  isBadSearch,
  type Node,
  type RepositoryView,
  search,
  searchRow,
  type ViewDeps,
} from '../tree';
import { describeFailure, setContext, UserError, VIEWS } from '../ui';
import { Arrangements } from './arrange';
import { describeProblem, describeSearch } from './describeSearch';
import { SearchFiles } from './files';
import {
  createSearchStore,
  type NamedSearch,
  type SavedItem,
  type SearchItem,
  type SearchStore,
} from './store';

/** The view *Searches* and what it shows: loaded when it is first needed. */
export interface SearchesView extends RepositoryView {
  readonly store: SearchStore;
  readonly arrangements: Arrangements;
  /** What a row of a search stands for, as it is now. */
  itemOf(row: Node): SearchItem | undefined;
  /** Whether a person selected something here later than in the repository. */
  isCurrent(): boolean;
  /** Makes a search: it becomes the last of the recent ones, is shown and opened. */
  show(search: NamedSearch): Promise<void>;
  /** Shows and opens a saved search. */
  showSaved(name: string): Promise<void>;
  /** Searches as documents that are edited. */
  readonly files: SearchFiles;
  /** Draws all that was found again, as it is arranged now. */
  rearrange(): void;
}

export interface SearchesDeps extends Omit<ViewDeps, 'roots' | 'name'> {
  readonly memento: vscode.Memento;
  readonly repository: Pick<RepositoryView, 'view'>;
  readonly status: {
    /** A person works with this connection. */
    choose(connectionId: string): void;
  };
}

export function createSearchesView({ memento, repository, status, ...deps }: SearchesDeps): SearchesView {
  addKinds({ search, foundGroup, badSearch });
  const { connections } = deps;
  const store = createSearchStore({ connections, memento, nameOf: describeSearch });
  const arrangements = new Arrangements(memento);
  const didChange = new vscode.EventEmitter<void>();
  let isCurrent = false;
  const listening = vscode.Disposable.from(
    store.onDidChange(() => didChange.fire()),
    deps.view.onDidChangeSelection(({ selection }) => {
      isCurrent = selection.length > 0;
      const [first] = selection;
      if (first && !isBadSearch(first)) status.choose(first.connectionId);
    }),
    repository.view.onDidChangeSelection(() => (isCurrent = false)),
  );
  const view = createRepositoryView({
    ...deps,
    name: 'searches',
    roots: {
      onDidChange: didChange.event,
      list: () => rowsOf(store, connections.list()),
      arrange: (row, children) => arrangements.of(row, children),
    },
  });

  const files = new SearchFiles({
    store,
    onSaved: ({ key }) => {
      for (const row of view.tree.rowsBelow(undefined))
        if (isSearch(row) && row.key === key) view.tree.refresh(row);
    },
    refusalOf: (saved) => refusalOf(connections, saved),
  });

  async function revealKey(key: string): Promise<void> {
    setContext('showsSearches', true);
    await vscode.commands.executeCommand(`${VIEWS.searches}.focus`);
    const row = (await view.tree.getChildren()).find((one) => 'key' in one && one.key === key);
    if (row) await view.reveal(row, { expand: true });
  }

  return {
    ...view,
    store,
    arrangements,
    files,
    isCurrent: () => isCurrent && deps.view.visible,
    itemOf: (row) =>
      'key' in row ? [...store.saved(), ...store.recent()].find(({ key }) => key === row.key) : undefined,
    async show(named) {
      const { key } = await store.use(named);
      await revealKey(key);
    },
    async showSaved(name) {
      const item = store.saved().findLast((one) => one.search?.name === name);
      if (item) await revealKey(item.key);
    },
    rearrange: () => didChange.fire(),
    dispose() {
      listening.dispose();
      files.dispose();
      didChange.dispose();
      store.dispose();
      view.dispose();
    },
  };
}

/** Why a search can't be made: its server is asked, where it is clear which one that is. */
async function refusalOf(
  connections: SearchesDeps['connections'],
  saved: SavedSearch,
): Promise<string | undefined> {
  const list = connections.list();
  const { connectionId } = saved;
  if (connectionId !== undefined && !list.some(({ id }) => id === connectionId))
    return vscode.l10n.t('There is no connection “{0}”. Name another one, or none.', connectionId);
  const [only, ...others] = list;
  const meant = connectionId ?? (others.length === 0 ? only?.id : undefined);
  if (meant === undefined) return undefined;
  try {
    const { searches } = await connections.open(meant);
    await searches.first(saved);
    return undefined;
  } catch (error) {
    // Of what lies with the connection the view tells.
    const isOfSearch = SearchError.is(error) || ApiError.is(error, 'badRequest', 'notFound');
    return isOfSearch ? describeFailure(error, vscode.l10n.t('Could not search for it')) : undefined;
  }
}

/** Saved searches in their order, then recent ones. A search of no connection shows once for each. */
function rowsOf(store: SearchStore, connections: readonly Connection[]): readonly Node[] {
  const namesConnection = connections.length > 1;
  const rowOf = (item: SearchItem, connection: Connection) => {
    if (!item.search) throw new UserError(vscode.l10n.t('There is nothing to search for.'));
    const isSaved = item.origin === 'saved';
    const asked = describeSearch(item.search);
    return searchRow({
      ...{ connection, key: item.key, isSaved, search: item.search, asked },
      ...(namesConnection && { namesConnection }),
    });
  };
  const byId = new Map(connections.map((connection) => [connection.id, connection]));
  return [
    ...store.saved().flatMap((item): readonly Node[] => {
      const { search: of } = item;
      if (!of) return [badRow(item)];
      if (of.connectionId === undefined) return connections.map((connection) => rowOf(item, connection));
      const connection = byId.get(of.connectionId);
      return [connection ? rowOf(item, connection) : lostRow(item, of.name)];
    }),
    ...store.recent().flatMap((item) => {
      const connection = byId.get(item.search.connectionId);
      return connection ? [rowOf(item, connection)] : [];
    }),
  ];
}

function badRow({ key, problem }: SavedItem): Node {
  const described = describeProblem(problem ?? { name: undefined, why: 'notObject' });
  return badSearchRow({ key, name: problem?.name ?? '', ...described });
}

const lostRow = ({ key }: SavedItem, name: string): Node =>
  badSearchRow({
    key,
    name,
    brief: vscode.l10n.t('unknown connection'),
    detail: vscode.l10n.t(
      'The connection of this search is not there. Edit the search to name another one, or none.',
    ),
  });
