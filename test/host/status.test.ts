import assert from 'node:assert/strict';
import { COMMANDS } from '../../src/ui/ids';
import { openTree, type TreeFixture } from './treeFixture';
import { connectServer, run, type Server } from './support';

describe('a connection that waits for a sign-in, in the tree', () => {
  let at: TreeFixture;
  beforeEach(async () => {
    at = await openTree();
  });
  afterEach(() => at.close());

  it('says so on top, keeps what was read, and goes on by itself', async () => {
    const connection = await at.open();
    const before = await at.labels(connection);
    await at.connections.signOut(at.connection.id);
    assert.equal(at.connections.state(at.connection.id), 'signInNeeded');
    const [row] = await at.tree.getChildren();
    assert.ok(row);
    assert.match(String(at.tree.getTreeItem(row).description).trim(), /^sign-in needed · /);
    const [first] = await at.tree.getChildren(row);
    assert.ok(first);
    assert.equal(at.tree.labelOf(first), 'Sign in again…');
    const { command } = at.tree.getTreeItem(first);
    assert.deepEqual([command?.command, command?.arguments], [COMMANDS.signIn, [first]]);

    const { password } = at.sandbox;
    await at.connections.signIn(at.connection.id, { kind: 'selfHosted', password });
    const [healed] = await at.tree.getChildren();
    assert.ok(healed);
    assert.deepEqual(await at.labels(healed), before);
    assert.doesNotMatch(String(at.tree.getTreeItem(healed).description), /sign-in/);
  });
});

describe('actions of the status bar', () => {
  let server: Server;
  before(async () => {
    server = await connectServer('In sight');
  });
  after(() => server.close());

  const labels = async () => {
    const { connectionId } = server;
    const actions = await run<{ label: string }[]>(COMMANDS.connectionActions, { connectionId });
    return actions.map(({ label }) => label);
  };

  it('follow the sign-in and the switch of the connection', async () => {
    const { connectionId } = server;
    assert.deepEqual((await labels()).slice(0, 3), ['Diagnose Connection', 'Make Read-Only', 'Sign Out']);
    await run(COMMANDS.toggleReadOnly, { connectionId, readOnly: true });
    assert.equal((await labels())[1], 'Allow Changes Again');
    await run(COMMANDS.signOut, { connectionId });
    assert.equal((await labels())[0], 'Sign In…');
    assert.ok(!(await labels()).includes('Sign Out'));
  });

  it('are refused for a connection that is not there', async () => {
    await assert.rejects(
      run(COMMANDS.connectionActions, { connectionId: 'nobody' }),
      /There is no connection "nobody"/,
    );
  });
});
