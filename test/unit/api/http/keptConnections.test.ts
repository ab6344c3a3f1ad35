import assert from 'node:assert/strict';
import { clientOf } from '../../../faults/support/client';
import { goodBody } from '../../../faults/support/goodServer';
import { startFaultServer } from '../../../support/faultServer';

describe('api: connections', () => {
  it('are no more than requests at once, however many wait: each is used again once its answer is read', async () => {
    const server = await startFaultServer((wire) => wire.answer(200, goodBody(wire.request)));
    try {
      const { api } = clientOf(server.origin);
      await Promise.all(Array.from({ length: 40 }, (_, id) => api.getEntry(id + 1)));
      // One more is that of the sign-in, which has just been answered.
      assert.ok(server.sockets.size <= 4 + 1, `${server.sockets.size} connections`);
    } finally {
      await server.close();
    }
  });
});
