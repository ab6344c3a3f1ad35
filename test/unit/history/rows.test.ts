import assert from 'node:assert/strict';
import { actionsFor, actionTitle, historyRows, describeRow } from '../../../src/history/rows';
import { groupsOf } from '../../../src/changeFlow';
import { itemOf, link } from '../changeFlow/historySupport';

describe('rows of the history', () => {
  const first = itemOf({ added: [link(15)] });
  const swapThere = itemOf({ entryId: 15, group: 'g', cause: 'swap', added: [link(10)] });
  const between = itemOf({ entryId: 20, entryPath: '\\Other' });
  const swapHere = itemOf({ group: 'g', cause: 'swap', removed: [link(15)] });
  const undo = itemOf({ cause: 'undo', undoOf: first.id, removed: [link(15)] });
  const history = [undo, swapHere, between, swapThere, first];

  it('stand together where they were changed together, the newest first', () => {
    assert.deepEqual(
      historyRows(history).map(({ item }) => item),
      [undo, swapHere, swapThere, between, first],
    );
    assert.deepEqual(groupsOf(history, [swapThere]), [swapHere, swapThere]);
    assert.deepEqual(groupsOf(history, [first]), [first]);
  });

  it('of one entry still tell how many were changed together', () => {
    const rows = historyRows(history, { entryId: 15 });
    assert.deepEqual(
      rows.map(({ item, groupSize }) => [item.id, groupSize]),
      [[swapThere.id, 2]],
    );
    assert.deepEqual(historyRows(history, { repository: { baseUrl: '', repoId: 'other' } }), []);
  });

  it('say what happened, when and what became of it', () => {
    const words = (item: typeof first) => {
      const row = historyRows(history).find((one) => one.item === item);
      assert.ok(row);
      return describeRow(row);
    };
    const undone = words(first);
    assert.equal(undone.label, '\\Email');
    assert.equal(undone.description, '1 added · by a command');
    assert.match(undone.detail, /^undone · .*2026.* · Our server$/);
    assert.equal(undone.icon, 'discard');
    assert.match(words(swapHere).detail, /part of a change of 2 entries$/);

    const { entryPath: _, ...unnamed } = itemOf({ outcome: 'refused' });
    const refused = describeRow({ item: unnamed, undone: false, groupSize: 1 });
    assert.equal(refused.label, 'Entry 10');
    assert.match(refused.detail, /^refused, nothing was written · /);
  });

  it('offer only what makes sense', () => {
    const row = { item: first, undone: false, groupSize: 1 };
    assert.deepEqual(actionsFor(row), ['show', 'undo', 'restore', 'goTo']);
    assert.deepEqual(actionsFor({ ...row, undone: true }), ['show', 'restore', 'goTo']);
    assert.deepEqual(actionsFor({ ...row, item: itemOf({ outcome: 'refused' }) }), ['show', 'goTo']);
    assert.equal(actionTitle('undo', { groupSize: 3 }), 'Undo This Change (3 Entries)');
    assert.equal(actionTitle('undo', { groupSize: 1 }), 'Undo This Change');
  });
});

describe('rows of changes that went wrong', () => {
  const lost = { sourceId: 20, targetId: 10, linkTypeId: 7, sourcePath: '\\Other' };

  it('tell what the server made of them', () => {
    const item = itemOf({
      outcome: 'notAsSent',
      before: [{ sourceId: 10, targetId: 15, linkTypeId: 1 }],
      payload: [
        { targetId: 15, linkTypeId: 1 },
        { targetId: 16, linkTypeId: 1 },
      ],
      answer: [{ sourceId: 10, targetId: 16, linkTypeId: 1 }],
      added: [link(16)],
      kept: 1,
    });
    const words = describeRow({ item, undone: false, groupSize: 1 });
    assert.equal(words.description, '1 added, 1 removed · by a command');
  });

  it('offer to restore incoming links that were lost, where their types are known', () => {
    const row = { item: itemOf({ droppedIncoming: [lost] }), undone: false, groupSize: 1 };
    assert.deepEqual(actionsFor(row), ['show', 'undo', 'restore', 'restoreLost', 'goTo']);
    assert.match(describeRow(row).detail, /1 incoming link dropped by the server/);
    assert.equal(actionTitle('restoreLost', row), 'Restore Lost Incoming Links');
    const { linkTypeId: _, ...untyped } = lost;
    assert.ok(!actionsFor({ ...row, item: itemOf({ droppedIncoming: [untyped] }) }).includes('restoreLost'));
  });
});
