import assert from 'node:assert/strict';
import { actsIn, type Act, historyRows } from '../../../src/history/rows';
import { describeAct } from '../../../src/history/describeAct';
import {
  actNode,
  childrenOf,
  contextOf,
  type HistoryNode,
  isHistoryNode,
  itemsOf,
  wordsOf,
} from '../../../src/history/nodes';
import { groupsOf } from '../../../src/changeFlow';
import type { HistoryItem } from '../../../src/changes';
import { itemOf, link } from '../changeFlow/historySupport';

const labels = { sourceLabel: 'Message', targetLabel: 'Attachment' };
/** A link as the server tells it. */
const told = (targetId: number, name: string, sourceId = 10) => ({
  ...{ sourceId, targetId, linkTypeId: 1, targetPath: `\\Folder\\${name}` },
  ...labels,
});

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
    assert.deepEqual(
      actsIn(history).map(({ items }) => items.length),
      [1, 2, 1, 1],
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
});

const actOf = (...items: [HistoryItem, ...HistoryItem[]]): Act => ({ key: 'k', items, undone: false });
const later = (items: Act['items'], minutes: number) => Date.parse(items[0].time) + minutes * 60_000;
const words = (act: Act) => describeAct(act, later(act.items, 5));

describe('what a row of the history says', () => {
  const answer = [told(15, 'Invoice'), told(16, 'Memo'), told(17, 'Report')];

  it('one link by its names, its type and how long ago', () => {
    const { label, description, icon } = words(actOf(itemOf({ added: [link(15)], answer })));
    assert.equal(label, 'Email → Invoice');
    assert.equal(description, 'linked · 5 min. ago · Message → Attachment');
    assert.equal(icon, 'diff-added');
    const removed = words(actOf(itemOf({ removed: [link(15)], before: answer })));
    assert.match(removed.description, /^removed · 5 min\. ago/);
  });

  it('several links in their number, those of a batch with that of the entries', () => {
    const three = [15, 16, 17].map((id) => link(id));
    assert.equal(words(actOf(itemOf({ added: three, answer }))).label, '3 links added to Email');
    const other = itemOf({ entryId: 20, entryPath: '\\Other', added: three });
    assert.equal(words(actOf(itemOf({ added: three }), other)).label, '6 links added to 2 entries');
    const mixed = itemOf({ added: three, removed: [link(20), link(21, 2)] });
    assert.equal(words(actOf(mixed)).label, 'Email: 3 added, 2 removed');
  });

  it('a swap once, and a changed type as what it was meant to be', () => {
    const there = itemOf({ entryId: 15, entryPath: '\\Invoice', cause: 'swap', added: [link(10)] });
    const here = itemOf({ cause: 'swap', removed: [link(15)], before: answer });
    const swapped = words(actOf(here, there));
    assert.equal(swapped.label, 'Email → Invoice');
    assert.equal(swapped.description, 'direction swapped · 5 min. ago · Message → Attachment');
    const retyped = itemOf({ removed: [link(15)], added: [link(15, 2)], before: answer });
    assert.match(words(actOf(retyped)).description, /^type changed · 5 min\. ago · type 2$/);
  });

  it('what became of it, where it did not go as it should', () => {
    const { entryPath: _, ...unnamed } = itemOf({ outcome: 'refused' });
    const refused = words(actOf(unnamed));
    assert.equal(refused.label, 'No change of entry 10');
    assert.match(refused.description, /^refused, nothing was written · 5 min\. ago$/);
    assert.equal(refused.icon, 'circle-slash');
    const undone = words({ ...actOf(itemOf({ added: [link(15)], answer })), undone: true });
    assert.match(undone.description, /^undone · /);
    assert.equal(undone.icon, 'discard');
  });

  it('what the server made of it, not what was meant', () => {
    const item = itemOf({
      outcome: 'notAsSent',
      before: [{ sourceId: 10, targetId: 15, linkTypeId: 1 }],
      payload: [
        { targetId: 15, linkTypeId: 1 },
        { targetId: 16, linkTypeId: 2 },
      ],
      answer: [{ sourceId: 10, targetId: 16, linkTypeId: 2 }],
      added: [link(16, 2)],
      kept: 1,
    });
    assert.equal(words(actOf(item)).label, 'Email: 1 added, 1 removed');
  });

  it('a time that is still to come, by a clock that was set back, as now', () => {
    const act = actOf(itemOf({ added: [link(15)], answer }));
    assert.match(describeAct(act, later(act.items, -90)).description, / · now · /);
    assert.match(describeAct(act, later(act.items, 60 * 24 * 400)).description, / · last yr\. · /);
  });
});

