import assert from 'node:assert/strict';
import { recentFirst } from '../../../src/domain';

describe('link types to choose from', () => {
  const type = (linkTypeId: number) => ({ linkTypeId, sourceLabel: 'A', targetLabel: `B ${linkTypeId}` });
  const order = (recentIds: readonly number[]) =>
    recentFirst([1, 2, 3, 4].map(type), recentIds).map(({ linkTypeId }) => linkTypeId);

  it('begin with those used last, and the others stay in their order', () => {
    assert.deepEqual(order([]), [1, 2, 3, 4]);
    assert.deepEqual(order([3, 1]), [3, 1, 2, 4]);
  });

  it('are each there once, whatever was used that is gone or named twice', () => {
    assert.deepEqual(order([9, 4, 4, 2]), [4, 2, 1, 3]);
  });
});
