import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  createConnections,
  type Connection,
  type Connections,
  type NewConnection,
  type NewPerson,
} from '../../src/connections';
import { COMMANDS } from '../../src/ui/ids';
import { startSandbox, type ObservedRequest, type Sandbox } from '../../src/sandbox';
import { consent } from '../support/consent';
import { rejectsWith } from '../support/apiError';
import { EMAIL, run } from './support';
import { memoryContext } from './treeFixture';

const KINDS = ['selfHosted', 'serviceApp', 'person'] as const;
type Window = Connections & { dispose(): void };

describe('connections of three kinds', () => {
  const clock = { ahead: 0 };
  const opened: string[] = [];
  let requests: ObservedRequest[];
  let server: Sandbox;
  let folder: string;
  let secrets: Map<string, string>;
  let context: ReturnType<typeof memoryContext>;
  let windows: Window[];
  let connections: Window;

  /** Another window of the same person. */
  function openWindow(): Window {
    const window = createConnections({
      context,
      onExchange: () => undefined,
      onJournalNotice: () => undefined,
      openBrowser: async (url) => {
        opened.push(url);
        await fetch(await consent(url));
        return true;
      },
    });
    windows.push(window);
    return window;
  }

  function wanted(kind: (typeof KINDS)[number], more: object = {}): NewConnection {
    const { baseUrl, repoId, username, password, signInOrigin, accessKey, servicePrincipalKey, clientId } =
      server;
    const cloud = { baseUrl, signInOrigin, domain: 'laserfiche.com', clientId };
    const common = { name: `My ${kind}`, repoId, ...more };
    switch (kind) {
      case 'selfHosted':
        return { kind, baseUrl, username, password, ...common };
      case 'serviceApp':
        return { kind, baseUrl, signInOrigin, accessKey, servicePrincipalKey, ...common };
      case 'person':
        return { kind, ...cloud, ...common };
    }
  }

  const read = async ({ id }: Connection, from = connections) =>
    (await from.open(id)).repository.getLinks(EMAIL, { fresh: true });
  const tokenRequests = () => requests.filter(({ path: at }) => at.endsWith('/Token')).length;
  const everySecret = () => [
    server.password,
    server.servicePrincipalKey,
    server.accessKey,
    ...[...secrets.values()].flatMap((text) => text.match(/[\w-]{30,}/g) ?? []),
  ];
  /** Resolves with the next state of a connection that is this one. */
  const reaches = (window: Window, id: string, state: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (window.state(id) !== state) return;
        listening.dispose();
        resolve();
      };
      const listening = window.onDidChangeState(look);
      look();
    });

  beforeEach(async () => {
    requests = [];
    opened.length = 0;
    clock.ahead = 0;
    server = await startSandbox({
      now: () => Date.now() + clock.ahead,
      // An assertion is taken from clocks that differ by two minutes only: its token must end sooner.
      oauth: { serviceToken: 60 },
      onRequest: (request) => requests.push(request),
    });
    folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-connections-'));
    secrets = new Map();
    context = memoryContext(secrets, folder);
    windows = [];
    connections = openWindow();
  });
  afterEach(async () => {
    for (const window of windows) window.dispose();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const kind of KINDS) {
    it(`${kind}: is added, listed and read through`, async () => {
      const connection = await connections.add(wanted(kind));
      assert.deepEqual(connections.list(), [connection]);
      assert.equal(connection.kind, kind);
      assert.deepEqual(await read(connection), []);
      assert.equal(connections.state(connection.id), 'signedIn');
      assert.equal(opened.length, kind === 'person' ? 1 : 0);
    });

    it(`${kind}: a token that ended is renewed unseen`, async () => {
      const connection = await connections.add(wanted(kind));
      await read(connection);
      const before = tokenRequests();
      clock.ahead = kind === 'serviceApp' ? 100_000 : 2 * 3_600_000;
      await read(connection);
      await read(connection);
      assert.ok(tokenRequests() > before);
      assert.equal(connections.state(connection.id), 'signedIn');
      assert.equal(opened.length, kind === 'person' ? 1 : 0);
    });

    it(`${kind}: a sign-out needs a sign-in, here and in other windows, and a sign-in heals both`, async () => {
      const connection = await connections.add(wanted(kind));
      const other = openWindow();
      await read(connection, other);
      await connections.signOut(connection.id);
      assert.equal(connections.state(connection.id), 'signInNeeded');
      assert.deepEqual([...secrets.keys()], []);
      await reaches(other, connection.id, 'signInNeeded');
      await rejectsWith(read(connection), 'badCredentials');
      await rejectsWith(read(connection, other), 'badCredentials');

      const { password, accessKey, servicePrincipalKey } = server;
      await connections.signIn(
        connection.id,
        kind === 'selfHosted'
          ? { kind, password }
          : kind === 'serviceApp'
            ? { kind, accessKey, servicePrincipalKey }
            : { kind },
      );
      assert.equal(connections.state(connection.id), 'signedIn');
      await reaches(other, connection.id, 'idle');
      assert.deepEqual(await read(connection, other), []);
      assert.equal(other.state(connection.id), 'signedIn');
    });

    it(`${kind}: keeps its secrets in the secret storage only`, async () => {
      await connections.add(wanted(kind));
      const kept = everySecret();
      const elsewhere = [
        JSON.stringify(connections.list()),
        await connections.exportAll(),
        ...(await filesIn(folder)),
      ].join('\n');
      for (const secret of kept) assert.ok(!elsewhere.includes(secret));
      assert.equal(secrets.size, 1);
    });

    it(`${kind}: saves nothing when the test fails, or is cancelled`, async () => {
      await assert.rejects(connections.add(wanted(kind, { repoId: 'nothing' })));
      await assert.rejects(connections.add(wanted(kind), AbortSignal.abort()));
      assert.deepEqual([connections.list(), [...secrets.keys()]], [[], []]);
    });
  }

  it('a person: ten renewals at once by two windows use each refresh token once', async () => {
    const connection = await connections.add(wanted('person'));
    const other = openWindow();
    for (let round = 0; round < 3; round += 1) {
      clock.ahead += 3_700_000;
      await Promise.all(
        [connections, other].flatMap((window) => [read(connection, window), read(connection, window)]),
      );
    }
    assert.ok(requests.filter(({ path: at }) => at === '/oauth/Token').every(({ status }) => status === 200));
  });

  it('a person: other windows keep their sessions over a renewal', async () => {
    const connection = await connections.add(wanted('person'));
    const other = openWindow();
    const session = await other.open(connection.id);
    await read(connection, other);
    clock.ahead = 3_700_000;
    await read(connection);
    assert.equal(await other.open(connection.id), session);
    assert.equal(other.state(connection.id), 'signedIn');
  });

  it('a refused password is not tried again until somebody acts', async () => {
    const connection = await connections.add(wanted('selfHosted'));
    secrets.set(`laserficheLinks.password.${connection.id}`, 'changed meanwhile');
    clock.ahead = 2 * 3_600_000;
    const window = openWindow();
    await rejectsWith(read(connection, window), 'badCredentials');
    const before = tokenRequests();
    await rejectsWith(read(connection, window), 'badCredentials');
    assert.equal(tokenRequests(), before);
    window.refresh(connection.id);
    await new Promise(setImmediate);
    await rejectsWith(read(connection, window), 'badCredentials');
    assert.equal(tokenRequests(), before + 1);
  });

  it('are renamed, duplicated and put in another order without a request', async () => {
    const first = await connections.add(wanted('selfHosted'));
    const second = await connections.add(wanted('person'));
    await read(first);
    requests.length = 0;
    const session = await connections.open(first.id);
    await connections.rename(first.id, ' Archive ');
    assert.equal((await connections.open(first.id)).connection.name, 'Archive');
    assert.equal(await connections.open(first.id), session);
    const copy = await connections.duplicate(first.id);
    const stranger = await connections.duplicate(second.id, 'Somebody else');
    assert.deepEqual(
      connections.list().map(({ name }) => name),
      ['Archive', 'Archive (copy)', 'My person', 'Somebody else'],
    );
    await connections.move(stranger.id, 0);
    await connections.move(first.id, 99);
    assert.deepEqual(
      connections.list().map(({ name }) => name),
      ['Somebody else', 'Archive (copy)', 'My person', 'Archive'],
    );
    assert.deepEqual(requests, []);
    assert.deepEqual(await read(copy), []);
    assert.equal(connections.state(stranger.id), 'signInNeeded');
    await connections.remove(first.id);
    assert.deepEqual(await read(copy), []);
    await assert.rejects(connections.rename(copy.id, ' '), /needs a name/);
  });

  it('are edited with the saved secret, as long as it goes to the same place', async () => {
    const connection = await connections.add(wanted('selfHosted'));
    await connections.setReadOnly(connection.id, true);
    const { baseUrl, repoId, username } = server;
    const same: NewConnection = { kind: 'selfHosted', name: 'Other name', baseUrl, repoId, username };
    const edited = await connections.update(connection.id, same);
    assert.deepEqual(edited, { ...connection, name: 'Other name', readOnly: true });
    requests.length = 0;
    const elsewhere = { ...same, baseUrl: baseUrl.replace('127.0.0.1', 'localhost') };
    await assert.rejects(connections.update(connection.id, elsewhere), /Type the password/);
    await assert.rejects(
      connections.update(connection.id, { ...same, username: 'bob' }),
      /Type the password/,
    );
    assert.deepEqual(requests, []);
    assert.deepEqual(connections.list(), [edited]);
  });

  describe('edited to lead to another server', () => {
    /** Milliseconds; the clock of whoever signs an assertion may not be far from the server's. */
    const AFTER_THE_TOKEN = { selfHosted: 7_200_000, serviceApp: 100_000, person: 7_200_000 };
    let there: Sandbox;
    const elsewhere = (kind: (typeof KINDS)[number]): NewConnection => {
      const before = server;
      server = there;
      try {
        return wanted(kind);
      } finally {
        server = before;
      }
    };
    beforeEach(async () => {
      there = await startSandbox({ now: () => Date.now() + clock.ahead, oauth: { serviceToken: 60 } });
    });
    afterEach(() => there.close());

    for (const kind of KINDS) {
      it(`${kind}: an old session never sends the new secret to the old address`, async () => {
        const connection = await connections.add(wanted(kind));
        const session = await connections.open(connection.id);
        await session.repository.getLinks(EMAIL, { fresh: true });
        await connections.update(connection.id, elsewhere(kind));
        // Its token has ended: it would sign in again.
        clock.ahead = AFTER_THE_TOKEN[kind];
        requests.length = 0;
        await rejectsWith(session.repository.getLinks(EMAIL, { fresh: true }), 'badCredentials');
        assert.deepEqual(tokenRequests(), 0);
        assert.deepEqual(await read(connection), []);
        assert.equal(session.connection.baseUrl, connection.baseUrl);
      });

      it(`${kind}: nobody meets the new secret with the old address while it is saved`, async () => {
        const connection = await connections.add(wanted(kind));
        const session = await connections.open(connection.id);
        await session.repository.getLinks(EMAIL, { fresh: true });
        clock.ahead = AFTER_THE_TOKEN[kind];
        requests.length = 0;
        const sent: Promise<unknown>[] = [];
        const store = context.secrets.store.bind(context.secrets);
        context.secrets.store = async (key, value) => {
          await store(key, value);
          sent.push(rejectsWith(session.repository.getLinks(EMAIL, { fresh: true }), 'badCredentials'));
        };
        await connections.update(connection.id, elsewhere(kind));
        assert.ok(sent.length > 0);
        await Promise.all(sent);
        assert.deepEqual(tokenRequests(), 0);
      });
    }

    it('in another window with the same secret: this window goes where it leads', async () => {
      const secret = { username: 'anna', password: 'same everywhere' };
      const [first, second] = await Promise.all([startSandbox(secret), startSandbox(secret)]);
      const to = ({ baseUrl, repoId }: Sandbox): NewConnection => ({
        ...{ kind: 'selfHosted', name: 'Moved', baseUrl, repoId },
        ...secret,
      });
      const connection = await connections.add(to(first));
      await read(connection);
      await openWindow().update(connection.id, to(second));
      const { repository } = await connections.open(connection.id);
      assert.equal(repository.baseUrl, second.baseUrl);
      await Promise.all([first.close(), second.close()]);
    });

    it('tells nobody of links that an old session writes in the old repository', async () => {
      const connection = await connections.add(wanted('selfHosted'));
      const session = await connections.open(connection.id);
      const told: number[] = [];
      connections.onDidChangeLinks(({ sourceId }) => told.push(sourceId));
      const put = (targetId: number) =>
        session.editor.change({
          sourceId: EMAIL,
          edit: { upsert: [{ targetId, linkTypeId: 1 }] },
          cause: 'command',
        });
      await put(15);
      assert.deepEqual(told, [EMAIL]);
      await connections.update(connection.id, elsewhere('selfHosted'));
      assert.equal((await put(1)).sent, true);
      assert.deepEqual(told, [EMAIL]);
    });
  });

  it('of a person are edited without another sign-in, unless the app is another one', async () => {
    const connection = await connections.add(wanted('person'));
    await connections.update(connection.id, wanted('person', { name: 'Renamed' }));
    assert.equal(opened.length, 1);
    assert.deepEqual(await read(connection), []);
    const other = { ...(wanted('person') as NewPerson), clientId: 'another app' };
    await assert.rejects(connections.update(connection.id, other));
    assert.equal(opened.length, 2);
  });

  it('list the repositories that the server offers', async () => {
    for (const kind of ['serviceApp', 'person'] as const) {
      const offered = await connections.listRepositories(wanted(kind, { repoId: '', name: '' }));
      assert.deepEqual(
        offered.map(({ repoId }) => repoId),
        [server.repoId],
      );
    }
    // Without a sign-in the sandbox keeps its list to itself, as most servers do.
    assert.deepEqual(await connections.listRepositories(wanted('selfHosted')), []);
  });

  for (const [what, more, words] of [
    ['an address elsewhere', { baseUrl: 'https://evil.example/repository' }, /notLoopback/],
    ['a sign-in elsewhere', { signInOrigin: 'https://evil.example' }, /notLoopback/],
    ['an address here without a sign-in here', { signInOrigin: undefined }, /notLoopback/],
    ['a foreign region', { domain: 'laserfiche.com.evil.example' }, /foreignDomain/],
  ] as const) {
    it(`send nothing to ${what} in place of the cloud`, async () => {
      await assert.rejects(connections.add(wanted('person', more)), words);
      assert.deepEqual([requests, opened], [[], []]);
    });
  }

  it('come back from an export without their secrets, and ask for them', async () => {
    await connections.add(wanted('selfHosted'));
    const json = await connections.exportAll();
    const [saved] = connections.list();
    assert.ok(saved);
    assert.deepEqual((await connections.importAll(json)).added, []);
    await connections.remove(saved.id);
    const { added } = await connections.importAll(json);
    const [imported] = added;
    assert.ok(imported && imported.id !== saved.id);
    assert.equal(connections.state(imported.id), 'signInNeeded');
    await rejectsWith(read(imported), 'badCredentials');
    await connections.signIn(imported.id, { kind: 'selfHosted', password: server.password });
    assert.deepEqual(await read(imported), []);
  });

  it('of people stand in the accounts menu while they are signed in', async () => {
    const connection = await connections.add(wanted('person'));
    const [person] = await connections.people(false);
    assert.deepEqual([person?.connectionId, person?.name], [connection.id, 'My person']);
    clock.ahead = 3_700_000;
    await connections.signOut(connection.id);
    assert.deepEqual(await connections.people(true), []);
  });

  describe('by command', () => {
    const added: string[] = [];
    afterEach(async () => {
      for (const connectionId of added.splice(0)) await run(COMMANDS.removeConnection, { connectionId });
    });
    const add = async (argument: object) => {
      const { connectionId } = await run<{ connectionId: string }>(COMMANDS.addConnection, argument);
      added.push(connectionId);
      return connectionId;
    };

    for (const kind of ['selfHosted', 'serviceApp'] as const) {
      it(`${kind}: an argument object adds, tests, signs out and in, and edits`, async () => {
        const connectionId = await add(wanted(kind));
        assert.deepEqual(await run(COMMANDS.getLinks, { connectionId, entryId: EMAIL }), []);
        assert.deepEqual(await run(COMMANDS.testConnection, { connectionId }), { repoId: server.repoId });
        await run(COMMANDS.signOut, { connectionId });
        await assert.rejects(run(COMMANDS.testConnection, { connectionId }), /you are not signed in/);
        const { password, accessKey, servicePrincipalKey } = server;
        const secret = kind === 'selfHosted' ? { password } : { accessKey, servicePrincipalKey };
        await run(COMMANDS.signIn, { connectionId, ...secret });
        await run(COMMANDS.editConnection, { connectionId, name: 'Edited' });
        const { json } = await run<{ json: string }>(COMMANDS.exportConnections, {});
        assert.equal(json.includes('Edited'), kind === 'selfHosted');
      });
    }

    it('renames, duplicates, moves, exports and imports', async () => {
      const connectionId = await add(wanted('selfHosted'));
      await run(COMMANDS.renameConnection, { connectionId, name: 'Renamed' });
      const copy = await run<{ connectionId: string }>(COMMANDS.duplicateConnection, { connectionId });
      added.push(copy.connectionId);
      await run(COMMANDS.moveConnection, { connectionId: copy.connectionId, to: 0 });
      const file = path.join(folder, 'export.json');
      await run(COMMANDS.exportConnections, { file });
      const names = (JSON.parse(await readFile(file, 'utf8')) as { connections: { name: string }[] })
        .connections;
      assert.equal(names[0]?.name, 'Renamed (copy)');
      await run(COMMANDS.removeConnection, { connectionId: copy.connectionId });
      await run(COMMANDS.removeConnection, { connectionId });
      added.length = 0;
      const { connectionIds } = await run<{ connectionIds: string[] }>(COMMANDS.importConnections, { file });
      added.push(...connectionIds);
      assert.equal(connectionIds.length, 1);
    });

    const refused: readonly [string, string, () => object, RegExp][] = [
      [
        'another kind',
        COMMANDS.addConnection,
        () => ({ ...wanted('selfHosted'), kind: 'ftp' }),
        /"kind" must be/,
      ],
      [
        'a damaged access key',
        COMMANDS.addConnection,
        () => wanted('serviceApp', { accessKey: 'not a key!' }),
        /The access key can't be used: This is not an access key/,
      ],
      [
        'a wrong service principal key',
        COMMANDS.addConnection,
        () => wanted('serviceApp', { servicePrincipalKey: 'CANARY-key' }),
        /Could not sign in to Laserfiche Cloud: you are not signed in, or the server did not accept the sign-in/,
      ],
      [
        'a foreign region',
        COMMANDS.addConnection,
        () => wanted('person', { domain: 'evil.example' }),
        /The domain must belong to Laserfiche/,
      ],
      [
        'a port that is none',
        COMMANDS.addConnection,
        () => wanted('person', { port: 70_000 }),
        /"port" must be/,
      ],
      [
        'an address that is none',
        COMMANDS.addConnection,
        () => wanted('selfHosted', { baseUrl: 'nowhere' }),
        /The base URL can't be used: This is not an address/,
      ],
      [
        'an unknown connection',
        COMMANDS.signOut,
        () => ({ connectionId: 'none' }),
        /There is no connection "none"/,
      ],
      [
        'a file that is not there',
        COMMANDS.importConnections,
        () => ({ file: '/nowhere/x.json' }),
        /There is no file/,
      ],
      ['no export', COMMANDS.importConnections, () => ({ json: '{}' }), /no file of Laserfiche connections/],
      [
        'a place that is none',
        COMMANDS.moveConnection,
        () => ({ connectionId: 'x', to: -1 }),
        /"to" must be/,
      ],
    ];
    for (const [what, command, argument, words] of refused) {
      it(`refuses ${what} with a plain sentence`, async () => {
        await assert.rejects(run(command, argument()), (error: Error) => {
          assert.match(error.message, words);
          assert.doesNotMatch(error.message, /\n|undefined|CANARY|at .*\.js/);
          return true;
        });
      });
    }

    it('is known to the accounts menu', async () => {
      const accounts = await vscode.authentication.getAccounts('laserfiche');
      assert.deepEqual(accounts, []);
    });
  });
});

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    names
      .filter((item) => item.isFile())
      .map((item) => readFile(path.join(item.parentPath, item.name), 'utf8')),
  );
}
