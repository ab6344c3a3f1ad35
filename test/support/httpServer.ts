import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a test's server answers; a body that is neither text nor bytes is sent as JSON. */
export interface GivenAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** `hang`: never answers. `drop`: cuts the connection. `cutOff`: sends the head and half of a body, then cuts. */
export type Given = GivenAnswer | 'hang' | 'drop' | 'cutOff';

export interface TestServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/** A server on a free port of 127.0.0.1 that answers each request as the test says. */
export async function startHttpServer(
  answer: (request: ReceivedRequest) => Given | Promise<Given>,
): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const request = await receive(incoming);
      requests.push(request);
      const given = await answer(request);
      if (given === 'hang') return;
      if (given === 'drop') {
        incoming.socket.destroy();
        return;
      }
      if (given === 'cutOff') {
        outgoing.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
        outgoing.write('{"value":[', () => incoming.socket.destroy());
        return;
      }
      const { status = 200, headers = {}, body } = given;
      outgoing.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      const isWritten = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
      outgoing.end(isWritten ? body : JSON.stringify(body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(incoming: IncomingMessage): Promise<ReceivedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = incoming;
  return { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
}
