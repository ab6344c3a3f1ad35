import { CLOUD_REQUESTS_PER_MINUTE, fetchTransport } from '../../../src/api';
import { clientOf } from '../../faults/support/client';
import { SOURCE } from '../../faults/support/goodServer';
import { LIMIT, limitedServer, MINUTE } from '../../faults/support/limitedServer';
import { VirtualClock } from '../../faults/support/virtualClock';
import type { Figure } from '../support/figure';

const MINUTES = 10;

/** Assigns back to back, on a clock of its own, against a server that enforces the limit of the cloud. */
export async function measureLimit(): Promise<readonly Figure[]> {
  return [...(await under(CLOUD_REQUESTS_PER_MINUTE)), ...(await under(LIMIT))];
}

async function under(budget: number): Promise<readonly Figure[]> {
  const clock = new VirtualClock();
  const { server, refused } = await limitedServer(clock);
  try {
    const transport = clock.watched(fetchTransport);
    const { editor } = clientOf(server.origin, { requestsPerMinute: budget, transport }, clock);
    const end = clock.now() + MINUTES * MINUTE;
    let failed = 0;
    await clock.during(async () => {
      for (let assigned = 0; clock.now() < end; assigned += 1) {
        const upsert = [{ targetId: 1000 + assigned, linkTypeId: 1, properties: {} }];
        const remove = assigned === 0 ? [] : [{ targetId: 999 + assigned, linkTypeId: 1 }];
        await editor
          .change({ sourceId: SOURCE, edit: { upsert, remove }, cause: 'command' })
          .catch(() => (failed += 1));
      }
    });
    const taken = server.requests.length - refused();
    const what = `${MINUTES} minutes of assigns, ${budget} requests a minute set`;
    return [
      {
        what: `${what}, share used`,
        value: (100 * taken) / (budget * MINUTES),
        unit: '%',
        bar: { least: 95 },
        note: `${refused()} answers 429 behind the scenes`,
      },
      { what: `${what}, failures that reach the person`, value: failed, unit: '', bar: { most: 0 } },
    ];
  } finally {
    await server.close();
  }
}
