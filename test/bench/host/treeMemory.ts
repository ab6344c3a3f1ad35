import { createConnections } from '../../../src/connections';
import { RepositoryTree, treeParts } from '../../../src/tree';
import { memoryContext } from '../../host/treeFixture';

/** Reads a whole folder of a server into a tree of its own, and tells the megabytes that it then takes over idle. */
export async function memoryOfTree(
  server: { readonly baseUrl: string; readonly repoId: string },
  folderId: number,
  heapUsed: () => number,
): Promise<{ readonly entries: number; readonly megabytes: number }> {
  const connections = createConnections({
    context: memoryContext(new Map()),
    onExchange: () => undefined,
    onJournalNotice: () => undefined,
  });
  const { baseUrl, repoId } = server;
  const login = { username: 'bench', password: 'bench' };
  await connections.add({ kind: 'selfHosted', name: 'Memory', baseUrl, repoId, ...login });
  const tree = new RepositoryTree({
    connections,
    pageSize: () => 1000,
    describeFailure: String,
    log: () => undefined,
    parts: () => Promise.resolve(treeParts),
  });
  try {
    const [root] = await tree.getChildren();
    const folders = await tree.getChildren(root);
    const folder = folders.find((row) => row.kind === 'entry' && row.entry.id === folderId);
    if (folder?.kind !== 'entry') throw new Error(`There is no folder ${folderId}.`);
    const idle = heapUsed();
    let rows = await tree.getChildren(folder);
    while (await tree.hasMore(folder)) await tree.loadMore(folder);
    rows = await tree.getChildren(folder);
    const entries = rows.filter(({ kind }) => kind === 'entry').length;
    rows = [];
    // Rows that nobody draws are made for nothing, and let go a moment later.
    await new Promise<void>((resume) => setImmediate(resume));
    return { entries, megabytes: (heapUsed() - idle) / 1e6 };
  } finally {
    tree.dispose();
    connections.dispose();
  }
}
