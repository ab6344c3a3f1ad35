import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LoopbackError } from './loopbackError';
import { answerPage, refuse } from './loopbackPage';
import { close, listenOnLoopback } from './loopbackPorts';

export const CALLBACK_PATH = '/callback';
/** One request is served, whatever came of it. */
const GONE = [410, 'Gone'] as const;
/** As long as the guide gives a person to consent, and some time to sign in before. Milliseconds. */
const PATIENCE = 10 * 60_000;
/** Milliseconds for a browser to send its request, which is one small package. */
const REQUEST_PATIENCE = 10_000;

export interface LoopbackOptions {
  /** The state of the sign-in that was begun. */
  readonly state: string;
  /** 0 or left out: chosen by the system. Redirect addresses of real apps are registered with their port. */
  readonly port?: number | undefined;
  /** Milliseconds until `timeout`; 10 minutes unless told. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** A listener that waits for one request of the browser. */
export interface Loopback {
  /** `http://localhost:{port}/callback` */
  readonly redirectUri: string;
  /** The authorization code. Rejects with `LoopbackError` only; nothing listens any more when it settles. */
  readonly code: Promise<string>;
  /** Stops listening; `code` rejects with `cancelled` unless it has settled. */
  close(): Promise<void>;
}

/**
 * Waits on `http://localhost:{port}/callback` for the browser to come back from the sign-in. The first request to that
 * very address ends the wait, well or not; everything else is refused and changes nothing.
 * @throws LoopbackError `portTaken`, `unavailable` or `cancelled`
 */
export async function listenForCallback(options: LoopbackOptions): Promise<Loopback> {
  const { state, port: wanted = 0, timeoutMs = PATIENCE, signal } = options;
  if (signal?.aborted) throw new LoopbackError('cancelled');
  const sockets = new Set<Socket>();
  let settled = false;
  let settle: (outcome: Outcome, answered?: Socket) => Promise<void> = () => Promise.resolve();
  let isOurs: (host: string | undefined) => boolean = () => false;

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const refusal = refusalOf(request, isOurs(request.headers.host));
    if (refusal || settled) {
      refuse(response, ...(refusal ?? GONE));
      return;
    }
    settled = true;
    const outcome = outcomeOf(request.url ?? '', state);
    // The browser shall have its page before the connection goes; a browser that left needs none.
    response.once('close', () => void settle(outcome, request.socket));
    if (typeof outcome === 'string')
      answerPage(response, 200, 'Almost there', 'You can close this tab and go back to Visual Studio Code.');
    else
      answerPage(response, 400, 'Not signed in', 'Go back to Visual Studio Code to see why, and try again.');
  };
  const { port, servers } = await listenOnLoopback(() => newServer(handle, sockets), wanted);
  isOurs = (host) =>
    [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`].includes(host?.toLowerCase() ?? '');

  const code = new Promise<string>((resolve, reject) => {
    settle = async (outcome, answered) => {
      settled = true;
      settle = () => Promise.resolve();
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      for (const socket of sockets) if (socket !== answered) socket.destroy();
      answered?.destroySoon();
      await Promise.all(servers.map(close));
      if (typeof outcome === 'string') resolve(outcome);
      else reject(outcome);
    };
  });
  const cancel = () => void settle(new LoopbackError('cancelled'));
  const timer = setTimeout(() => void settle(new LoopbackError('timeout')), timeoutMs);
  signal?.addEventListener('abort', cancel, { once: true });
  // Aborted while the port was being opened: nobody told the listener.
  if (signal?.aborted) cancel();
  // Whoever awaits it hears of it; a listener that is closed before anybody did is no failure of the process.
  code.catch(() => undefined);

  return {
    redirectUri: `http://localhost:${port}${CALLBACK_PATH}`,
    code,
    async close() {
      await settle(new LoopbackError('cancelled'));
      await code.catch(() => undefined);
    },
  };
}

type Outcome = string | LoopbackError;

function newServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  sockets: Set<Socket>,
): Server {
  const server = createServer(
    {
      headersTimeout: REQUEST_PATIENCE,
      requestTimeout: REQUEST_PATIENCE,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: 16 * 1024,
    },
    handle,
  );
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return server;
}

/** Why a request is none of our business; the address is compared as it was sent, not as it might resolve. */
function refusalOf(
  { method, url = '', headers }: IncomingMessage,
  isOurHost: boolean,
): readonly [number, string] | undefined {
  // A page of another site whose name leads here.
  if (!isOurHost) return [421, 'Misdirected'];
  if (url.split('?', 1)[0] !== CALLBACK_PATH) return [404, 'Not found'];
  if (method !== 'GET') return [405, 'Method not allowed'];
  // A script or picture of another page, where a browser comes back with a whole page.
  if ((headers['sec-fetch-dest'] ?? 'document') !== 'document') return [403, 'Forbidden'];
  return undefined;
}

function outcomeOf(url: string, state: string): Outcome {
  const query = new URLSearchParams(url.slice(CALLBACK_PATH.length));
  const only = (name: string): string | undefined => {
    const values = query.getAll(name);
    return values.length === 1 ? values[0] : undefined;
  };
  if (!isSame(only('state') ?? '', state)) return new LoopbackError('wrongState');
  const error = query.get('error');
  if (error !== null) {
    const known = /^[a-z_]{1,40}$/.test(error) ? error : undefined;
    return new LoopbackError(known === 'access_denied' ? 'denied' : 'refused', known);
  }
  const code = only('code') ?? '';
  return code === '' ? new LoopbackError('badCallback') : code;
}

/** Takes the same time wherever the texts differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
