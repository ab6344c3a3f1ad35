import { connect, isIP, type Socket } from 'node:net';
import type { HttpProxy, Place, TunnelAnswer } from '../checks';

/** A connection that stands. The signal ends the waiting, not the connection. */
export function connected({ host, port }: Place, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const give = (settle: () => void) => {
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => {
      socket.destroy();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => give(() => resolve(socket)));
    socket.once('error', (error) => give(() => reject(error)));
    if (signal.aborted) onAbort();
  });
}

/** Heads of answers are shorter; a proxy that goes on is none. Bytes. */
const LONGEST_HEAD = 16_384;

export interface Tunnel {
  readonly socket: Socket;
  readonly answer: TunnelAnswer;
}

/** Asks a proxy for the way to a server. The credentials go to the proxy only, as VS Code would send them. */
export async function openTunnel(proxy: HttpProxy, to: Place, signal: AbortSignal): Promise<Tunnel> {
  const socket = await connected(proxy, signal);
  const place = isIP(to.host) === 6 ? `[${to.host}]:${to.port}` : `${to.host}:${to.port}`;
  const head = [
    `CONNECT ${place} HTTP/1.1`,
    `Host: ${place}`,
    ...(proxy.credentials === undefined
      ? []
      : [`Proxy-Authorization: Basic ${Buffer.from(proxy.credentials).toString('base64')}`]),
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return { socket, answer: readHead(await headOf(socket, signal)) };
}

function headOf(socket: Socket, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let head = '';
    const end = (error?: Error) => {
      socket.off('data', onData).off('error', end).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      if (!error) {
        resolve(head);
        return;
      }
      socket.destroy();
      reject(error);
    };
    const onData = (chunk: Buffer) => {
      head += chunk.toString('latin1');
      if (head.includes('\r\n\r\n')) end();
      else if (head.length > LONGEST_HEAD) end(new Error('The proxy does not speak HTTP.'));
    };
    const onClose = () => end(new Error('The proxy closed the connection.'));
    const onAbort = () => end(signal.reason as Error);
    socket.on('data', onData).on('error', end).on('close', onClose);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}

function readHead(head: string): TunnelAnswer {
  const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(head)?.[1] ?? NaN);
  if (Number.isNaN(status)) throw new Error('The proxy does not speak HTTP.');
  const asked = [...head.matchAll(/^proxy-authenticate:[ \t]*(.+?)\r?$/gim)].map(([, value]) => value);
  return { status, asksFor: asked.length > 0 ? asked.join(', ') : undefined };
}
