import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toPayload } from '../../src/domain';
import { servedSandbox } from '../unit/changes/servedSandbox';
import { newTally, play } from './play';
import { runs } from './runs';
import { sandboxInside } from './sandboxInside';
import { OTHER, schedule, SOURCE } from './schedule';

const INCOMING = [{ targetId: SOURCE, linkTypeId: 1, properties: { theirs: '1' } }];

/**
 * In each schedule a second client writes before our final read: no foreign link is lost, every overlap is shown with
 * nothing sent, properties are kept to the byte, and what changes nothing sends nothing. For undo as well.
 */
describe('property: schedules with a second client', function () {
  this.timeout(220_000);

  it('2,000 against the whole sandbox, without a network', async () => {
    const tally = newTally();
    const server = await sandboxInside();
    await fc.assert(
      fc.asyncProperty(schedule, async ([how, first, steps]) => {
        await server.restart(how);
        await server.write(SOURCE, toPayload(first));
        await server.write(OTHER, INCOMING);
        for (const one of steps) await play(server, one, tally);
      }),
      runs(2_000),
    );
    // The rarest comes about twenty times. Many more of their kind are played by the simulation.
    for (const [how, count] of Object.entries(tally)) assert.ok(count > 5, `${how}: ${count}`);
  });

  it('100 against the sandbox over HTTP', async () => {
    const tally = newTally();
    const server = await servedSandbox();
    try {
      await fc.assert(
        fc.asyncProperty(schedule, async ([how, first, steps]) => {
          server.sandbox.setBehaviour(how);
          await server.write(SOURCE, toPayload(first));
          for (const one of steps) await play(server, one, tally);
        }),
        runs(100),
      );
    } finally {
      await server.sandbox.close();
    }
    assert.ok(tally.sent > 20, JSON.stringify(tally));
  });
});
