import assert from 'node:assert/strict';
import { joined } from '../../../src/changeFlow/changeLinks';
import { progressOf } from '../../../src/changeFlow/progress';

const edit = (connectionId: string, sourceId: number, targetId: number) => ({
  connectionId,
  sourceId,
  name: `entry ${sourceId}`,
  edit: { upsert: [{ targetId, linkTypeId: 1 }] },
});

describe('commands: many changes in one call', () => {
  it('those of one entry become one, in the order of their first ones', () => {
    const edits = joined([edit('c', 1, 5), edit('c', 2, 5), edit('d', 1, 5), edit('c', 1, 6)]);
    assert.deepEqual(
      edits.map(({ connectionId, sourceId, edit: all }) => [
        connectionId,
        sourceId,
        ...(typeof all === 'function' ? [] : (all.upsert ?? [])).map(({ targetId }) => targetId),
      ]),
      [
        ['c', 1, 5, 6],
        ['c', 2, 5],
        ['d', 1, 5],
      ],
    );
  });

  it('tell how far they are; the bar never goes back', () => {
    const told: [string, number | undefined][] = [];
    const tell = progressOf({ report: (message, part) => told.push([message, part]) }, 'linked');
    tell({ operation: 'reading', done: 500, of: 1000 });
    tell({ operation: 'reading', done: 1000, of: 1000 });
    tell({ operation: 'writing', done: 3, of: 1000 });
    tell({ operation: 'writing', done: 1000, of: 1000 });
    assert.deepEqual(
      told.map(([message]) => message),
      ['500 of 1,000 read', '1,000 of 1,000 read', '3 of 1,000 linked', '1,000 of 1,000 linked'],
    );
    const services = told.map(([, part]) => part);
    assert.deepEqual(services, services.toSorted());
    assert.equal(services.at(-1), 1);
  });

  it('of one entry have nothing to count', () => {
    progressOf({ report: () => assert.fail('told') }, 'linked')({ operation: 'writing', done: 1, of: 1 });
  });
});