describe('rows below a row of the history', () => {
  const lost = { sourceId: 20, targetId: 10, linkTypeId: 7, sourcePath: '\\Other' };
  const below = (node: HistoryNode) => childrenOf(node).map((child) => wordsOf(child, 0));

  it('are the links, with what was done to each', () => {
    const item = itemOf({
      added: [link(16)],
      changed: [{ before: link(15, 1, { note: 'a' }), after: link(15, 1, { note: 'b' }) }],
      answer: [told(15, 'Invoice'), told(16, 'Memo')],
      droppedIncoming: [lost],
    });
    assert.deepEqual(
      below(actNode(actOf(item))).map(({ label, description }) => [label, description]),
      [
        ['Invoice', 'Message → Attachment · note “a” → “b”'],
        ['Memo', 'Message → Attachment · added'],
        ['Other', 'type 7 · incoming link dropped by the server'],
      ],
    );
  });

  it('are the entries of a batch, and below each its links', () => {
    const act = actNode(actOf(itemOf({ added: [link(15)] }), itemOf({ entryId: 20, entryPath: '\\Other' })));
    assert.deepEqual(
      below(act).map(({ label, description }) => [label, description]),
      [
        ['Email', '1 added'],
        ['Other', 'nothing changed'],
      ],
    );
    const [change] = childrenOf(act);
    assert.ok(change);
    assert.equal(childrenOf(change).length, 1);
    assert.equal(itemsOf(change).length, 1);
  });

  it('are counted where there are too many', () => {
    const added = Array.from({ length: 1201 }, (_, index) => link(index));
    const rows = below(actNode(actOf(itemOf({ added }))));
    assert.equal(rows.length, 201);
    assert.equal(rows.at(-1)?.label, '… and 1,001 more');
  });

  it('have ids of their own, the same whenever they are read', () => {
    const act = actOf(
      itemOf({ added: [link(15), link(16)], droppedIncoming: [lost] }),
      itemOf({ entryId: 20 }),
    );
    const ids = () => {
      const root = actNode(act);
      return [root, ...childrenOf(root), ...childrenOf(root).flatMap(childrenOf)].map(({ id }) => id);
    };
    assert.equal(new Set(ids()).size, ids().length);
    assert.deepEqual(ids(), ids());
  });

  it('offer only what makes sense', () => {
    const context = (act: Act) => contextOf(actNode(act), () => false);
    assert.equal(context(actOf(itemOf({ added: [link(15)] }))), 'compare entry restore undo');
    assert.equal(context({ ...actOf(itemOf()), undone: true }), 'compare entry restore');
    assert.equal(context(actOf(itemOf({ outcome: 'refused' }))), 'compare entry');
    assert.equal(context(actOf(itemOf(), itemOf({ entryId: 20 }))), 'compare undo');
    assert.equal(
      contextOf(actNode(actOf(itemOf({ droppedIncoming: [lost] }))), () => true),
      'compare entry',
    );
    assert.match(context(actOf(itemOf({ droppedIncoming: [lost] }))), /\blost\b/);
    const { linkTypeId: _, ...untyped } = lost;
    assert.doesNotMatch(context(actOf(itemOf({ droppedIncoming: [untyped] }))), /\blost\b/);
  });

  it('are told from what else a command may be called with', () => {
    const act = actNode(actOf(itemOf()));
    assert.ok(isHistoryNode(act));
    assert.ok(!isHistoryNode({ ...act }));
    assert.ok(!isHistoryNode('act'));
  });
});
