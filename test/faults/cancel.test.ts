import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { fetchTransport, nodeFetchTransport } from '../../src/api';
import { rejectsWith } from '../support/apiError';
import { startFaultServer, type FaultServer, type Wire } from '../support/faultServer';
import { clientOf } from './support/client';
import { FAULTS } from './support/faults';
import { goodBody } from './support/goodServer';
import { OPERATIONS } from './support/operations';
import { scaledClock } from './support/scaledClock';

describe('faults: cancel', () => {
  let server: FaultServer | undefined;
  afterEach(() => server?.close());

  /** A server that leaves everything but sign-ins waiting; `met` has each request that met the fault. */
  async function waiting(fault: 'stall' | 'stall after headers' | 'drip of a byte a second') {
    const met: Wire[] = [];
    let tell: () => void = () => undefined;
    server = await startFaultServer((wire) => {
      if (wire.request.path.endsWith('/Token')) {
        wire.answer(200, goodBody(wire.request));
        return;
      }
      met.push(wire);
      FAULTS[fault](wire);
      // What was written is on its way.
      setImmediate(() => tell());
    });
    const next = () => new Promise<void>((resolve) => (tell = resolve));
    return { origin: server.origin, met, next };
  }

  const transports = { fetch: fetchTransport, 'node-fetch': nodeFetchTransport };
  for (const [name, transport] of Object.entries(transports)) {
    for (const fault of ['stall', 'stall after headers', 'drip of a byte a second'] as const) {
      it(`closes the socket at once: ${fault}, over ${name}`, async () => {
        const { origin, met, next } = await waiting(fault);
        const { 'sign in': _, 'change, when it assigns': __, ...operations } = OPERATIONS;
        for (const { run } of Object.values(operations)) {
          const cancel = new AbortController();
          const begun = next();
          const call = run(clientOf(origin, { transport }, scaledClock(1)), { signal: cancel.signal });
          const refused = rejectsWith(call, 'cancelled');
          await begun;
          const { socket } = met.at(-1)!;
          const closed = closing(socket);
          cancel.abort();
          await Promise.all([refused, closed]);
        }
      });
    }
  }

  it('of one of two who wait for the same answer leaves the other one waiting', async () => {
    const { origin, met, next } = await waiting('stall');
    const { api } = clientOf(origin, {}, scaledClock(1));
    const cancels = [new AbortController(), new AbortController()] as const;
    const begun = next();
    const calls = cancels.map(({ signal }) => rejectsWith(api.getEntry(1, { signal }), 'cancelled'));
    await begun;
    cancels[0].abort();
    await calls[0];
    assert.equal(met.length, 1);
    const { socket } = met[0]!;
    assert.equal(socket.destroyed, false);
    const closed = closing(socket);
    cancels[1].abort();
    await Promise.all([calls[1], closed]);
  });
});

/** Whether it is ended or reset. */
function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}
