import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { WireLink as Link } from '../../src/api';
import { COMMANDS } from '../../src/ui/ids';
import { startSandbox, type Sandbox } from '../../src/sandbox';

const EMAIL = 10;
const ATTACHMENT = 15;
const MESSAGE_ATTACHMENT = 1;

const run = <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, ...args);

describe('commands with argument objects', () => {
  const received: { method: string; path: string; body?: string }[] = [];
  let server: Sandbox;
  let connectionId: string;

  const add = (links: object[], sourceId = EMAIL) =>
    run(COMMANDS.addLinks, { connectionId, sourceId, links });
  const remove = (links: object[], sourceId = EMAIL) =>
    run(COMMANDS.removeLinks, { connectionId, sourceId, links });
  const linksOf = (entryId: number) => run<Link[]>(COMMANDS.getLinks, { connectionId, entryId });
  const puts = () => received.filter(({ method }) => method === 'PUT');

  before(async () => {
    server = await startSandbox({ onRequest: (request) => received.push(request) });
    ({ connectionId } = await run<{ connectionId: string }>(COMMANDS.addConnection, {
      name: 'Test server',
      kind: 'selfHosted',
      baseUrl: server.baseUrl,
      repoId: server.repoId,
      username: server.username,
      password: server.password,
    }));
  });
  beforeEach(async () => {
    await server.reset();
    received.length = 0;
  });
  after(async () => {
    await run(COMMANDS.removeConnection, { connectionId });
    await server.close();
  });

  it('are all registered', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((id) =>
      /^laserficheLinks\.[a-z]\w*$/i.test(id),
    );
    const declared: string[] = Object.values(COMMANDS);
    assert.deepEqual(
      declared.filter((id) => !registered.includes(id)),
      [],
    );
  });

  it('add a link: exactly one PUT with exactly this body', async () => {
    const counts = await add([{ targetId: ATTACHMENT, linkTypeId: MESSAGE_ATTACHMENT }]);
    assert.deepEqual(counts, { added: 1, removed: 0, changed: 0, kept: 0 });
    assert.deepEqual(
      puts().map(({ body }) => body),
      ['[{"targetId":15,"linkTypeId":1}]'],
    );
    const [link] = await linksOf(EMAIL);
    assert.equal(link?.targetId, ATTACHMENT);
  });

  it('send nothing when nothing changes', async () => {
    await add([{ targetId: ATTACHMENT, linkTypeId: MESSAGE_ATTACHMENT }]);
    received.length = 0;
    assert.deepEqual(await add([{ targetId: ATTACHMENT, linkTypeId: MESSAGE_ATTACHMENT }]), {
      added: 0,
      removed: 0,
      changed: 0,
      kept: 1,
    });
    assert.deepEqual(await remove([{ targetId: 999_999, linkTypeId: MESSAGE_ATTACHMENT }]), {
      added: 0,
      removed: 0,
      changed: 0,
      kept: 1,
    });
    assert.deepEqual(puts(), []);
  });

  it('keep 250 links with their properties when one is added and removed', async () => {
    const index = await entryIdOf('\\Contracts\\Master Agreement Index');
    const before = await linksOf(index);
    const outgoing = (links: Link[]) =>
      links
        .filter(({ sourceId }) => sourceId === index)
        .map(({ targetId, linkTypeId, linkProperties }) => ({ targetId, linkTypeId, linkProperties }))
        .toSorted((a, b) => a.targetId - b.targetId);
    assert.equal(outgoing(before).length, 250);
    received.length = 0;
    assert.deepEqual(await add([{ targetId: EMAIL, linkTypeId: MESSAGE_ATTACHMENT }], index), {
      added: 1,
      removed: 0,
      changed: 0,
      kept: 250,
    });
    assert.equal(puts().length, 1);
    await remove([{ targetId: EMAIL, linkTypeId: MESSAGE_ATTACHMENT }], index);
    assert.deepEqual(outgoing(await linksOf(index)), outgoing(before));
  });

  it('carry properties', async () => {
    const properties = { Ω: '"quoted"', note: 'a\nb' };
    await add([{ targetId: ATTACHMENT, linkTypeId: MESSAGE_ATTACHMENT, properties }]);
    const [link] = await linksOf(EMAIL);
    assert.deepEqual(link?.linkProperties, properties);
  });

  const refused: [string, () => Thenable<unknown>, RegExp][] = [
    [
      'an unknown connection',
      () => run(COMMANDS.getLinks, { connectionId: 'nowhere', entryId: 1 }),
      /There is no connection "nowhere"/,
    ],
    [
      'an unknown entry',
      () => linksOf(999_999),
      /Could not read the links of entry 999999: it does not exist/,
    ],
    [
      'an unknown target',
      () => add([{ targetId: 999_999, linkTypeId: 1 }]),
      /Could not change the links of entry 10: the server refused links to entries that no longer exist/,
    ],
    [
      'an unknown link type',
      () => add([{ targetId: ATTACHMENT, linkTypeId: 77 }]),
      /the repository has no link type 77/,
    ],
    ['a self-link', () => add([{ targetId: EMAIL, linkTypeId: 1 }]), /linked to itself/],
    ['wrong arguments', () => add([{ targetId: '15' }]), /"targetId" must be a whole number above 0/],
    [
      'a list that is none',
      () => run(COMMANDS.addLinks, { connectionId: 'x', sourceId: 1, links: 5 }),
      /"links" must be a list/,
    ],
    ['a base URL that is none', () => connect({ baseUrl: 'ftp://x' }), /The base URL can't be used/],
    [
      'wrong credentials',
      () => connect({ password: 'wrong' }),
      /does not accept this user name and password/,
    ],
    [
      'an unknown repository',
      () => connect({ repoId: 'nothing' }),
      /Could not sign in to .*: it does not exist/,
    ],
    ['a server that is down', connectToNobody, /the server refused the connection/],
  ];
  for (const [what, call, words] of refused) {
    it(`refuse ${what} with a plain sentence`, async () => {
      await assert.rejects(Promise.resolve(call()), (error: Error) => {
        assert.match(error.message, words);
        assert.doesNotMatch(error.message, /\n|undefined|at .*\.js/);
        return true;
      });
      assert.deepEqual(
        puts().filter(({ path }) => !path.includes('/Entries/10/')),
        [],
      );
    });
  }

  it('keep the sandbox across commands, and reset it without asking', async () => {
    const sandbox = await run<{ connectionId: string }>(COMMANDS.openSandbox);
    const target = { connectionId: sandbox.connectionId, sourceId: EMAIL };
    await run(COMMANDS.addLinks, { ...target, links: [{ targetId: ATTACHMENT, linkTypeId: 1 }] });
    await run(COMMANDS.resetSandbox, {});
    const links = await run<Link[]>(COMMANDS.getLinks, {
      connectionId: sandbox.connectionId,
      entryId: EMAIL,
    });
    assert.deepEqual(links, []);
  });

  function connect(change: object) {
    const { baseUrl, repoId, username, password } = server;
    return run(COMMANDS.addConnection, {
      name: 'x',
      kind: 'selfHosted',
      baseUrl,
      repoId,
      username,
      password,
      ...change,
    });
  }

  /** To a port that was free a moment ago. */
  async function connectToNobody() {
    const gone = await startSandbox();
    await gone.close();
    return connect({ baseUrl: gone.baseUrl });
  }

  async function entryIdOf(fullPath: string): Promise<number> {
    const { baseUrl, repoId, username, password } = server;
    const body = new URLSearchParams({ grant_type: 'password', username, password });
    const token = await fetch(`${baseUrl}/v1/Repositories/${repoId}/Token`, { method: 'POST', body });
    const { access_token } = (await token.json()) as { access_token: string };
    const url = `${baseUrl}/v1/Repositories/${repoId}/Entries/ByPath?fullPath=${encodeURIComponent(fullPath)}`;
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${access_token}` } });
    return ((await answer.json()) as { entry: { id: number } }).entry.id;
  }
});
