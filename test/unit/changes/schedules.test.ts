import fc from 'fast-check';
import { toPayload } from '../../../src/domain';
import { newTally, play } from '../../property/play';
import { OTHER, schedule, SOURCE } from '../../property/schedule';
import { PureSandbox } from './pureSandbox';

describe('editing: schedules with a second client', () => {
  // The same ones each time, for a quick answer: the property layer plays many more, and others each time.
  it('400: no foreign link is lost, every overlap shown, properties kept to the byte, undo included', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async ([how, first, steps]) => {
        const server = new PureSandbox(how);
        server.write(SOURCE, toPayload(first));
        server.write(OTHER, [{ targetId: SOURCE, linkTypeId: 1, properties: { theirs: '1' } }]);
        for (const one of steps) await play(server, one, newTally());
      }),
      { numRuns: 400, seed: 1 },
    );
  });
});
