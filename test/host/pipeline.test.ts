// What the request pipeline does in the extension host, through VS Code's own fetch.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Throttle } from '../../src/api';
import { createConnections, type Connections, type NewConnection } from '../../src/connections';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { goodBody } from '../faults/support/goodServer';
import { startFaultServer, type FaultServer, type Wire, type WireRequest } from '../support/faultServer';
import { configure } from './support';
import { memoryContext } from './treeFixture';

const isToken = ({ path }: WireRequest) => path.endsWith('/Token');
const isListing = ({ path }: WireRequest) => path.includes('/children');

describe('the pipeline of a connection', () => {
  let server: FaultServer;
  let connections: Connections & { dispose(): void };
  let connectionId: string;
  let respond: (wire: Wire) => void;
  const good = (wire: Wire) => wire.answer(200, goodBody(wire.request));

  beforeEach(async () => {
    respond = good;
    server = await startFaultServer((wire) => respond(wire));
    connections = createConnections({
      context: memoryContext(new Map()),
      onExchange: () => undefined,
      onJournalNotice: () => undefined,
    });
    ({ id: connectionId } = await connections.add({
      ...{ kind: 'selfHosted', name: 'Limited', repoId: 'r-1', username: 'anna', password: 'word' },
      baseUrl: `${server.origin}/LFRepositoryAPI`,
    }));
    server.requests.splice(0);
  });
  afterEach(async () => {
    connections.dispose();
    await server.close();
  });

  const repository = async () => (await connections.open(connectionId)).repository;
  const throttles = () => {
    const seen: (Throttle['why'] | undefined)[] = [];
    connections.onDidChangeThrottle((id) => seen.push(connections.throttle(id)?.why));
    return seen;
  };

  it('waits for the limit of the server, tells so, and goes on without an error', async () => {
    const seen = throttles();
    let left = 1;
    respond = (wire) => {
      if (isToken(wire.request) || left === 0) good(wire);
      else wire.answer(429, '{}', { 'Retry-After': String(left--) });
    };
    const { items } = await (await repository()).listChildren(1);
    assert.equal(items.length, 1);
    assert.deepEqual(seen, ['serverLimit', undefined]);
    assert.equal(connections.throttle(connectionId), undefined);
  });

  it('is one for all of its callers', async () => {
    const [a, b] = [await repository(), (await connections.open(connectionId)).repository];
    let most = 0;
    const waiting: Wire[] = [];
    respond = (wire) => {
      if (isToken(wire.request)) {
        good(wire);
        return;
      }
      waiting.push(wire);
      most = Math.max(most, waiting.length);
      // Four come at once, and no fifth: then they are answered.
      if (waiting.length === 4) setImmediate(() => waiting.splice(0).forEach(good));
    };
    const ids = [1, 2, 3, 4, 5, 6, 7, 8];
    // Each is asked for by both.
    await Promise.all(ids.flatMap((id) => [a.getEntry(id), b.getEntry(id)]));
    assert.equal(most, 4);
    assert.equal(server.requests.filter((request) => !isToken(request)).length, ids.length);
  });

  /** A listing that gets no answer, and the end of the connection that it is on. */
  async function stalledListing(signal?: AbortSignal) {
    const open = await repository();
    const begun = new Promise<Wire>((resolve) => {
      respond = (wire) => (isListing(wire.request) ? resolve(wire) : good(wire));
    });
    const refused = assert.rejects(open.listChildren(1, signal ? { signal } : {}), { reason: 'cancelled' });
    const { socket } = await begun;
    return { done: Promise.all([refused, once(socket, 'close')]), open };
  }

  it('closes the socket of a listing that is cancelled', async () => {
    const cancel = new AbortController();
    const { done } = await stalledListing(cancel.signal);
    cancel.abort();
    await done;
  });

  it('lets who waits for link types go at once when they cancel', async () => {
    const session = await connections.open(connectionId);
    const cancel = new AbortController();
    // Whichever comes first, for the token or for the link types, is not answered.
    const begun = new Promise<void>((resolve) => (respond = () => resolve()));
    const refused = assert.rejects(session.linkTypes({ signal: cancel.signal }), { reason: 'cancelled' });
    await begun;
    cancel.abort();
    await refused;
  });

  for (const [what, end] of [
    ['is signed out', () => connections.signOut(connectionId)],
    ['is removed', () => connections.remove(connectionId)],
    ['ends with its window', () => connections.dispose()],
  ] as const) {
    it(`ends what is under way when the connection ${what}`, async () => {
      const { done, open } = await stalledListing();
      await end();
      await done;
      const before = server.requests.length;
      await assert.rejects(open.getEntry(1), { reason: 'cancelled' });
      assert.equal(server.requests.length, before);
    });
  }

  it('lets what is under way go on when the connection is signed in anew', async () => {
    const open = await repository();
    const begun = new Promise<Wire>((resolve) => {
      respond = (wire) => (isListing(wire.request) ? resolve(wire) : good(wire));
    });
    const listing = open.listChildren(1);
    const wire = await begun;
    respond = good;
    await connections.signIn(connectionId, { kind: 'selfHosted', password: 'another' });
    good(wire);
    assert.equal((await listing).items.length, 1);
  });
});

describe('the budget of calls', () => {
  let sandbox: Sandbox;
  let connections: Connections & { dispose(): void };
  let seen: (Throttle['why'] | undefined)[];
  let putBack: () => Thenable<void>;

  before(async () => {
    sandbox = await startSandbox();
    // At most, so that the test need not wait for long: 25 calls go at once.
    putBack = await configure('cloudRequestsPerMinute', 1000);
  });
  after(async () => {
    await putBack();
    await sandbox.close();
  });
  beforeEach(() => {
    connections = createConnections({
      context: memoryContext(new Map()),
      onExchange: () => undefined,
      onJournalNotice: () => undefined,
    });
    seen = [];
    connections.onDidChangeThrottle((id) => seen.push(connections.throttle(id)?.why));
  });
  afterEach(() => connections.dispose());

  /** More requests than go at once, one after another. */
  async function manyCalls(wanted: NewConnection): Promise<void> {
    const { id } = await connections.add(wanted);
    const { repository } = await connections.open(id);
    for (let calls = 0; calls < 26; calls += 1) await repository.getEntry(1, { fresh: true });
  }

  it('holds back connections to the cloud, and tells so', async () => {
    const { baseUrl, signInOrigin, repoId, accessKey, servicePrincipalKey } = sandbox;
    await manyCalls({
      ...{ kind: 'serviceApp', name: 'Cloud', baseUrl, signInOrigin, repoId, accessKey, servicePrincipalKey },
    });
    assert.equal(seen[0], 'ownBudget');
    assert.equal(seen.at(-1), undefined);
  });

  it('does not hold back a self-hosted server', async () => {
    const { baseUrl, repoId, username, password } = sandbox;
    await manyCalls({ kind: 'selfHosted', name: 'Own', baseUrl, repoId, username, password });
    assert.deepEqual(seen, []);
  });
});
