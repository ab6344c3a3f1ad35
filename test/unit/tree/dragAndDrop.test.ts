import assert from 'node:assert/strict';
import { draggable, dropOf } from '../../../src/tree/dragAndDrop';
import { messageRow } from '../../../src/tree/kinds';
import { CONNECTION, connectionNode, entry, entryNode, link, linkNode } from './support';

const email = entryNode(entry(10));
const attachment = entryNode(entry(15));
const shortcut = entryNode(entry(7, { entryType: 'Shortcut', targetId: 10, targetType: 'Document' }));

describe('dragging rows', () => {
  it('carries the entries that rows stand for, each once', () => {
    const rows = [
      email,
      linkNode(link(15, 10), 15),
      attachment,
      connectionNode(),
      messageRow(email, 'empty', 'x'),
    ];
    assert.deepEqual(
      draggable(rows).map(({ linkEntryId }) => linkEntryId),
      [10, 15],
    );
  });

  it('takes a link for the entry it shows, and a shortcut for its target', () => {
    const drop = dropOf(draggable([attachment]), linkNode(link(15, 10), 15));
    assert.ok('dropped' in drop);
    assert.deepEqual([drop.onto.linkEntryId, drop.dropped[0]?.linkEntryId], [10, 15]);
    assert.deepEqual(dropOf(draggable([shortcut]), email), { refused: 'ontoItself' });
  });

  it('leaves out an entry that is dropped onto itself with others', () => {
    const drop = dropOf(draggable([email, attachment]), email);
    assert.ok('dropped' in drop);
    assert.deepEqual(
      drop.dropped.map(({ entryId }) => entryId),
      [15],
    );
  });

  it('refuses what can not be linked', () => {
    const elsewhere = connectionNode({ ...CONNECTION, id: 'other' });
    assert.deepEqual(dropOf(draggable([email]), undefined), { refused: 'notAnEntry' });
    assert.deepEqual(dropOf(draggable([email]), messageRow(email, 'empty', 'x')), { refused: 'notAnEntry' });
    assert.deepEqual(dropOf(draggable([email]), elsewhere), { refused: 'otherConnection' });
  });
});
