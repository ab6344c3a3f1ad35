import { lookup } from 'node:dns/promises';
import type { Transport } from '../../api';
import type { Probes } from '../checks';
import { lookAtCertificate } from './handshake';
import { connected, openTunnel } from './sockets';

/** The real world. */
export function realProbes(transport: Transport): Probes {
  return {
    async resolve(host) {
      const found = await lookup(host, { all: true });
      return found.map(({ address }) => address);
    },
    async connect(place, signal) {
      (await connected(place, signal)).destroy();
    },
    async tunnel(proxy, to, signal) {
      const { socket, answer } = await openTunnel(proxy, to, signal);
      socket.destroy();
      return answer;
    },
    handshake: lookAtCertificate,
    transport,
    now: Date.now,
  };
}
