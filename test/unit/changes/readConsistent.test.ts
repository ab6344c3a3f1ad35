import assert from 'node:assert/strict';
import type { Link } from '../../../src/domain';
import { identityOf, readConsistent, readToShow } from '../../../src/changes/reading';
import { refused } from './refused';
import { SOURCE, to } from './setUp';

const links = (...targetIds: number[]): Link[] =>
  targetIds.map((targetId) => ({ sourceId: SOURCE, ...to(targetId) }));

/** Answers with one reading after another, each of so many pages; counts them. */
function readings(pages: number, ...lists: readonly (readonly Link[])[]) {
  const left = [...lists];
  const read = (onPage: (count: number) => void) => {
    const list = left.shift() ?? assert.fail('one reading too many');
    for (let page = 0; page < pages; page += 1) onPage(1);
    return Promise.resolve(list);
  };
  return { read, left: () => left.length };
}

describe('editing: reading to write back', () => {
  it('one page is enough, several count once two readings agree', async () => {
    const one = readings(1, links(1, 2));
    assert.deepEqual(await readConsistent(one.read, SOURCE), links(1, 2));
    const several = readings(2, links(1, 2), links(2, 1));
    assert.deepEqual(await readConsistent(several.read, SOURCE), links(2, 1));
    assert.equal(several.left(), 0);
  });

  it('a reading agrees with another that has the very same links: none more, none less, none else', async () => {
    for (const other of [links(1), links(1, 2, 3), links(1, 3), links()]) {
      const { read, left } = readings(2, links(1, 2), links(1, 2));
      await readConsistent(read, SOURCE, other);
      assert.equal(left(), 0, 'read again');
      const steady = readings(2, links(1, 2));
      assert.deepEqual(await readConsistent(steady.read, SOURCE, links(2, 1)), links(1, 2));
    }
  });

  it('an empty last page tells of a link that the earlier reading may be too old to know', async () => {
    for (const pages of [
      [2, 0],
      [1, 1, 0],
    ]) {
      let readings = 0;
      const read = (onPage: (count: number) => void) => {
        readings += 1;
        pages.forEach(onPage);
        return Promise.resolve(links(1, 2));
      };
      await readConsistent(read, SOURCE, links(1, 2));
      assert.equal(readings, 2);
    }
  });

  it('three readings that differ are too many, whoever asks', async () => {
    const { read } = readings(2, links(1), links(2), links(3));
    const error = await refused(readConsistent(read, SOURCE), 'inconsistentRead');
    assert.equal(error.details.sourceId, SOURCE);
  });
});

describe('editing: reading to show', () => {
  it('once, and once more where a link came twice', async () => {
    const { read, left } = readings(1, links(1, 2), links(3));
    assert.deepEqual(await readToShow(() => read(() => undefined), SOURCE), links(1, 2));
    assert.equal(left(), 1);
    const again = readings(1, links(1, 1), links(1, 2));
    assert.deepEqual(await readToShow(() => again.read(() => undefined), SOURCE), links(1, 2));
  });

  it('a link that comes twice each time can not be shown', async () => {
    const { read } = readings(1, links(1, 1), links(2, 2));
    const error = await refused(
      readToShow(() => read(() => undefined), SOURCE),
      'inconsistentRead',
    );
    assert.equal(error.details.sourceId, SOURCE);
  });
});

describe('editing: whether two links are the same one', () => {
  const link: Link = { sourceId: 1, targetId: 2, linkTypeId: 3 };
  const differs = (a: Link, b: Link) => identityOf(a) !== identityOf(b);

  it('by their ends and their type, whatever else is told of them', () => {
    assert.ok(!differs(link, { ...link, id: 7, sourceLabel: 'A', targetLabel: 'B' }));
    assert.ok(differs(link, { ...link, linkTypeId: 4 }));
    assert.ok(differs(link, { ...link, sourceId: 4 }));
    assert.ok(differs(link, { ...link, targetId: 4 }));
  });

  it('by id and labels where the type is not told', () => {
    for (const type of [{}, { linkTypeId: 0 }]) {
      const untold: Link = {
        sourceId: 1,
        targetId: 2,
        ...type,
        id: 7,
        sourceLabel: 'A',
        targetLabel: 'B',
      };
      assert.ok(!differs(untold, { ...untold }));
      for (const other of [{ id: 8 }, { sourceLabel: 'C' }, { targetLabel: 'C' }])
        assert.ok(differs(untold, { ...untold, ...other }), JSON.stringify(other));
    }
  });
});
