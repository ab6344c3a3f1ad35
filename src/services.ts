import * as vscode from 'vscode';
import { type CommandDeps, loadCommands } from './commands';
import {
  createConnections,
  createPeopleProvider,
  type LinksSettled,
  type PeopleProvider,
} from './connections';
import type { SearchesView } from './searches';
import { registerDocuments } from './documents';
import { setTimer } from './api';
import type { HistoryNode } from './history';
import { showStatus } from './status';
import { createRepositoryView, type Drop, type Node, registerView } from './tree';
import { createAssignLinksForms } from './webviews';
import {
  createLog,
  describeFailure,
  Lazy,
  loadJournalNotices,
  notify,
  SEARCH_SCHEME,
  settings,
  VIEWS,
} from './ui';

/** All that works behind what was registered at the start. */
export interface Services extends CommandDeps {
  readonly people: PeopleProvider;
  dispose(): void;
}

/** Builds the parts and joins them: no request is sent and nothing is read before a person asks for it. */
export function buildServices(context: vscode.ExtensionContext, treeView: vscode.TreeView<Node>): Services {
  const log = createLog();
  const connections = createConnections({
    context,
    onExchange: log.exchange,
    onJournalNotice: (notice, folder) =>
      void loadJournalNotices()
        .then(({ tellJournalNotice }) => tellJournalNotice(notice, folder, log))
        .catch((error: unknown) => log.failure(error, 'show the file of the link history')),
  });
  const rows = {
    connections,
    pageSize: settings.pageSize,
    describeFailure,
    log: log.failure,
    parts: async () => (await loadCommands()).treeParts,
  };
  const view = createRepositoryView({ ...rows, view: treeView });
  const searches = new Lazy(async () => {
    const { createSearches } = await loadCommands();
    const memento = context.globalState;
    const part = createSearches({ ...rows, view: searchesView, memento, repository: view, status });
    part.onDidDrop((drop) => void carryOut(drop, deps));
    return part;
  });
  const searchesView: vscode.TreeView<Node> = registerView(searches, VIEWS.searches, (part) => part);
  const forms = createAssignLinksForms(context.extensionUri, {
    connections,
    log: log.failure,
    onRead: (read) => {
      for (const one of [view, searches.here]) one?.tree.linksRead(read);
    },
    storage: context.globalStorageUri,
  });
  const status = showStatus({ connections, view, forms, log: log.failure });
  const people = createPeopleProvider(connections);
  const history = new Lazy(async () => {
    const { HistoryView } = await loadCommands();
    const folder = vscode.Uri.joinPath(context.globalStorageUri, 'journal');
    return new HistoryView({ connections, view: historyView, folder, log: log.failure });
  });
  const historyView: vscode.TreeView<HistoryNode> = vscode.window.createTreeView(VIEWS.history, {
    treeDataProvider: {
      onDidChangeTreeData: history.event((part) => part.onDidChangeTreeData),
      getChildren: (node) => history.use((part) => part.getChildren(node)),
      getTreeItem: (node) => history.use((part) => part.getTreeItem(node)),
      getParent: (node) => history.use((part) => part.getParent(node)),
      resolveTreeItem: (item, node) => history.use((part) => part.resolveTreeItem(item, node)),
    },
    showCollapseAll: true,
  });
  const searchFiles = vscode.workspace.registerFileSystemProvider(SEARCH_SCHEME, filesOf(searches));
  const place = { extensionUri: context.extensionUri, storage: context.globalStorageUri };
  const deps = { connections, view, searches, forms, history, log, status, place };
  const own = vscode.Disposable.from(
    ...[
      history,
      historyView,
      searches,
      searchesView,
      searchFiles,
      people,
      status,
      forms,
      view,
      connections,
      log,
    ],
    view.onDidDrop((drop) => void carryOut(drop, deps)),
    connections.onDidSettle(reportSettled(deps)),
    registerDocuments(),
  );
  return { ...deps, people, dispose: () => void own.dispose() };
}

/** Searches that are edited like files. There are no folders, and nothing else is done with them. */
function filesOf(searches: Lazy<SearchesView>): vscode.FileSystemProvider {
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: searches.event(({ files }) => files.onDidChangeFile),
    watch: () => new vscode.Disposable(() => undefined),
    stat: async (uri) => (await searches.get()).files.stat(uri),
    readFile: async (uri) => (await searches.get()).files.readFile(uri),
    writeFile: async (uri, content) => (await searches.get()).files.writeFile(uri, content),
    readDirectory: () => [],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
}

/** Tells the person of changes that were written after all. */
function reportSettled(deps: CommandDeps): (settled: LinksSettled) => void {
  let teller: ((settled: LinksSettled) => void) | undefined;
  return (settled) =>
    void loadCommands().then(
      ({ settledReporter }) => (teller ??= settledReporter(deps, setTimer))(settled),
      (error: unknown) => deps.log.failure(error, 'tell what was written after all'),
    );
}

/** Links what was dropped in the tree. */
async function carryOut(drop: Drop, deps: CommandDeps): Promise<void> {
  try {
    const { linkDrop } = await loadCommands();
    linkDrop(deps, drop);
  } catch (error) {
    const failed = vscode.l10n.t('Could not link the dropped entries');
    deps.log.failure(error, failed);
    void notify.error(describeFailure(error, failed));
  }
}
