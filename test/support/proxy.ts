import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface TestProxy {
  readonly port: number;
  /** Places that the way was opened to. */
  readonly opened: readonly string[];
  /** How many were turned away for their credentials. */
  readonly refused: () => number;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** `user:password`; left out: everybody may pass. */
  readonly credentials?: string;
  /** What a proxy that wants a sign-in asks for. */
  readonly asksFor?: string;
  readonly host?: string;
  /** Answers every `CONNECT` with this status. */
  readonly status?: number;
}

/** A CONNECT proxy on this machine. */
export async function startProxy(options: ProxyOptions = {}): Promise<TestProxy> {
  const { credentials, asksFor = 'Basic realm="test"', host = '127.0.0.2', status } = options;
  const opened: string[] = [];
  const sockets = new Set<Socket>();
  let refused = 0;
  const wanted = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  const server = createServer((_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(400).end();
  });
  server.on('connection', (socket) => keep(sockets, socket));
  server.on('connect', (request: IncomingMessage, client: Socket, head: Buffer) => {
    client.on('error', () => client.destroy());
    if (status !== undefined) {
      client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      return;
    }
    if (wanted !== undefined && request.headers['proxy-authorization'] !== wanted) {
      refused += 1;
      client.end(`HTTP/1.1 407 Sign In\r\nProxy-Authenticate: ${asksFor}\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const place = request.url ?? '';
    const at = place.lastIndexOf(':');
    const server = connect({ host: place.slice(0, at), port: Number(place.slice(at + 1)) });
    keep(sockets, server);
    server.on('error', () => client.destroy());
    server.once('connect', () => {
      opened.push(place);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.write(head);
      server.pipe(client).pipe(server);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    opened,
    refused: () => refused,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function keep(sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
}
