import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import type { Link } from '../../../src/domain';
import { repairOf } from '../../../src/changes';
import { missingLinks } from '../../../src/changes/droppedIncoming';
import { TYPES } from './fakeRepository';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';

const add = { upsert: [to(15)] };
const props = { properties: { why: 'ä' } };

describe('editing: incoming links after a PUT', () => {
  it('are not asked for when there were none, or when the answer lists them all', async () => {
    const none = setUp({ bareAnswer: true }, many(2));
    await none.change(add);
    assert.deepEqual(none.repository.calls, ['GET 10', 'PUT 10']);
    const { repository, change } = setUp({}, many(2));
    repository.set(77, [to(SOURCE)]);
    const outcome = await change(add);
    assert.deepEqual(
      [outcome.droppedIncoming, outcome.incomingUnchecked, outcome.links.length],
      [[], undefined, 4],
    );
    assert.deepEqual(repository.calls, ['GET 10', 'PUT 10']);
  });

  it('are looked at where the answer leaves them out, and all is well', async () => {
    const { repository, change } = setUp({ bareAnswer: true });
    repository.set(77, [to(SOURCE)]);
    const outcome = await change(add);
    assert.deepEqual(repository.calls, ['GET 10', 'PUT 10', 'GET 10']);
    assert.deepEqual(outcome.droppedIncoming, []);
    assert.deepEqual(
      outcome.links.map(({ sourceId }) => sourceId),
      [SOURCE, 77],
    );
  });

  for (const omitLinkTypeId of [false, true]) {
    it(`that vanished are named, and repaired through their own sources (types left out: ${omitLinkTypeId})`, async () => {
      const { editor, repository, journal, told, change } = setUp({ incomingDropped: true, omitLinkTypeId });
      repository.set(77, [to(5), { ...to(SOURCE), ...props }, to(SOURCE, 2)]);
      repository.set(78, [to(SOURCE)]);
      const { droppedIncoming, links } = await change(add);
      assert.deepEqual(
        droppedIncoming.map(({ sourceId, linkTypeId, properties }) => [sourceId, linkTypeId, properties]),
        [
          [77, 1, props.properties],
          [77, 2, null],
          [78, 1, null],
        ],
      );
      assert.equal(links.length, 1);
      assert.deepEqual(told[0]?.targetIds, [15, 77, 78]);

      const { results } = await editor.apply(repairOf(droppedIncoming));
      assert.deepEqual(
        results.map((result) => [result.sourceId, 'outcome' in result && result.outcome.sent]),
        [
          [77, true],
          [78, true],
        ],
      );
      assert.deepEqual(repository.of(77), [to(5), { ...to(SOURCE), ...props }, to(SOURCE, 2)]);
      assert.deepEqual(repository.of(78), [to(SOURCE)]);
      assert.deepEqual(journal.items.map(({ cause, entryId }) => `${cause} ${entryId}`).sort(), [
        `command ${SOURCE}`,
        'repair 77',
        'repair 78',
      ]);
    });
  }

  it('that were put back meanwhile keep what they say', async () => {
    const { editor, repository, change } = setUp({ incomingDropped: true });
    repository.set(77, [{ ...to(SOURCE), ...props }]);
    const { droppedIncoming } = await change(add);
    repository.set(77, [to(SOURCE)]);
    const [repair] = repairOf(droppedIncoming);
    assert.equal((await editor.change(repair!)).sent, false);
    assert.deepEqual(repository.of(77), [to(SOURCE)]);
  });

  it('that can not be looked at do not fail the change', async () => {
    const { repository, journal, change } = setUp({ bareAnswer: true });
    repository.set(77, [to(SOURCE)]);
    let gets = 0;
    repository.onGet = () => {
      gets += 1;
      if (gets === 2) throw new ApiError('network', 'gone');
    };
    const outcome = await change(add);
    assert.deepEqual([outcome.sent, outcome.droppedIncoming, outcome.incomingUnchecked], [true, [], true]);
    assert.equal(outcome.links.length, 2, 'shown as they were');
    assert.equal(journal.items[0]?.outcome, 'written');
    gets = 0;
    repository.onGet = () => {
      gets += 1;
      if (gets === 2) throw new TypeError('a bug of ours');
    };
    await assert.rejects(change({ upsert: [to(16)] }), TypeError);
  });

  it('are the same whatever their ids; without a type, their labels tell', () => {
    const link: Link = { sourceId: 77, targetId: SOURCE, linkTypeId: 1, id: 4 };
    assert.deepEqual(missingLinks([link], [{ ...link, id: 5 }], TYPES), []);
    assert.deepEqual(missingLinks([link], [{ ...link, linkTypeId: 2 }], TYPES), [link]);
    assert.deepEqual(missingLinks([link], [{ ...link, targetId: 11 }], TYPES), [link]);
    assert.deepEqual(missingLinks([link], [{ ...link, sourceId: 11 }], TYPES), [link]);
    const odd: Link = { sourceId: 77, targetId: SOURCE, sourceLabel: 'A', targetLabel: 'B' };
    assert.deepEqual(missingLinks([odd], [{ ...odd }], TYPES), []);
    assert.deepEqual(missingLinks([odd], [{ ...odd, sourceLabel: 'C' }], TYPES), [odd]);
    assert.deepEqual(repairOf([odd]), [], 'a type that can not be told is not guessed');
    assert.deepEqual(
      missingLinks([{ ...odd, sourceLabel: 'Message', targetLabel: 'Attachment' }], [], TYPES),
      [{ ...odd, sourceLabel: 'Message', targetLabel: 'Attachment', linkTypeId: 1 }],
    );
  });
});

