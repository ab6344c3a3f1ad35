import assert from 'node:assert/strict';
import type { Node } from '../../../src/tree/kinds';
import { linkRow } from '../../../src/tree/kinds';
import { rowsToRedraw } from '../../../src/tree/redraw';
import { describeLink } from '../../../src/domain';
import { connectionNode, entry, entryNode, link, CONNECTION } from './support';

describe('rows that are drawn again', () => {
  const [a, b, c] = [entryNode(entry(1)), entryNode(entry(2)), entryNode(entry(3))];
  const below = linkRow(a, 1, describeLink(link(1, 5), 1));
  const beside = linkRow(a, 1, describeLink(link(1, 6), 1));
  const ids = (rows: readonly Node[], selected: readonly Node[]) =>
    rowsToRedraw(rows, selected)?.map(({ id }) => id);

  it('are those that changed while at most one row is selected', () => {
    assert.deepEqual(ids([a, b], []), [a.id, b.id]);
    assert.deepEqual(ids([a], [a]), [a.id]);
  });

  it('are the row that all selected ones stand below where one of these changed', () => {
    assert.deepEqual(ids([a, b], [a, c]), [a.parent.id]);
    assert.deepEqual(ids([a], [below, c]), [a.parent.id]);
  });

  it('are those that changed where all selected ones stand below, or none', () => {
    assert.deepEqual(ids([a], [below, beside]), [a.id]);
    assert.deepEqual(ids([b], [below, beside]), [b.id]);
  });

  it('are all where rows of two connections are selected', () => {
    const other = connectionNode({ ...CONNECTION, id: 'c2' });
    assert.equal(ids([a], [a, other]), undefined);
  });
});
