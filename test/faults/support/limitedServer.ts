import { startFaultServer, type FaultServer } from '../../support/faultServer';
import { goodBody, linksOf } from './goodServer';
import type { VirtualClock } from './virtualClock';

export const MINUTE = 60_000;
/** What the cloud allows an account. */
export const LIMIT = 100;

/** A server that takes so many requests in any minute, and tells by `Retry-After` when it takes the next. */
export async function limitedServer(
  clock: VirtualClock,
): Promise<{ server: FaultServer; refused: () => number }> {
  let times: number[] = [];
  let refused = 0;
  let links: readonly unknown[] = [];
  const server = await startFaultServer((wire) => {
    const now = clock.now();
    times = times.filter((time) => time > now - MINUTE);
    if (times.length >= LIMIT) {
      refused += 1;
      const seconds = Math.ceil((times[0]! + MINUTE - now) / 1000);
      wire.answer(429, '{}', { 'Retry-After': String(seconds) });
      return;
    }
    times.push(now);
    if (wire.request.method === 'PUT') links = linksOf(wire.request.body);
    wire.answer(200, goodBody(wire.request, links));
  });
  return { server, refused: () => refused };
}
