import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  editBetween,
  findConflicts,
  isNoChange,
  keyOf,
  type OutgoingLink,
  planEdit,
  toPayload,
} from '../../../src/domain';
import { linkEdit, linkSet, sorted } from './arbitraries';

const link = (targetId: number, linkTypeId = 1, properties: Record<string, string> = {}): OutgoingLink => ({
  targetId,
  linkTypeId,
  properties,
});

describe('links: plan', () => {
  it('adds behind the existing links and keeps those', () => {
    const current = [link(1, 1, { a: '1' }), link(2)];
    const plan = planEdit(current, { upsert: [{ targetId: 3, linkTypeId: 2 }] });
    assert.deepEqual(plan, {
      added: [link(3, 2)],
      removed: [],
      changed: [],
      kept: current,
      after: [...current, link(3, 2)],
    });
  });

  it('tells a link of another type from one of another target', () => {
    const plan = planEdit([link(1, 1), link(1, 2)], { remove: [{ targetId: 1, linkTypeId: 2 }] });
    assert.deepEqual(plan.after, [link(1, 1)]);
    assert.deepEqual(plan.removed, [link(1, 2)]);
  });

  it('changes properties in place, and only when they differ', () => {
    const current = [link(1, 1, { a: '1' }), link(2)];
    const plan = planEdit(current, { upsert: [link(1, 1, { a: '2' }), link(2, 1, {})] });
    assert.deepEqual(plan.changed, [{ before: current[0], after: link(1, 1, { a: '2' }) }]);
    assert.deepEqual(plan.kept, [current[1]]);
  });

  it('puts a key that is both removed and put, once', () => {
    const plan = planEdit([], { upsert: [link(1), link(1)], remove: [link(1)] });
    assert.deepEqual(plan.added, [link(1)]);
  });

  it('nothing to remove, nothing to add: no change', () => {
    assert.ok(
      isNoChange(planEdit([link(1)], { upsert: [{ targetId: 1, linkTypeId: 1 }], remove: [link(9)] })),
    );
    assert.ok(!isNoChange(planEdit([link(1)], { remove: [link(1)] })));
  });

  it('puts links that come again where they stood, and all others behind', () => {
    const order = [link(1), link(2), link(3), link(4), link(5)];
    const plan = planEdit([link(3), link(9), link(5)], {
      upsert: [5, 8, 4, 2, 1].map((id) => link(id)),
      order,
    });
    assert.deepEqual(
      plan.after.map(({ targetId }) => targetId),
      [1, 2, 3, 4, 9, 5, 8],
    );
  });

  it('the edit between two sets leads from one to the other', () => {
    fc.assert(
      fc.property(linkSet, linkSet, (base, wanted) => {
        const plan = planEdit(base, editBetween(base, wanted));
        assert.deepEqual(sorted(plan.after), sorted(wanted));
      }),
    );
  });

  it('the edit between a set and itself changes nothing, whatever the order', () => {
    fc.assert(
      fc.property(linkSet, (links) => {
        const edit = editBetween(links, [...links].reverse());
        assert.deepEqual(edit, { upsert: [], remove: [] });
        assert.ok(isNoChange(planEdit(links, edit)));
      }),
    );
  });

  it('what an edit does not name survives in place with its properties', () => {
    fc.assert(
      fc.property(linkSet, linkEdit, (current, edit) => {
        const named = new Set([...(edit.upsert ?? []), ...(edit.remove ?? [])].map(keyOf));
        const untouched = current.filter((one) => !named.has(keyOf(one)));
        const { after } = planEdit(current, edit);
        assert.deepEqual(
          after.filter((one) => !named.has(keyOf(one))),
          untouched,
        );
        assert.equal(new Set(after.map(keyOf)).size, after.length);
      }),
    );
  });

  it('a plan adds up: kept, changed and added make what is there afterwards', () => {
    fc.assert(
      fc.property(linkSet, linkEdit, (current, edit) => {
        const { kept, changed, added, removed, after } = planEdit(current, edit);
        assert.deepEqual(sorted(after), sorted([...kept, ...changed.map((one) => one.after), ...added]));
        assert.deepEqual(sorted(current), sorted([...kept, ...changed.map((one) => one.before), ...removed]));
        assert.ok(isNoChange(planEdit(after, edit)), 'a second time nothing is left to do');
      }),
    );
  });

  it('the payload carries properties byte for byte and nothing else', () => {
    fc.assert(
      fc.property(linkSet, (links) => {
        const sent = JSON.parse(JSON.stringify(toPayload(links))) as Record<string, unknown>[];
        const back = sent.map(({ targetId, linkTypeId, properties }) =>
          JSON.stringify([targetId, linkTypeId, properties ?? {}]),
        );
        assert.deepEqual(
          back,
          links.map(({ targetId, linkTypeId, properties }) =>
            JSON.stringify([targetId, linkTypeId, properties]),
          ),
        );
        for (const one of sent)
          assert.ok(!('customProperties' in one) || Object.keys(one['customProperties']!).length > 0);
      }),
    );
  });
});

