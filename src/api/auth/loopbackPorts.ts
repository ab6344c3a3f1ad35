import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LoopbackError } from './loopbackError';

/** What `localhost` stands for. A browser takes either, so nobody else may have the port on the other one. */
const ADDRESSES = ['127.0.0.1', '::1'] as const;
/** How often the system is asked for another port when its choice is free on one address only. */
const TRIES = 8;

/** Servers that listen on the same port of both loopback addresses. */
export interface Listening {
  readonly port: number;
  readonly servers: readonly Server[];
}

/**
 * Listens on both addresses, or on the one that this machine has.
 * @param port 0: the system chooses.
 * @throws LoopbackError `portTaken` or `unavailable`; nothing listens then.
 */
export async function listenOnLoopback(create: () => Server, port: number): Promise<Listening> {
  for (let tries = port === 0 ? TRIES : 1; ; tries -= 1) {
    try {
      return await listenOnBoth(create, port);
    } catch (error) {
      if (!(error instanceof LoopbackError) || error.reason !== 'portTaken' || tries === 1) throw error;
    }
  }
}

async function listenOnBoth(create: () => Server, wanted: number): Promise<Listening> {
  const servers: Server[] = [];
  let port = wanted;
  let last: unknown;
  for (const address of ADDRESSES) {
    const server = create();
    try {
      await listen(server, port, address);
    } catch (error) {
      if (isMissing(error)) {
        last = error;
        continue;
      }
      await Promise.all(servers.map(close));
      throw new LoopbackError('portTaken', undefined, { cause: error });
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

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

/** The machine has no such address: IPv6 is often switched off. */
function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT' || code === 'EINVAL';
}
