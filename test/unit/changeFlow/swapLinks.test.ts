import assert from 'node:assert/strict';
import { withoutPairs } from '../../../src/changeFlow/swapLinks';

describe('swapping the direction of links', () => {
  const source = (sourceId: number, ...targetIds: number[]) => ({
    connectionId: 'c',
    sourceId,
    name: `${sourceId}`,
    links: targetIds.map((targetId) => ({ targetId, linkTypeId: 1 })),
  });
  const ends = (sources: readonly ReturnType<typeof source>[]) =>
    sources.map(({ sourceId, links }) => [sourceId, ...links.map(({ targetId }) => targetId)]);

  it('leaves out links whose reverse is to be swapped as well', () => {
    assert.deepEqual(ends(withoutPairs([source(1, 2, 3), source(2, 1)])), [[1, 3]]);
    assert.deepEqual(ends(withoutPairs([source(1, 1)])), []);
  });

  it('tells links of another type or connection from a reverse', () => {
    const back = { ...source(2), links: [{ targetId: 1, linkTypeId: 2 }] };
    assert.equal(withoutPairs([source(1, 2), back]).length, 2);
    assert.equal(withoutPairs([source(1, 2), { ...source(2, 1), connectionId: 'd' }]).length, 2);
  });
});
