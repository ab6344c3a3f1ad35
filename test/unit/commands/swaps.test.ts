import assert from 'node:assert/strict';
import { gates } from '../../../src/commands/edits/gates';
import { withoutPairs } from '../../../src/commands/edits/pairs';

describe('swapping the direction of links', () => {
  const source = (sourceId: number, ...targetIds: number[]) => ({
    connectionId: 'c',
    sourceId,
    name: `${sourceId}`,
    keys: targetIds.map((targetId) => ({ targetId, linkTypeId: 1 })),
  });
  const ends = (sources: readonly ReturnType<typeof source>[]) =>
    sources.map(({ sourceId, keys }) => [sourceId, ...keys.map(({ targetId }) => targetId)]);

  it('leaves out links whose reverse is to be swapped as well', () => {
    assert.deepEqual(ends(withoutPairs([source(1, 2, 3), source(2, 1)])), [[1, 3]]);
    assert.deepEqual(ends(withoutPairs([source(1, 1)])), []);
  });

  it('tells links of another type or connection from a reverse', () => {
    const back = { ...source(2), keys: [{ targetId: 1, linkTypeId: 2 }] };
    assert.equal(withoutPairs([source(1, 2), back]).length, 2);
    assert.equal(withoutPairs([source(1, 2), { ...source(2, 1), connectionId: 'd' }]).length, 2);
  });

  it('asks once all have come to the question, and goes on one by one', async () => {
    const gate = gates(3);
    const log: string[] = [];
    const step = async (index: number) => {
      if (index !== 1) log.push(`${index}: ${await gate.arrive(index)}`);
      gate.leave(index);
    };
    const steps = [step(0), step(1), step(2)];
    await gate.all;
    assert.deepEqual(log, []);
    for (const [index, one] of steps.entries()) {
      gate.open(index, index === 0);
      await one;
    }
    assert.deepEqual(log, ['0: true', '2: false']);
    await gates(0).all;
  });
});
