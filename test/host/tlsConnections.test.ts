// How many connections VS Code's own fetch makes for our requests: each costs a handshake.
import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { ApiError, createRepositoryApi, fetchTransport } from '../../src/api';
import { createConnections, type Connections } from '../../src/connections';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { startProxy } from '../support/proxy';
import { passOnTo, startTlsServer, type TlsServer } from '../support/tls';
import { trustedCertificate } from './trustedServer';
import { memoryContext } from './treeFixture';

const ENTRIES = [1, 10, 15];

describe('connections to a server with TLS', () => {
  const opened: (() => Promise<void> | void)[] = [];
  let sandbox: Sandbox;
  let server: TlsServer;
  let connections: Connections & { dispose(): void };
  let repository: Awaited<ReturnType<Connections['open']>>['repository'];

  before(async function () {
    const certificate = trustedCertificate();
    // Other systems do not let a test say what they trust.
    if (!certificate || process.platform !== 'linux') this.skip();
    sandbox = await startSandbox();
    opened.push(() => sandbox.close());
    server = await startTlsServer(certificate, passOnTo(new URL(sandbox.baseUrl).origin));
    opened.push(() => server.close());
    connections = createConnections({
      context: memoryContext(new Map()),
      onExchange: () => undefined,
      onJournalNotice: () => undefined,
    });
    opened.push(() => connections.dispose());
  });
  after(async () => {
    for (const close of opened.reverse()) await close();
  });

  async function signIn(): Promise<void> {
    const { repoId, username, password, baseUrl } = sandbox;
    const { pathname } = new URL(baseUrl);
    const { id } = await connections.add({
      ...{ kind: 'selfHosted', name: 'TLS', repoId, username, password },
      baseUrl: `https://127.0.0.2:${server.port}${pathname}`,
    });
    ({ repository } = await connections.open(id));
    await repository.getEntry(1);
  }

  async function sequential(): Promise<number> {
    const before = server.connections();
    for (let calls = 0; calls < 50; calls += 1) {
      await repository.getEntry(ENTRIES[calls % ENTRIES.length]!);
      // Failures, changes and answers without a body leave the connection as usable as others do.
      if (calls % 10 === 0) await assert.rejects(repository.getEntry(999_999), { reason: 'notFound' });
    }
    return server.connections() - before;
  }

  /** Different calls, as equal ones would be shared. */
  async function parallel(): Promise<number> {
    const before = server.connections();
    const paths = Array.from({ length: 20 }, (_, index) => `\\Email ${index}`);
    await Promise.all(paths.map((path) => repository.getEntryByPath(path)));
    return server.connections() - before;
  }

  it('are kept: none is made anew for 50 requests, and four at most for 20 at once', async () => {
    await signIn();
    const [afterSignIn, one, four] = [server.connections(), await sequential(), await parallel()];
    assert.ok(afterSignIn <= 2, `${afterSignIn} to sign in`);
    assert.ok(one <= 1, `${one} in 50 sequential`);
    assert.ok(four <= 4, `${four} in 20 parallel`);
  });

  it('are kept through a proxy as well', async () => {
    const proxy = await startProxy({ host: '127.0.0.3' });
    const http = vscode.workspace.getConfiguration('http');
    const target = vscode.ConfigurationTarget.Global;
    await http.update('proxy', `http://127.0.0.3:${proxy.port}`, target);
    try {
      const before = server.connections();
      await signIn();
      await sequential();
      const two = server.connections() - before;
      const four = await parallel();
      assert.ok(proxy.opened.length > 0);
      assert.ok(two <= 2, `${two} to sign in and in 50 sequential`);
      assert.ok(four <= 4, `${four} in 20 parallel`);
    } finally {
      await http.update('proxy', undefined, target);
      await proxy.close();
    }
  });
});

describe('a save to a server that speaks no TLS', () => {
  it('is known to have sent nothing', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.2', resolve));
    const { port } = server.address() as AddressInfo;
    const token = { token: 't', expiresAt: Date.now() + 3_600_000 };
    const api = createRepositoryApi({
      ...{ baseUrl: `https://127.0.0.2:${port}/LFRepositoryAPI`, repoId: 'r', transport: fetchTransport },
      signIn: { requestToken: () => Promise.resolve(token) },
    });
    try {
      const failure: unknown = await api.assignLinks(10, []).catch((error: unknown) => error);
      assert.ok(ApiError.is(failure, 'network'), String(failure));
      assert.equal(failure.outcomeUnknown, false, String(failure.cause));
    } finally {
      server.close();
    }
  });
});
