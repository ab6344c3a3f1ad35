import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import type { Served } from './servers';

export interface Floor {
  send(method: string, url: string, headers?: OutgoingHttpHeaders, body?: string): Promise<unknown>;
  /** A list to its end, with pages of this size; resolves to the number of items. */
  list(url: string, pageSize: number): Promise<number>;
  readonly entries: string;
  close(): void;
}

interface PageBody {
  readonly value: readonly unknown[];
  readonly '@odata.nextLink'?: string;
}

/** The least that a client can do: node's own HTTP over a kept connection, and JSON.parse. */
export async function openFloor({ baseUrl, repoId, username, password }: Served): Promise<Floor> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const repository = `${baseUrl}/v1/Repositories/${repoId}`;
  let authorization = {};

  const send: Floor['send'] = (method, url, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { agent, method, headers: { ...authorization, ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('error', reject)
          .on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown));
      });
      sent.on('error', reject).end(body);
    });

  const form = new URLSearchParams({ grant_type: 'password', username, password }).toString();
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const token = (await send('POST', `${repository}/Token`, type, form)) as { readonly access_token: string };
  authorization = { Authorization: `Bearer ${token.access_token}` };
  return {
    send,
    list: async (first, pageSize) => {
      let count = 0;
      for (let url: string | undefined = first; url !== undefined;) {
        const page = (await send('GET', url, { Prefer: `odata.maxpagesize=${pageSize}` })) as PageBody;
        count += page.value.length;
        url = page['@odata.nextLink'];
      }
      return count;
    },
    entries: `${repository}/Entries`,
    close: () => agent.destroy(),
  };
}
