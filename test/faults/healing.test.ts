import assert from 'node:assert/strict';
import { fetchTransport, nodeFetchTransport, type Transport } from '../../src/api';
import { rejectsWith } from '../support/apiError';
import { startFaultServer, type FaultServer } from '../support/faultServer';
import { clientOf } from './support/client';
import { goodBody } from './support/goodServer';
import { OPERATIONS } from './support/operations';
import { scaledClock } from './support/scaledClock';

for (const [name, transport] of Object.entries({ fetchTransport, nodeFetchTransport })) {
  describe(`faults: what heals by itself (${name})`, () => {
    let server: FaultServer;
    beforeEach(async () => {
      server = await startFaultServer((wire) => wire.answer(200, goodBody(wire.request)));
    });
    afterEach(() => server.close());

    /** A transport that brings the server back after so many failures. */
    const untilFailed = (times: number): Transport => {
      let failures = 0;
      return async (url, request) => {
        try {
          return await transport(url, request);
        } catch (error) {
          failures += 1;
          if (failures === times) await server.listen();
          throw error;
        }
      };
    };

    const { search: _, 'change, when it reads': __, ...repeated } = OPERATIONS;
    for (const [what, { run }] of Object.entries(repeated)) {
      it(`${what}, while the server restarts`, async () => {
        const client = clientOf(server.origin, { transport: untilFailed(2) });
        await server.refuse();
        await run(client, {});
      });
    }

    it('a server that stays away is told after four tries', async () => {
      const client = clientOf(server.origin, { transport });
      await server.refuse();
      await rejectsWith(client.api.getEntry(1), 'network');
      await server.listen();
    });

    it('connections that died while nobody used them', async () => {
      const { api } = clientOf(server.origin, { transport });
      await api.getEntry(1);
      for (const socket of server.sockets) socket.resetAndDestroy();
      await api.getEntry(1);
    });

    it('a network that changed: nothing comes through the connections that stand', async () => {
      await server.close();
      const dead = new Set<unknown>();
      server = await startFaultServer((wire) => {
        if (!dead.has(wire.socket)) wire.answer(200, goodBody(wire.request));
      });
      const { api } = clientOf(server.origin, { transport });
      await api.getEntry(1);
      for (const socket of server.sockets) dead.add(socket);
      await api.getEntry(1);
      assert.ok(dead.size > 0);
    });

    it('a call that was under way when the machine went to sleep', async () => {
      await server.close();
      let met: () => void = () => undefined;
      const first = new Promise<void>((resolve) => (met = resolve));
      let reads = 0;
      server = await startFaultServer((wire) => {
        const { request } = wire;
        if (!request.path.endsWith('/Token')) reads += 1;
        if (reads === 1) met();
        else wire.answer(200, goodBody(request));
      });
      // Slower than elsewhere, so that a busy machine's stalls do not count as seconds.
      const clock = scaledClock(10);
      let slept = 0;
      const client = clientOf(server.origin, { transport }, { ...clock, now: () => clock.now() + slept });
      const answer = client.api.getLinks(5);
      await first;
      const startedAt = clock.now();
      slept = 600_000;
      assert.equal((await answer).length, 1);
      // Five seconds are left to the dead connection, not the rest of thirty.
      assert.ok(clock.now() - startedAt < 25_000, `${clock.now() - startedAt} ms`);
    });
  });
}
