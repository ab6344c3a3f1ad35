import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between client and server and notes every credential that passes. */
export interface RecordingProxy {
  readonly origin: string;
  /** Tokens, assertions, codes and refresh tokens, in both directions. */
  readonly seen: ReadonlySet<string>;
  close(): void;
}

const FORM_FIELDS = ['password', 'refresh_token', 'code', 'code_verifier', 'client_assertion'];
const ANSWER_FIELDS = ['access_token', 'refresh_token'];

export async function recordCredentials(upstream: string): Promise<RecordingProxy> {
  const seen = new Set<string>();
  const note = (value: unknown) => {
    if (typeof value === 'string' && value.length > 5) seen.add(value);
  };

  async function pass(request: IncomingMessage): Promise<Response> {
    const { method = 'GET', url = '/', headers } = request;
    const body = await textOf(request);
    note(headers.authorization?.split(' ')[1]);
    const form = new URLSearchParams(body);
    if (headers['content-type']?.includes('urlencoded')) for (const name of FORM_FIELDS) note(form.get(name));
    const kept = ['authorization', 'content-type', 'accept', 'prefer'].flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value] as [string, string]] : [];
    });
    const init = { method, headers: kept, redirect: 'manual' as const };
    return fetch(`${upstream}${url}`, body === '' ? init : { ...init, body });
  }

  const server = createServer((request, response) => {
    pass(request)
      .then(async (answer) => {
        const text = await answer.text();
        if (request.url?.endsWith('/Token') && answer.ok) {
          const json = JSON.parse(text) as Record<string, unknown>;
          for (const name of ANSWER_FIELDS) note(json[name]);
        }
        const location = answer.headers.get('location');
        if (location !== null) note(new URL(location, upstream).searchParams.get('code'));
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? '',
          ...(location !== null && { location }),
        });
        response.end(text);
      })
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
