import assert from 'node:assert/strict';
import { CLOUD_REQUESTS_PER_MINUTE, fetchTransport, type Throttle } from '../../src/api';
import type { FaultServer } from '../support/faultServer';
import { clientOf } from './support/client';
import { SOURCE } from './support/goodServer';
import { LIMIT, limitedServer, MINUTE } from './support/limitedServer';
import { VirtualClock } from './support/virtualClock';

describe('faults: the limit of the cloud', function () {
  this.timeout(30_000);
  let server: FaultServer | undefined;
  afterEach(() => server?.close());

  for (const [budget, minutes, mayBeRefused] of [
    [CLOUD_REQUESTS_PER_MINUTE, 10, false],
    // All there is: the burst at the beginning is too much for the server, and nobody hears of it.
    [LIMIT, 10, true],
  ] as const) {
    it(`${minutes} minutes of assigns back to back, ${budget} requests a minute`, async () => {
      const clock = new VirtualClock();
      const limited = await limitedServer(clock);
      server = limited.server;
      const throttles: Throttle['why'][] = [];
      const { editor } = clientOf(
        server.origin,
        {
          requestsPerMinute: budget,
          onThrottle: (throttle) => throttle && throttles.push(throttle.why),
          transport: clock.watched(fetchTransport),
        },
        clock,
      );
      const end = clock.now() + minutes * MINUTE;
      let assigned = 0;
      await clock.during(async () => {
        while (clock.now() < end) {
          // Each reads, merges and assigns; a failure would end the test.
          const upsert = [{ targetId: 1000 + assigned, linkTypeId: 1, properties: {} }];
          const remove = assigned === 0 ? [] : [{ targetId: 999 + assigned, linkTypeId: 1 }];
          await editor.change({ sourceId: SOURCE, edit: { upsert, remove }, cause: 'bulk' });
          assigned += 1;
        }
      });
      const taken = server.requests.length - limited.refused();
      assert.ok(taken >= 0.95 * budget * minutes, `${taken} of ${budget * minutes} requests were used`);
      assert.ok(taken <= 1.05 * budget * minutes + budget / 4, `${taken} requests`);
      assert.equal(limited.refused() > 0, mayBeRefused, `${limited.refused()} were refused`);
      assert.equal(throttles.includes('serverLimit'), mayBeRefused);
      assert.ok(throttles.includes('ownBudget'));
    });
  }
});
