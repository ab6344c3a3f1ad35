import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { EditError } from '../../../src/changes';
import { setUp, SOURCE, to } from './setUp';

/** What others did while a PUT waited for the server's limit. */
describe('editing: a PUT that has to be sent again', () => {
  it('goes out as it is when nothing changed meanwhile, after one look', async () => {
    const { repository, change, journal } = setUp({}, [to(1)]);
    repository.limited = 1;
    await change({ upsert: [{ ...to(2), properties: {} }] });
    assert.deepEqual(repository.calls, ['GET 10', '429 10', 'GET 10', 'PUT 10']);
    assert.deepEqual(repository.of(SOURCE), [to(1), to(2)]);
    assert.deepEqual(
      journal.items.map(({ outcome }) => outcome),
      ['written'],
    );
  });

  it('keeps what others wrote meanwhile, with a before-image that has it', async () => {
    const { repository, change, journal } = setUp({}, [to(1)]);
    repository.limited = 1;
    repository.onLimit = () => repository.set(SOURCE, [to(1), to(7)]);
    await change({ upsert: [{ ...to(2), properties: {} }] });
    assert.deepEqual(repository.of(SOURCE), [to(1), to(7), to(2)]);
    assert.equal(repository.puts.length, 1);
    assert.deepEqual(
      journal.items.map(({ outcome, before }) => [outcome, before.map(({ targetId }) => targetId)]),
      [
        ['refused', [1]],
        ['written', [1, 7]],
      ],
    );
  });

  it('is a conflict when others changed the same link meanwhile', async () => {
    const { repository, change } = setUp({}, [to(1)]);
    const base = await repository.getLinks(SOURCE);
    repository.limited = 1;
    repository.onLimit = () => repository.set(SOURCE, [{ ...to(1), properties: { note: 'theirs' } }]);
    await assert.rejects(change({ remove: [to(1)] }, base), { reason: 'conflict' });
    assert.equal(repository.puts.length, 0);
  });

  it('gives up on an entry that others write all the time', async () => {
    const { repository, change, journal } = setUp({}, [to(1)]);
    repository.limited = Infinity;
    let next = 100;
    repository.onLimit = () => repository.set(SOURCE, [to((next += 1))]);
    await assert.rejects(change({ upsert: [{ ...to(2), properties: {} }] }), (error) =>
      EditError.is(error, 'inconsistentRead'),
    );
    assert.equal(repository.puts.length, 0);
    assert.deepEqual(new Set(journal.items.map(({ outcome }) => outcome)), new Set(['refused']));
  });

  it('is not sent by a window that lost its turn', async () => {
    let held = true;
    const { repository, change } = setUp({}, [to(1)], { lock: (_, job) => job(() => Promise.resolve(held)) });
    repository.limited = 1;
    repository.onLimit = () => (held = false);
    await assert.rejects(change({ upsert: [{ ...to(2), properties: {} }] }), { reason: 'busyElsewhere' });
    assert.equal(repository.puts.length, 0);
  });

  it('is not sent when the links can not be read meanwhile', async () => {
    const { repository, change, journal } = setUp({}, [to(1)]);
    repository.limited = 1;
    repository.onLimit = () => {
      repository.onGet = () => Promise.reject(new ApiError('network', 'gone'));
    };
    await assert.rejects(change({ upsert: [{ ...to(2), properties: {} }] }), { reason: 'network' });
    assert.deepEqual([repository.puts.length, journal.items[0]?.outcome], [0, 'refused']);
  });
});
