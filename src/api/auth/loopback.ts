import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { nodeTimers, type Timers } from '../http/clock';
import { LoopbackError } from './errors';

export const CALLBACK_PATH = '/callback';
/** What the person in front of the browser is told: title and advice. */
const ALMOST_THERE = ['Almost there', 'You can close this tab and go back to Visual Studio Code.'] as const;
const NOT_SIGNED_IN = ['Not signed in', 'Go back to Visual Studio Code to see why, and try again.'] as const;
const WRONG_STATE = [
  'This belongs to another sign-in',
  'What this tab came back with was not used. Close it, and finish the sign-in that you began last in Visual Studio Code.',
] as const;
const BAD_CALLBACK = [
  'Something is missing',
  'The sign-in server sent this tab back without a code. Finish the sign-in in its own tab, or cancel it in Visual Studio Code and try again.',
] as const;
const IS_OVER = [
  'This sign-in is over',
  'You can close this tab and go back to Visual Studio Code.',
] as const;
const NOTHING_HERE = [
  'Nothing here',
  'This address only takes the answer to a sign-in. If you have begun one, go on with it in its own tab.',
] as const;
const PAGE_STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}main{max-width:36rem;margin:20vh auto;padding:0 1.5rem}h1{font-size:1.5rem}`;
const PAGE_STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** The address has a code in it: it must reach neither another page nor a cache. */
const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${PAGE_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
  Connection: 'close',
};

/** What `localhost` stands for. A browser takes either, so nobody else may have the port on the other one. */
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1'] as const;
/** How often the system is asked for another port when its choice is free on one address only. */
const PORT_TRIES = 8;

/** As long as the guide gives a person to consent, and some time to sign in before. Milliseconds. */
const SIGN_IN_TIMEOUT_MS = 10 * 60_000;
/** Milliseconds for a browser to send its request, which is one small package. */
const REQUEST_TIMEOUT_MS = 10_000;

export interface LoopbackOptions {
  /** The state of the sign-in that was begun. */
  readonly state: string;
  /** 0 or left out: chosen by the system. Redirect addresses of real apps are registered with their port. */
  readonly port?: number | undefined;
  /** Milliseconds until `timeout`; 10 minutes unless told. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** What waits for `timeoutMs`; Node's timers unless told. */
  readonly timers?: Timers | undefined;
}

/** A listener that waits for the browser to come back with the answer of one sign-in. */
export interface Loopback {
  /** `http://localhost:{port}/callback` */
  readonly redirectUri: string;
  /** The authorization code. Rejects with `LoopbackError` only; nothing listens any more when it settles. */
  readonly code: Promise<string>;
  /** Stops listening; `code` rejects with `cancelled` unless it has settled. */
  close(): Promise<void>;
}

/**
 * Waits on `http://localhost:{port}/callback` for the browser to come back from the sign-in. Only who has the state ends
 * the wait: with a code, or with the server's refusal. Everybody on this machine and every web page can send something
 * else, so that is answered and changes nothing; `code` tells of it when nothing better came in time.
 * @throws LoopbackError `portTaken`, `portReserved`, `unavailable` or `cancelled`
 */
export async function listenForCallback(options: LoopbackOptions): Promise<Loopback> {
  const {
    state,
    port: requestedPort = 0,
    timeoutMs = SIGN_IN_TIMEOUT_MS,
    signal,
    timers = nodeTimers,
  } = options;
  if (signal?.aborted) throw new LoopbackError('cancelled');
  const sockets = new Set<Socket>();
  /** What came back; there is only one. */
  let answer: Outcome | undefined;
  let [wrongStates, badCallbacks] = [0, 0];
  let settle: (outcome: Outcome, answered?: Socket) => Promise<void> = () => Promise.resolve();
  let isOurs: (host: string | undefined) => boolean = () => false;

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const refusal = refusalOf(request, isOurs(request.headers.host));
    if (refusal !== undefined) {
      answerPage(response, refusal, ...NOTHING_HERE);
      return;
    }
    if (answer !== undefined) {
      answerPage(response, 410, ...IS_OVER);
      return;
    }
    const outcome = outcomeOf(request.url ?? '', state);
    switch (outcome) {
      case 'noAnswer':
        answerPage(response, 400, ...NOTHING_HERE);
        return;
      case 'wrongState':
        wrongStates += 1;
        answerPage(response, 400, ...WRONG_STATE);
        return;
      case 'badCallback':
        badCallbacks += 1;
        answerPage(response, 400, ...BAD_CALLBACK);
        return;
    }
    answer = outcome;
    // The browser shall have its page before the connection goes; a browser that left needs none.
    response.once('close', () => void settle(outcome, request.socket));
    if ('code' in outcome) answerPage(response, 200, ...ALMOST_THERE);
    else answerPage(response, 400, ...NOT_SIGNED_IN);
  };
  const { port, servers } = await listenOnLoopback(() => newServer(handle, sockets), requestedPort);
  isOurs = (host) =>
    [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].includes(host?.toLowerCase() ?? '');

  const code = new Promise<string>((resolve, reject) => {
    settle = async (outcome, answered) => {
      answer = outcome;
      settle = () => Promise.resolve();
      stopWaiting();
      signal?.removeEventListener('abort', cancel);
      for (const socket of sockets) if (socket !== answered) socket.destroy();
      answered?.destroySoon();
      await Promise.all(servers.map(close));
      if ('code' in outcome) resolve(outcome.code);
      else reject(outcome);
    };
  });
  const cancel = () => void settle(new LoopbackError('cancelled'));
  const stopWaiting = timers.after(timeoutMs, () => {
    const reason = badCallbacks > 0 ? 'badCallback' : wrongStates > 0 ? 'wrongState' : 'timeout';
    void settle(answer ?? new LoopbackError(reason, undefined, { wrongStates }));
  });
  signal?.addEventListener('abort', cancel, { once: true });
  // Aborted while the port was being opened: nobody told the listener.
  if (signal?.aborted) cancel();
  // Whoever awaits it hears of it; a listener that is closed before anybody did is no failure of the process.
  code.catch(() => undefined);

  return {
    redirectUri: `http://localhost:${port}${CALLBACK_PATH}`,
    code,
    async close() {
      await settle(answer ?? new LoopbackError('cancelled'));
      await code.catch(() => undefined);
    },
  };
}

