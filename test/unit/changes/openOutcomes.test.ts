import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { lastUndoable, type SettledChange } from '../../../src/changes';
import { ManualClock, settled } from '../api/http/manualClock';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';

const add = { upsert: [to(15)] };
const unproven = (status: number) => new ApiError('server', 'no proof', { status, outcomeUnknown: true });

/** A server that answers a PUT with something that proves nothing, and carries it out when it is told to. */
function open(options: Parameters<typeof setUp>[0] = {}) {
  const clock = new ManualClock();
  const told: SettledChange[] = [];
  const all = setUp(options, many(2), {
    clock: { monotonic: clock.now, wall: clock.now, timers: clock.timers },
    onSettled: (change) => told.push(change),
  });
  const { repository } = all;
  let held: () => void = () => undefined;
  repository.onPut = (moment) => {
    if (moment === 'after') return;
    const payload = repository.puts.at(-1)!;
    held = () => repository.set(SOURCE, payload);
    throw unproven(503);
  };
  const arrive = () => {
    held();
    repository.onPut = () => undefined;
  };
  return { ...all, clock, settledChanges: told, arrive };
}

describe('editing: a change whose outcome is open', () => {
  it('that arrives a moment later is found, told, and written in the history', async () => {
    const { change, clock, arrive, journal, settledChanges, told } = open();
    const { details } = await refused(change(add), 'outcomeUnknown');
    assert.equal(journal.items[0]?.outcome, 'unknown');
    arrive();
    await clock.pass(2_000);
    assert.equal(journal.items[0].outcome, 'written');
    assert.deepEqual(
      settledChanges.map(({ sourceId, recordId, links }) => [sourceId, recordId, links.length]),
      [[SOURCE, details.recordId, 3]],
    );
    assert.equal(told.at(-1)?.links.length, 3);
    assert.equal(clock.isWaiting, false, 'nothing is looked at any more');
  });

  it('that arrives later than the first looks is found all the same', async () => {
    const { change, clock, arrive, journal } = open();
    await refused(change(add), 'outcomeUnknown');
    await clock.pass(20_000);
    arrive();
    await clock.pass(120_000);
    assert.equal(journal.items[0]?.outcome, 'written');
  });

  it('is told by the link types of the day where links tell none', async () => {
    const [message, supersedes] = [
      { sourceLabel: 'Message', targetLabel: 'Attachment' },
      { sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
    ];
    const types = (one: typeof message, two: typeof message) => [
      { linkTypeId: 1, ...one },
      { linkTypeId: 2, ...two },
    ];
    const options = { omitLinkTypeId: true, types: types(message, supersedes) };
    const { change, clock, arrive, journal } = open(options);
    await refused(change({ upsert: [to(15, 1)] }), 'outcomeUnknown');
    arrive();
    options.types = types(supersedes, message);
    await clock.pass(2_000);
    assert.equal(journal.items[0]?.outcome, 'written');
    assert.deepEqual(journal.items[0].answer?.find(({ targetId }) => targetId === 15)?.linkTypeId, 1);
  });

  it('can be undone once it has arrived, and as long as it may', async () => {
    const { change, arrive, journal, editor, repository } = open();
    await refused(change(add), 'outcomeUnknown');
    arrive();
    await editor.apply(await editor.planUndo(lastUndoable(journal.items)));
    assert.deepEqual(repository.of(SOURCE), many(2));
  });

  it('that never arrives is left open, and looked at no longer than it makes sense', async () => {
    const { change, clock, journal, repository } = open();
    await refused(change(add), 'outcomeUnknown');
    repository.calls.length = 0;
    await clock.pass(3_600_000);
    assert.equal(journal.items[0]?.outcome, 'unknown');
    assert.ok(repository.calls.length <= 4, repository.calls.join());
    assert.equal(clock.isWaiting, false);
  });

  it('survives looks that fail', async () => {
    const { change, clock, arrive, journal, repository } = open();
    await refused(change(add), 'outcomeUnknown');
    repository.onGet = () => Promise.reject(new ApiError('network', 'gone'));
    await clock.pass(5_000);
    repository.onGet = () => undefined;
    arrive();
    await clock.pass(10_000);
    assert.equal(journal.items[0]?.outcome, 'written');
  });

  it('is settled by the next change of its entry, which finds it made', async () => {
    const { change, arrive, journal, repository, settledChanges } = open();
    await refused(change(add), 'outcomeUnknown');
    arrive();
    const again = await change(add);
    assert.equal(again.sent, false);
    assert.deepEqual([journal.items.length, journal.items[0]?.outcome], [1, 'written']);
    assert.equal(settledChanges.length, 1);
    assert.deepEqual(repository.of(SOURCE), [...many(2), to(15)]);
  });

  it('is not taken for written where another change of ours did the same', async () => {
    const { change, clock, journal, repository } = open();
    await refused(change(add), 'outcomeUnknown');
    repository.onPut = () => undefined;
    await change(add);
    await clock.pass(200_000);
    await settled();
    assert.deepEqual(
      journal.items.map(({ outcome }) => outcome),
      ['unknown', 'written'],
    );
  });

  it('names the incoming links that went with it, as far as they are seen to be gone', async () => {
    const { change, clock, arrive, journal, repository, settledChanges } = open();
    repository.set(77, [to(SOURCE)]);
    await refused(change(add), 'outcomeUnknown');
    arrive();
    repository.set(77, []);
    await clock.pass(2_000);
    assert.deepEqual(
      settledChanges[0]?.droppedIncoming.map(({ sourceId }) => sourceId),
      [77],
    );
    assert.equal(journal.items[0]?.droppedIncoming?.length, 1);
  });
});
