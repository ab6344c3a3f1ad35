import { connect, type Socket } from 'node:net';
import type { Place } from '../checks';

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
