import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A request as it came over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: string;
}

/** One answer to a request, written by hand: whatever a server, a proxy or the network between can do. */
export interface Wire {
  readonly request: WireRequest;
  readonly socket: Socket;
  /** A whole answer, after which the connection stays. */
  answer(status: number, body?: string | Buffer, headers?: Readonly<Record<string, string>>): void;
  /** Status and headers as given, and nothing after them. */
  head(status: number, headers?: Readonly<Record<string, string>>): void;
  /** Calls again and again until the connection is closed, by whomever. */
  every(milliseconds: number, run: () => void): void;
}

export type Respond = (wire: Wire) => void;

export interface FaultServer {
  /** `http://127.0.0.2:port` */
  readonly origin: string;
  readonly requests: WireRequest[];
  /** Connections that stand now. */
  readonly sockets: ReadonlySet<Socket>;
  /** Bytes sent over all connections that were closed since. */
  readonly bytesSent: () => number;
  /** Cuts all connections and refuses new ones, until `listen`. */
  refuse(): Promise<void>;
  /** Takes connections again, at the same address. */
  listen(): Promise<void>;
  close(): Promise<void>;
}

/** Not the usual 127.0.0.1: what goes there by mistake is nobody's. */
const HOST = '127.0.0.2';

/** A server made of raw sockets: it keeps to HTTP as far as `respond` does. */
export async function startFaultServer(respond: Respond): Promise<FaultServer> {
  const requests: WireRequest[] = [];
  const sockets = new Set<Socket>();
  let sent = 0;
  const open = (): Server =>
    createServer((socket) => {
      // Head and body go one after the other: neither waits for the other to be acknowledged.
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        sent += socket.bytesWritten;
      });
      readRequests(socket, (request) => {
        requests.push(request);
        respond(wireOf(socket, request));
      });
    });
  let server = open();
  await listening(server, 0);
  const { port } = server.address() as AddressInfo;
  const refuse = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    origin: `http://${HOST}:${port}`,
    requests,
    sockets,
    bytesSent: () => sent,
    refuse,
    listen: async () => {
      server = open();
      await listening(server, port);
    },
    close: refuse,
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
}

/** Cuts what arrives into requests: a head, and as many bytes as it tells. */
function readRequests(socket: Socket, onRequest: (request: WireRequest) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = pending.toString('latin1', 0, end);
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      const bodyEnd = end + 4 + length;
      if (pending.length < bodyEnd) return;
      const [method = '', path = ''] = head.split(' ', 2);
      const body = pending.toString('utf8', end + 4, bodyEnd);
      pending = pending.subarray(bodyEnd);
      onRequest({ method, path, body });
    }
  });
}

function wireOf(socket: Socket, request: WireRequest): Wire {
  const head = (status: number, headers: Readonly<Record<string, string>> = {}): void => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} Given\r\n${lines.join('')}\r\n`);
  };
  return {
    request,
    socket,
    head,
    answer: (status, body = '', headers = {}) => {
      const length = String(Buffer.byteLength(body));
      head(status, { 'Content-Type': 'application/json', 'Content-Length': length, ...headers });
      if (length !== '0') socket.write(body);
    },
    every: (milliseconds, run) => {
      const timer = setInterval(run, milliseconds);
      socket.once('close', () => clearInterval(timer));
    },
  };
}
