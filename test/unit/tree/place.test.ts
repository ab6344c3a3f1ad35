import assert from 'node:assert/strict';
import { describeLink, type Link } from '../../../src/domain';
import { linkRow } from '../../../src/tree/kinds';
import { nextPlace } from '../../../src/tree/place';
import { entry, entryNode, link } from './support';

describe('the place of a row that is gone', () => {
  const email = entryNode(entry(1));
  const row = (of: Link) => linkRow(email, 1, describeLink(of, 1));
  const [a, b, c] = [row(link(1, 2)), row(link(1, 3)), row(link(1, 4))];
  const beside = [a, b, c];
  const known = new Set(beside.map(({ id }) => id));
  const next = (gone: typeof a, now: readonly (typeof a)[], isOpen = false) => {
    const place = nextPlace({ row: gone, beside, known, isOpen }, now);
    const { row: at } = place ?? {};
    return place && at?.kind === 'link'
      ? [at.view.otherId, at.view.link.linkTypeId, place.expand]
      : undefined;
  };

  it('is taken by the next row, else by the one before, else by none', () => {
    assert.deepEqual(next(b, [a, c]), [4, 1, false]);
    assert.deepEqual(next(c, [a, b]), [3, 1, false]);
    assert.deepEqual(next(a, [c]), [4, 1, false]);
    assert.equal(next(a, []), undefined);
  });

  it('is taken by the link that it became, open as it was', () => {
    assert.deepEqual(next(b, [a, row(link(1, 3, { linkTypeId: 7 })), c], true), [3, 7, true]);
    assert.deepEqual(next(b, [a, row(link(3, 1)), c], true), [3, 1, true]);
    assert.deepEqual(next(b, [a, row(link(1, 9)), c]), [9, 1, false]);
  });
});