/** What ends a sign-in. */
type Outcome = { readonly code: string } | LoopbackError;

function newServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  sockets: Set<Socket>,
): Server {
  const server = createServer(
    {
      headersTimeout: REQUEST_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: 16 * 1024,
    },
    handle,
  );
  // A connection that can't be accepted, for want of file handles say, is no end of the wait for another one.
  server.on('error', () => undefined);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return server;
}

/** The status of a request that is none of our business; the address is compared as it was sent, not as it might resolve. */
function refusalOf(
  { method, url = '', headers }: IncomingMessage,
  isOurHost: boolean,
): 403 | 404 | 405 | 421 | undefined {
  // A page of another site whose name leads here.
  if (!isOurHost) return 421;
  if (url.split('?', 1)[0] !== CALLBACK_PATH) return 404;
  if (method !== 'GET') return 405;
  // A script or picture of another page, where a browser comes back with a whole page.
  if ((headers['sec-fetch-dest'] ?? 'document') !== 'document') return 403;
  return undefined;
}

function outcomeOf(url: string, state: string): Outcome | 'noAnswer' | 'wrongState' | 'badCallback' {
  const query = new URLSearchParams(url.slice(CALLBACK_PATH.length));
  const only = (name: string): string | undefined => {
    const values = query.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  if (!['state', 'code', 'error'].some((name) => query.has(name))) return 'noAnswer';
  if (!isSame(only('state') ?? '', state)) return 'wrongState';
  const error = query.get('error');
  if (error !== null) {
    const known = /^[a-z_]{1,40}$/.test(error) ? error : undefined;
    return new LoopbackError(known === 'access_denied' ? 'denied' : 'refused', known);
  }
  const code = only('code') ?? '';
  return code === '' ? 'badCallback' : { code };
}

/** Takes the same time wherever the texts differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Answers with a page for the person in front of the browser. Both texts are our own wording. */
function answerPage(response: ServerResponse, status: number, title: string, advice: string): void {
  response.writeHead(status, { ...PAGE_HEADERS, ...(status === 405 && { Allow: 'GET' }) });
  response.end(
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${title}</title><style>${PAGE_STYLE}</style></head>` +
      `<body><main><h1>${title}</h1><p>${advice}</p></main></body></html>`,
  );
}

/** Servers that listen on the same port of both loopback addresses. */
interface Listening {
  readonly port: number;
  readonly servers: readonly Server[];
}

/**
 * Listens on both addresses, or on the one that this machine has.
 * @param port 0: the system chooses.
 * @throws LoopbackError `portTaken`, `portReserved` or `unavailable`; nothing listens then.
 */
async function listenOnLoopback(create: () => Server, port: number): Promise<Listening> {
  for (let tries = port === 0 ? PORT_TRIES : 1; ; tries -= 1) {
    try {
      return await listenOnBoth(create, port);
    } catch (error) {
      const isOfPort = error instanceof LoopbackError && error.reason !== 'unavailable';
      if (!isOfPort || tries === 1) throw error;
    }
  }
}

async function listenOnBoth(create: () => Server, requestedPort: number): Promise<Listening> {
  const servers: Server[] = [];
  let port = requestedPort;
  let last: unknown;
  for (const address of LOOPBACK_ADDRESSES) {
    const server = create();
    try {
      await listen(server, port, address);
    } catch (error) {
      if (isMissing(error)) {
        last = error;
        continue;
      }
      await Promise.all(servers.map(close));
      const reason = isReserved(error) ? 'portReserved' : 'portTaken';
      throw new LoopbackError(reason, undefined, { cause: error });
    }
    servers.push(server);
    port = (server.address() as AddressInfo).port;
  }
  if (servers.length === 0) throw new LoopbackError('unavailable', undefined, { cause: last });
  return { port, servers };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The machine has no such address: IPv6 is often switched off. */
function isMissing(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'EINVAL';
}

/** Ports that the system lets nobody listen on. */
function isReserved(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'EACCES' || code === 'EPERM';
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
