import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TestCertificate } from '../../support/tls';
import { childRows, childrenOf, folderRows, linkRows } from './bigPages';

export const REPO_ID = 'big';
/** Entries with an id below this have as many links; assigning some makes them their own. */
export const LINKED = 1000;
const FOLDERS = [1_000, 10_000, 100_000];
const DIGITS = 4;

export interface BigServerOptions {
  readonly host?: string;
  /** Left out: no TLS. */
  readonly certificate?: TestCertificate;
  /** Pages are never larger; 1,000 unless told. */
  readonly maxPageSize?: number;
}

export interface BigServer {
  readonly baseUrl: string;
  /** Connections that were opened; with TLS, those that came through the handshake. */
  readonly connections: () => number;
  readonly requests: () => number;
  /** Children sent so far, and when the last of them had left. Milliseconds since the epoch. */
  readonly childrenSent: () => number;
  readonly lastSentAt: () => number;
  /** Stands in the names of all children from now on. */
  setVersion(version: number): void;
  /** When the connection of the nth request for `stall` was closed. Milliseconds since the epoch. */
  stallClosed(nth: number): Promise<number>;
  close(): Promise<void>;
}

/**
 * A repository that costs the server nothing: each page is made once and kept as bytes, so that what is measured is the
 * client. One with an entry called `stall` begins an answer and never ends it.
 */
export async function startBigServer(options: BigServerOptions = {}): Promise<BigServer> {
  const { host = '127.0.0.1', certificate, maxPageSize = 1000 } = options;
  const counts = { connections: 0, requests: 0, childrenSent: 0, lastSentAt: 0 };
  const pages = new Map<string, Page>();
  const assigned = new Map<number, unknown[]>();
  const stalls: Promise<number>[] = [];
  let version = 1;

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    counts.requests += 1;
    const { method = '', url = '' } = request;
    const [, path = '', query = ''] = /\/LFRepositoryAPI([^?]*)\??(.*)/.exec(url) ?? [];
    if (path.endsWith('/stall')) {
      stalls.push(once(request.socket, 'close').then(now));
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{');
      return;
    }
    const [, entry, list] = /\/Entries\/(\d+)\/.*?(children|links)$/i.exec(path) ?? [];
    const id = Number(entry);
    if (list === 'links' && method === 'PUT') {
      void receive(request).then((payload) => {
        assigned.set(id, linksOf(id, payload));
        send(response, json({ value: assigned.get(id) }));
      });
      return;
    }
    request.resume();
    const own = list === 'links' ? assigned.get(id) : undefined;
    if (own || !list) {
      send(response, json(own ? { value: own } : single(path)));
      return;
    }
    const page = pageOf(request, { id, list, path, query });
    send(response, page.body, () => {
      if (list !== 'children') return;
      counts.childrenSent += page.size;
      counts.lastSentAt = now();
    });
  };

  function pageOf(request: IncomingMessage, { id, list, path, query }: Asked): Page {
    const [, from = 0, before = list === 'links' ? 100 : 150] = /skiptoken=(\d+)-(\d+)/.exec(query) ?? [];
    const [, wanted = before] = /maxpagesize=(\d+)/.exec(String(request.headers['prefer'] ?? '')) ?? [];
    const size = Math.min(Number(wanted), maxPageSize);
    const address = `${origin(request)}/LFRepositoryAPI${path}`;
    const select = /[?&](?:\$|%24)select=([^&]*)/i.exec(`?${query}`)?.[1] ?? '';
    const key = [address, from, size, version, select].join();
    const page = pages.get(key) ?? makePage(id, list, Number(from), size, address, select);
    pages.set(key, page);
    return page;
  }

  function makePage(
    id: number,
    list: string,
    from: number,
    wanted: number,
    address: string,
    select: string,
  ): Page {
    const selected = decodeURIComponent(select).split(',').filter(Boolean);
    const isRoot = list === 'children' && id === 1;
    const total = list === 'links' ? (id < LINKED ? id : 0) : childrenOf(id);
    const size = Math.max(0, Math.min(wanted, total - from));
    const value = isRoot
      ? folderRows(FOLDERS, DIGITS)
      : list === 'links'
        ? linkRows(id, from, size)
        : childRows(id, from, size, version, selected);
    const isLast = isRoot || from + size >= total;
    const query = `${select && `$select=${select}&`}$skiptoken=${from + size}-${wanted}`;
    const next = isLast ? {} : { '@odata.nextLink': `${address}?${query}` };
    return { body: json({ '@odata.context': `${address}/$metadata`, ...next, value }), size };
  }

  const origin = ({ headers }: IncomingMessage) => `${certificate ? 'https' : 'http'}://${headers.host}`;
  const server = certificate ? createHttps(certificate, answer) : createHttp(answer);
  server.on(certificate ? 'secureConnection' : 'connection', () => (counts.connections += 1));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `${certificate ? 'https' : 'http'}://${host}:${port}/LFRepositoryAPI`,
    connections: () => counts.connections,
    requests: () => counts.requests,
    childrenSent: () => counts.childrenSent,
    lastSentAt: () => counts.lastSentAt,
    setVersion: (next) => {
      version = next;
      pages.clear();
    },
    stallClosed: (nth) => stalls[nth] ?? Promise.reject(new Error(`There was no stall ${nth}.`)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Page {
  readonly body: Buffer;
  readonly size: number;
}

interface Asked {
  readonly id: number;
  readonly list: string;
  readonly path: string;
  readonly query: string;
}

/** Milliseconds since the epoch, and parts of them. */
const now = (): number => performance.timeOrigin + performance.now();
const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function send(response: ServerResponse, body: Buffer, sent: () => void = () => undefined): void {
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.byteLength };
  response.writeHead(200, headers).end(body, sent);
}

/** Everything that is no list. */
function single(path: string): unknown {
  if (path.endsWith('/Token')) return { access_token: 'token', expires_in: 900, token_type: 'bearer' };
  if (path.endsWith('/LinkDefinitions'))
    return { value: [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' }] };
  if (path.endsWith('/v1/Repositories')) return [{ repoId: REPO_ID, repoName: 'Big' }];
  const id = Number(/\/Entries\/(\d+)/i.exec(path)?.[1] ?? 1);
  return { id, name: `Entry ${id}`, entryType: id === 1 ? 'Folder' : 'Document', fullPath: `\\Entry ${id}` };
}

async function receive(request: IncomingMessage): Promise<readonly { readonly targetId: number }[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as readonly { readonly targetId: number }[];
}

function linksOf(sourceId: number, payload: readonly object[]): unknown[] {
  return payload.map((link, index) => ({ linkId: index + 1, sourceId, ...link }));
}
