import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type ConflictChoice,
  findConflicts,
  keyOf,
  type OutgoingLink,
  planEdit,
  resolveConflicts,
} from '../../../src/domain';
import { linkEdit, linkSet } from './arbitraries';

const key = (targetId: number, linkTypeId = 1) => ({ targetId, linkTypeId });
const link = (targetId: number, properties: Record<string, string> = {}): OutgoingLink => ({
  ...key(targetId),
  properties,
});

describe('links: settling conflicts', () => {
  const base = [link(1, { a: '1' }), link(2), link(3, { c: '1' })];
  const theirs = [link(1, { a: '2' }), link(4)];
  const edit = {
    upsert: [{ ...key(1), properties: { a: '3' } }, key(3), key(9)],
    remove: [key(2), key(4), key(5)],
  };
  const conflictsNow = () => findConflicts(base, theirs, edit);

  it('finds a link that both changed, one that they removed and we want, one that they made and we remove', () => {
    assert.deepEqual(conflictsNow(), [
      { key: key(4), base: undefined, theirs: link(4), ours: undefined },
      { key: key(1), base: link(1, { a: '1' }), theirs: link(1, { a: '2' }), ours: link(1, { a: '3' }) },
      { key: key(3), base: link(3, { c: '1' }), theirs: undefined, ours: link(3, { c: '1' }) },
    ]);
  });

  it('mine: says in full what the edit left to the link as it was', () => {
    const choices = { '1:1': 'mine', '3:1': 'mine', '4:1': 'mine' } as const;
    assert.deepEqual(resolveConflicts(edit, conflictsNow(), choices), {
      upsert: [key(9), link(1, { a: '3' }), link(3, { c: '1' })],
      remove: [key(2), key(5), key(4)],
    });
  });

  it('theirs, or no choice: leaves the link alone', () => {
    const settled = { upsert: [key(9)], remove: [key(2), key(5)] };
    assert.deepEqual(resolveConflicts(edit, conflictsNow(), { '1:1': 'theirs' }), settled);
    assert.deepEqual(resolveConflicts(edit, conflictsNow(), {}), settled);
    assert.deepEqual(resolveConflicts({}, [], {}), { upsert: [], remove: [] });
  });

  it('whatever is chosen, each link ends as its side has it, and nothing is left to ask', () => {
    const sides = fc.infiniteStream(fc.constantFrom<ConflictChoice>('mine', 'theirs'));
    fc.assert(
      fc.property(linkSet, linkSet, linkEdit, sides, (before, now, wish, side) => {
        const found = findConflicts(before, now, wish);
        const choices = Object.fromEntries(found.map((one) => [keyOf(one.key), side.next().value]));
        const settled = resolveConflicts(wish, found, choices);
        assert.deepEqual(findConflicts(now, now, settled), []);
        const after = new Map(planEdit(now, settled).after.map((one) => [keyOf(one), one]));
        for (const { key: at, theirs: other, ours } of found) {
          const wanted = choices[keyOf(at)] === 'mine' ? ours : other;
          assert.equal(JSON.stringify(after.get(keyOf(at))?.properties), JSON.stringify(wanted?.properties));
        }
      }),
    );
  });
});

describe('links: conflicts of links without a word of properties', () => {
  it('a link that is put or removed, made by others and gone again, is nothing to ask', () => {
    assert.deepEqual(findConflicts([], [], { upsert: [key(1)], remove: [key(2)] }), []);
    assert.deepEqual(findConflicts([link(1)], [], { remove: [key(1)] }), []);
  });

  it('a link put without properties that others removed comes back with those it had', () => {
    const [conflict] = findConflicts([link(1, { a: '1' })], [], { upsert: [key(1)] });
    assert.deepEqual(conflict?.ours, link(1, { a: '1' }));
  });
});

describe('links: a link only if it is missing', () => {
  const put = { upsert: [{ ...link(1, { a: '2' }), onlyIfAbsent: true as const }] };

  it('is added with its properties, and leaves an existing one alone', () => {
    assert.deepEqual(planEdit([], put).added, [link(1, { a: '2' })]);
    const plan = planEdit([link(1, { a: '1' })], put);
    assert.deepEqual([plan.changed, plan.kept], [[], [link(1, { a: '1' })]]);
  });

  it('agrees with others who made or changed it, not with those who removed it', () => {
    assert.deepEqual(findConflicts([], [link(1, { a: '1' })], put), []);
    assert.deepEqual(findConflicts([link(1)], [link(1, { a: '1' })], put), []);
    assert.deepEqual(findConflicts([link(1)], [], put), [
      { key: key(1), base: link(1), theirs: undefined, ours: link(1, { a: '2' }) },
    ]);
  });
});