describe('links: conflicts', () => {
  const put = (...links: OutgoingLink[]) => ({ upsert: links });

  it('none when nobody else changed anything', () => {
    fc.assert(
      fc.property(linkSet, linkEdit, (base, edit) => assert.deepEqual(findConflicts(base, base, edit), [])),
    );
  });

  it('none when the others did the very same', () => {
    fc.assert(
      fc.property(linkSet, linkSet, (base, wanted) =>
        assert.deepEqual(findConflicts(base, wanted, editBetween(base, wanted)), []),
      ),
    );
  });

  it('foreign changes survive, or there is a conflict about them', () => {
    fc.assert(
      fc.property(linkSet, linkSet, linkSet, (base, theirs, wanted) => {
        const edit = editBetween(base, wanted);
        const disputed = new Set(findConflicts(base, theirs, edit).map((conflict) => keyOf(conflict.key)));
        const merged = new Map(planEdit(theirs, edit).after.map((one) => [keyOf(one), one]));
        const at = (links: readonly OutgoingLink[], key: string) => links.find((one) => keyOf(one) === key);
        const show = (one: OutgoingLink | undefined) => JSON.stringify(one && sorted([one]));
        for (const key of new Set([...base, ...theirs].map(keyOf))) {
          const theyChanged = show(at(base, key)) !== show(at(theirs, key));
          if (theyChanged && !disputed.has(key))
            assert.equal(show(merged.get(key)), show(at(theirs, key)), key);
        }
      }),
    );
  });

  const base = [link(1, 1, { a: '1' })];
  const theirs = [link(1, 1, { a: '2' })];

  it('they changed what we remove', () => {
    assert.deepEqual(findConflicts(base, theirs, { remove: base }), [
      { key: { targetId: 1, linkTypeId: 1 }, base: base[0], theirs: theirs[0], ours: undefined },
    ]);
  });

  it('they removed what we change', () => {
    const [conflict] = findConflicts(base, [], put(link(1, 1, { a: '3' })));
    assert.deepEqual(conflict, {
      key: { targetId: 1, linkTypeId: 1 },
      base: base[0],
      theirs: undefined,
      ours: link(1, 1, { a: '3' }),
    });
  });

  it('both changed, differently; both added, differently', () => {
    assert.equal(findConflicts(base, theirs, put(link(1, 1, { a: '3' }))).length, 1);
    assert.equal(findConflicts([], theirs, put(link(1, 1, { a: '3' }))).length, 1);
  });

  it('a put without properties agrees with any link of its key', () => {
    assert.deepEqual(findConflicts([], theirs, { upsert: [{ targetId: 1, linkTypeId: 1 }] }), []);
    assert.deepEqual(findConflicts(base, theirs, { upsert: [{ targetId: 1, linkTypeId: 1 }] }), []);
  });
});
