import assert from 'node:assert/strict';
import { request } from 'node:https';
import {
  connect,
  createServer as createTcpServer,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import nodeFetch from 'node-fetch';
import { neverConnected, neverSent } from '../../../../src/api/http/connectionErrors';
import { makeCertificate } from '../../../support/tls';

const HOST = '127.0.0.1';
const authority = makeCertificate({ name: 'Authority' });
const { cert, key } = makeCertificate({ name: 'Server', hosts: [HOST], issuer: authority });

/** What servers send instead of what was agreed on. */
const PLAIN = 'HTTP/1.1 502 Bad Gateway\r\n\r\n';

describe('api: what failed TLS proves, with real servers', () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    server.on('connection', (socket: Socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    return (server.address() as AddressInfo).port;
  }

  /** Agrees on TLS, takes the request, and writes plain text into the connection as a middlebox would. */
  async function brokenLater(): Promise<{ readonly port: number; readonly received: () => number }> {
    let bytes = 0;
    let outer: Socket | undefined;
    const server = createTlsServer({ cert, key }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => {
        if (bytes === 0) outer?.write(PLAIN);
        bytes += chunk.length;
      });
    });
    const inner = await listen(server);
    const between = createTcpServer((socket) => {
      outer = socket;
      const on = connect(inner, HOST);
      sockets.push(on);
      on.on('error', () => undefined);
      socket.pipe(on).pipe(socket, { end: false });
    });
    return { port: await listen(between), received: () => bytes };
  }

  const byHttps = (port: number): Promise<unknown> =>
    new Promise((resolve) => {
      const put = request({ host: HOST, port, method: 'PUT', ca: authority.cert, agent: false });
      put.on('error', resolve).on('response', resolve).end('[]');
    });
  const byFetch = (port: number): Promise<unknown> =>
    fetch(`https://${HOST}:${port}/`, { method: 'PUT', body: '[]' }).catch((error: unknown) => error);
  const byNodeFetch = (port: number): Promise<unknown> =>
    nodeFetch(`https://${HOST}:${port}/`, { method: 'PUT', body: '[]' }).catch((error: unknown) => error);

  for (const [client, put] of Object.entries({ https: byHttps, fetch: byFetch, 'node-fetch': byNodeFetch })) {
    it(`${client}: a server that speaks no TLS got nothing`, async () => {
      const server = createTcpServer((socket) => socket.on('data', () => socket.end(PLAIN)));
      const error = await put(await listen(server));
      assert.deepEqual([neverSent(error), neverConnected(error)], [true, false], String(error));
    });

    it(`${client}: a server that closes in the handshake got nothing, and may be asked again`, async () => {
      const server = createTcpServer((socket) => socket.on('data', () => socket.end()));
      const error = await put(await listen(server));
      assert.deepEqual([neverSent(error), neverConnected(error)], [true, true], String(error));
    });

    it(`${client}: a certificate that nobody trusts stops what was to be sent`, async () => {
      const self = makeCertificate({ name: 'Self', hosts: [HOST], days: -1 });
      const error = await put(await listen(createTlsServer({ cert: self.cert, key: self.key })));
      assert.deepEqual([neverSent(error), neverConnected(error)], [true, false], String(error));
    });
  }

  it('a connection that breaks after the request proves nothing, in the words of a handshake', async () => {
    const { port, received } = await brokenLater();
    const error = await byHttps(port);
    assert.ok(error instanceof Error && 'code' in error);
    assert.equal(error.code, 'ERR_SSL_WRONG_VERSION_NUMBER');
    assert.ok(received() > 0);
    assert.equal(neverSent(error), false);
  });
});
