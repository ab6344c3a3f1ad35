import assert from 'node:assert/strict';
import { pathOf } from '../../src/commands/copy/copyPath';
import { listRootRows } from '../../src/commands/support/findEntries';
import { entryOf } from '../../src/tree/kinds';
import type { ParentNode } from '../../src/tree';
import type { QuirkName } from '../../src/sandbox';
import { openTree, type TreeFixture } from './treeFixture';

const OTHER_ROOT = 250_000;

describe('the tree over a server that is odd', () => {
  let at: TreeFixture;
  beforeEach(async () => {
    at = await openTree();
  });
  afterEach(() => at.close());

  const odd = (...quirks: QuirkName[]) => at.sandbox.setBehaviour({ quirks });
  const rootIdNow = () => at.connections.list().find(({ id }) => id === at.connection.id)?.rootId;
  const session = () => at.connections.open(at.connection.id);
  /** The path that Copy Path takes of the only entry in a filtered folder. */
  async function pathOfFound(folder: ParentNode, text: string): Promise<string> {
    at.tree.filter(folder, text);
    const rows = await at.tree.getChildren(folder);
    const [found, ...others] = rows.filter(({ kind }) => kind === 'entry');
    assert.ok(found && others.length === 0, rows.map((row) => at.tree.labelOf(row)).join());
    const target = entryOf(found) ?? assert.fail('no entry');
    const { connectionId, entryId, linkEntryId, name, path } = target;
    const deps = { connections: at.connections } as unknown as Parameters<typeof pathOf>[0];
    return pathOf(deps, { connectionId, entryId, linkEntryId, name, path });
  }

  it('finds the root folder of a connection that knew another one, and remembers it', async () => {
    const before = await at.labels(await at.open());
    odd('rootIsAnother');
    at.tree.refresh();
    assert.equal(rootIdNow(), undefined);
    assert.deepEqual(await at.labels(await at.open()), before);
    assert.equal(rootIdNow(), OTHER_ROOT);
    at.tree.refresh();
    const requests = await at.requestsOf(async () => at.labels(await at.open()));
    // The sandbox sees its own id; a refusal and a question for the path would be among them.
    assert.deepEqual(requests, ['GET Entries/1/Laserfiche.Repository.Folder/children']);
    odd();
    at.tree.refresh();
    assert.deepEqual(await at.labels(await at.open()), before, 'and the usual one again');
    assert.equal(rootIdNow(), undefined);
  });

  it('finds it for pickers too, and it is remembered', async () => {
    odd('rootIsClosed');
    const { rows } = await listRootRows(await session(), new AbortController().signal);
    assert.ok(rows.some(({ label }) => label === 'Email'));
    assert.equal(rootIdNow(), OTHER_ROOT);
  });

  it('lets a path be copied in a filtered folder, where paths are not told', async () => {
    odd('pathsEmpty');
    const scans = (await at.open('Archive', 'Scans 2019')) as ParentNode;
    assert.equal(await pathOfFound(scans, '0042'), '\\Archive\\Scans 2019\\Scan 2019-0042');
  });

  it('filters below a shortcut to a folder, where paths are not told', async () => {
    const shortcut = (await at.open('Board', 'Project of the Quarter')) as ParentNode;
    const inside = (await at.labels(shortcut)).at(-1) ?? assert.fail('an empty folder');
    const path = await pathOfFound(shortcut, inside);
    assert.match(path, /^\\.+\\.+/);
    at.tree.filter(shortcut, '');
    odd('pathsEmpty');
    at.tree.refresh();
    const again = (await at.open('Board', 'Project of the Quarter')) as ParentNode;
    assert.equal(await pathOfFound(again, inside), path);
  });

  it('says how many rows of a folder could not be read', async () => {
    odd('rowsOfNull');
    const root = await at.open();
    const labels = await at.labels(root);
    assert.equal(labels.at(-1), '1 entry could not be read');
    assert.ok(labels.includes('Email'));
    const scans = (await at.open('Archive', 'Scans 2019')) as ParentNode;
    const more = async () => (await at.labels(scans)).slice(-2);
    assert.equal((await more())[0], '1 entry could not be read');
    await at.tree.loadMore(scans);
    assert.equal((await more())[0], '2 entries could not be read');
  });
});