describe('editing: targets that a server refuses', () => {
  const gone = (reason: 'notFound' | 'forbidden' | 'network') => new ApiError(reason, reason);

  it('are named: new ones first, then those without a path, then others', async () => {
    for (const reason of ['notFound', 'forbidden'] as const) {
      const { repository, journal, change } = setUp({}, many(3));
      repository.describe = ({ targetId }) => ({
        targetPath: targetId === 1001 ? null : `\\${targetId}`,
      });
      repository.onPut = () => {
        throw gone(reason);
      };
      for (const id of [15, 1001, 1002])
        repository.entries.set(id, gone(id === 15 ? 'notFound' : 'forbidden'));
      repository.entries.set(1000, gone('network'));
      const error = await refused(
        change({ upsert: [to(15), { ...to(1002), properties: {} }] }),
        'unreadableTargets',
      );
      assert.deepEqual(
        error.details.links.map(({ sourceId, targetId, linkTypeId }) => [sourceId, targetId, linkTypeId]),
        [
          [SOURCE, 15, 1],
          [SOURCE, 1001, 2],
          [SOURCE, 1002, 1],
        ],
      );
      assert.equal((error.cause as ApiError).reason, reason);
      assert.equal(journal.items[0]?.outcome, 'refused');
      assert.deepEqual(
        repository.calls.filter((call) => call.startsWith('ENTRY')),
        ['ENTRY 15', 'ENTRY 1001', 'ENTRY 1000', 'ENTRY 1002'],
      );
    }
  });

  it('or the refusal stands as it is, and of many only some are looked at', async () => {
    const { repository, change } = setUp({}, many(50));
    repository.set(77, [to(SOURCE)]);
    repository.onPut = () => {
      throw gone('forbidden');
    };
    await assert.rejects(change({ ...add, remove: [to(1000)] }), { name: 'ApiError', reason: 'forbidden' });
    const looked = repository.calls.filter((call) => call.startsWith('ENTRY'));
    assert.equal(looked.length, 20);
    assert.ok(!looked.includes('ENTRY 1000') && !looked.includes(`ENTRY ${SOURCE}`));
  });

  it('links that stay with new properties are looked at as well', async () => {
    const { repository, change } = setUp({}, many(1));
    repository.onPut = () => {
      throw gone('notFound');
    };
    repository.entries.set(1000, gone('notFound'));
    const edit = { upsert: [{ ...to(1000), properties: { a: '1' } }] };
    const { details } = await refused(change(edit), 'unreadableTargets');
    assert.equal(details.links.length, 1);
  });
});
