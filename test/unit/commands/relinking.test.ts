import assert from 'node:assert/strict';
import { present, relinkEdit } from '../../../src/commands/links/relinking';
import { type OutgoingLink, planEdit } from '../../../src/domain';

const link = (targetId: number, linkTypeId: number, properties = {}): OutgoingLink => ({
  targetId,
  linkTypeId,
  properties,
});

describe('giving links another type or target', () => {
  const current = [link(15, 1, { note: 'a' }), link(15, 2), link(16, 1)];

  it('keeps target, properties and all other links', () => {
    const { after, removed } = planEdit(current, relinkEdit(current, [link(15, 1)], { linkTypeId: 3 }, 'A'));
    assert.deepEqual(after, [link(15, 2), link(16, 1), link(15, 3, { note: 'a' })]);
    assert.deepEqual(removed, [link(15, 1, { note: 'a' })]);
  });

  it('moves several links to one target', () => {
    const edit = relinkEdit(current, [link(15, 2), link(16, 1)], { targetId: 20 }, 'A');
    assert.deepEqual(planEdit(current, edit).after, [link(15, 1, { note: 'a' }), link(20, 2), link(20, 1)]);
  });

  it('makes one of two links only where nothing is lost with it', () => {
    const plain = [link(15, 1), link(15, 2), link(16, 1)];
    const edit = relinkEdit(plain, [link(15, 1)], { linkTypeId: 2 }, 'A');
    assert.deepEqual(planEdit(plain, edit).after, [link(15, 2), link(16, 1)]);
    assert.throws(
      () => relinkEdit(current, [link(15, 1)], { linkTypeId: 2 }, '\\A'),
      /^UserError: Could not change the links of \\A: two links would become the same link to entry 15/,
    );
    const both = [link(15, 1, { a: '1' }), link(15, 2, { a: '2' })];
    assert.throws(() => relinkEdit(both, both, { linkTypeId: 3 }, 'A'), /their properties differ/);
  });

  it('changes nothing where the link is so already', () => {
    assert.deepEqual(relinkEdit(current, [link(15, 2)], { linkTypeId: 2 }, 'A'), { upsert: [], remove: [] });
  });

  it('tells a link that is gone', () => {
    assert.throws(
      () => relinkEdit(current, [link(99, 1)], { linkTypeId: 2 }, 'A'),
      /no longer has a link to entry 99/,
    );
    assert.throws(() => present(current, [link(15, 9)], 'A'), /no longer has a link to entry 15 of type 9/);
    assert.deepEqual(present(current, [link(16, 1)], 'A'), [link(16, 1)]);
  });
});
