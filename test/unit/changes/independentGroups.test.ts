import assert from 'node:assert/strict';
import { independentGroups } from '../../../src/changes/sets';
import type { ChangeRequest } from '../../../src/changes';
import { to } from './setUp';

const step = (sourceId: number, ...targetIds: number[]) => ({
  request: {
    sourceId,
    edit: { upsert: targetIds.map((id) => to(id)) },
    cause: 'command',
  } satisfies ChangeRequest,
});
const sources = (steps: readonly ReturnType<typeof step>[]) =>
  independentGroups(steps).map((lane) => lane.map(({ request }) => request.sourceId));

describe('editing: what of a group may go side by side', () => {
  it('entries that have nothing to do with each other, also where they get the same target', () => {
    assert.deepEqual(sources([step(1, 9), step(2, 9), step(3, 8)]), [[1], [2], [3]]);
  });

  it('the steps of one entry go in their order', () => {
    assert.deepEqual(sources([step(1, 9), step(2, 9), step(1, 8)]), [[1, 1], [2]]);
  });

  it('entries with a change of a link between them do not, however long the chain', () => {
    assert.deepEqual(sources([step(1, 2), step(2, 3), step(4, 9), step(3, 9)]), [[1, 2, 3], [4]]);
    assert.deepEqual(sources([step(3, 9), step(4, 9), step(2, 3), step(1, 2)]), [[3, 2, 1], [4]]);
  });

  it('a link that is removed counts as well; a step that failed already has no links', () => {
    const removal = {
      request: { sourceId: 1, edit: { remove: [to(2)] }, cause: 'command' } satisfies ChangeRequest,
    };
    assert.equal(independentGroups([step(2, 9), removal]).length, 1);
    assert.equal(independentGroups([step(2, 9), { sourceId: 1, error: 'x' }]).length, 2);
  });

  it('thousands of entries in a row are no matter', () => {
    const chain = Array.from({ length: 5000 }, (_, index) => step(index + 1, index + 2));
    assert.equal(independentGroups(chain).length, 1);
  });
});
