import assert from 'node:assert/strict';
import { lastUndoable } from '../../../src/changes';
import { happened } from '../../../src/changes/undo';
import { refused } from './refused';
import { many, setUp, SOURCE, to } from './setUp';

describe('editing: undo of what happened, not of what was meant', () => {
  const add = { upsert: [to(15)] };

  async function undo({ editor, journal }: ReturnType<typeof setUp>) {
    const set = await editor.planUndo(lastUndoable(journal.items));
    const { results } = await editor.apply(set);
    for (const result of results) if ('error' in result) throw result.error;
    return set;
  }

  it('a link that the server dropped with the change comes back', async () => {
    let drops = true;
    const all = setUp(
      { store: (payload) => (drops ? payload.filter(({ targetId }) => targetId !== 1000) : payload) },
      many(2),
    );
    await refused(all.change(add), 'notAsSent');
    drops = false;
    await undo(all);
    const byTarget = all.repository.of(SOURCE).toSorted((a, b) => a.targetId - b.targetId);
    assert.deepEqual(byTarget, many(2));
  });

  it('an answer that tells the links of before is not believed: what is read again counts', async () => {
    const all = setUp({}, many(2));
    const { repository, journal, change } = all;
    const before = await repository.getLinks(SOURCE);
    const assign = repository.assignLinks.bind(repository);
    repository.assignLinks = async (...call) => {
      await assign(...call);
      return before;
    };
    const outcome = await change(add);
    assert.deepEqual([outcome.sent, outcome.links.length, journal.items[0]?.outcome], [true, 3, 'written']);
    await undo(all);
    assert.deepEqual(repository.of(SOURCE), many(2));
  });

  it('properties that the server changed come back, and a link that it refused to add is no matter', async () => {
    let odd = true;
    const all = setUp(
      {
        store: (payload) =>
          odd
            ? payload
                .filter(({ targetId }) => targetId !== 15)
                .map((link) => ({ ...link, properties: { upper: 'CASE' } }))
            : payload,
      },
      many(2),
    );
    await refused(all.change(add), 'notAsSent');
    odd = false;
    await undo(all);
    assert.deepEqual(all.repository.of(SOURCE), many(2));
  });

  it('a link of somebody else that was in the answer is no part of it', async () => {
    const all = setUp(
      { store: (payload) => [...payload.filter(({ targetId }) => targetId !== 1001), to(77)] },
      [...many(2)],
    );
    await refused(all.change(add), 'notAsSent');
    const [item] = all.journal.items;
    assert.deepEqual(
      [happened(item!).added, happened(item!).removed].map((links) => links.map(({ targetId }) => targetId)),
      [[15], [1001]],
    );
  });

  it('incoming links that the server dropped come back through the entries that own them', async () => {
    let drops = true;
    const all = setUp({}, many(1));
    const { repository, change } = all;
    repository.set(77, [to(5), { ...to(SOURCE), properties: { why: 'ä' } }]);
    repository.onPut = (moment) => {
      if (moment === 'after' && drops) repository.set(77, [to(5)]);
    };
    const { droppedIncoming } = await change(add);
    assert.equal(droppedIncoming.length, 1);
    drops = false;
    const { steps } = await undo(all);
    assert.deepEqual(
      steps.map((step) => 'plan' in step && [step.plan.sourceId, step.plan.request.cause]),
      [
        [SOURCE, 'undo'],
        [77, 'undo'],
      ],
    );
    assert.deepEqual(repository.of(77), [to(5), { ...to(SOURCE), properties: { why: 'ä' } }]);
    assert.deepEqual(repository.of(SOURCE), many(1));
  });

  it('those that were dropped with a change which failed otherwise are told, kept and come back too', async () => {
    let drops = true;
    const all = setUp({ store: (payload) => (drops ? payload.slice(0, 1) : payload) }, many(2));
    const { repository, change, journal } = all;
    repository.set(77, [to(SOURCE)]);
    repository.onPut = (moment) => {
      if (moment === 'after' && drops) repository.set(77, []);
    };
    const { details } = await refused(change(add), 'notAsSent');
    assert.deepEqual(
      details.droppedIncoming?.map(({ sourceId }) => sourceId),
      [77],
    );
    assert.equal(journal.items[0]?.droppedIncoming?.length, 1);
    drops = false;
    await undo(all);
    assert.deepEqual(repository.of(77), [to(SOURCE)]);
    assert.deepEqual(repository.of(SOURCE), many(2));
  });
});
