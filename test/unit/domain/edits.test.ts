import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addCopies,
  joinEdits,
  keyOf,
  type OutgoingLink,
  planEdit,
  relink,
  sameLinks,
} from '../../../src/domain';
import { linkEdit, linkSet, properties, sorted } from './arbitraries';

const link = (targetId: number, linkTypeId: number, own: Record<string, string> = {}): OutgoingLink => ({
  targetId,
  linkTypeId,
  properties: own,
});
const current = [link(1, 1, { a: '1' }), link(2, 1, { b: '2' }), link(2, 2, { c: '3' })];

describe('links: ready edits', () => {
  it('another type takes the properties along', () => {
    const { after } = planEdit(current, relink(current, [current[0]!], { linkTypeId: 3 }));
    assert.deepEqual(after, [current[1], current[2], link(1, 3, { a: '1' })]);
  });

  it('another target too, of several links', () => {
    const { after } = planEdit(current, relink(current, current.slice(0, 2), { targetId: 9 }));
    assert.deepEqual(after, [current[2], link(9, 1, { b: '2' })]);
  });

  it('a link that is there already keeps its own properties', () => {
    const plan = planEdit(current, relink(current, [current[1]!], { linkTypeId: 2 }));
    assert.deepEqual(plan.after, [current[0], current[2]]);
    assert.deepEqual(plan.changed, []);
  });

  it('links that are so already, or not there, are left alone', () => {
    assert.deepEqual(relink(current, [current[0]!, link(7, 7)], { linkTypeId: 1 }), {
      upsert: [],
      remove: [],
    });
  });

  it('copies come with their properties, beside what is there', () => {
    const { after } = planEdit(current, addCopies([link(1, 1, { a: 'other' }), link(5, 1, { d: '4' })]));
    assert.deepEqual(after, [...current, link(5, 1, { d: '4' })]);
  });
});

describe('links: equal sets', () => {
  it('whatever their order', () => {
    fc.assert(
      fc.property(linkSet, (links) =>
        assert.ok(sameLinks(links, [...links].reverse()) && sameLinks(links, links)),
      ),
    );
  });

  it('not with one more, one less, one other, or one of other properties', () => {
    assert.ok(!sameLinks(current, current.slice(1)));
    assert.ok(!sameLinks(current.slice(1), current));
    assert.ok(!sameLinks(current, [...current.slice(1), link(1, 2, { a: '1' })]));
    assert.ok(!sameLinks(current, [...current.slice(1), link(1, 1, { a: '2' })]));
  });

  it('agrees with comparing them as text', () => {
    const show = (links: readonly OutgoingLink[]) =>
      JSON.stringify(sorted(links).map((one) => [keyOf(one), Object.entries(one.properties).sort()]));
    fc.assert(
      fc.property(linkSet, linkSet, fc.option(properties), (a, b, own) => {
        const other = own && a[0] ? [{ ...a[0], properties: own }, ...a.slice(1)] : b;
        assert.equal(sameLinks(a, other), show(a) === show(other));
      }),
    );
  });

  it('several become one that does the same', () => {
    fc.assert(
      fc.property(linkSet, fc.array(linkEdit), (links, several) => {
        const oneByOne = several.reduce<readonly OutgoingLink[]>(
          (now, edit) => planEdit(now, edit).after,
          links,
        );
        assert.ok(sameLinks(planEdit(links, joinEdits(several)).after, oneByOne));
      }),
    );
  });
});
