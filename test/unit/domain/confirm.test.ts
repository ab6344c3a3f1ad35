import assert from 'node:assert/strict';
import {
  type ConfirmMode,
  isSerious,
  type LinkEdit,
  needsConfirmation,
  planEdit,
  type PlanWarning,
  relink,
  relinked,
  type Seen,
} from '../../../src/domain';

const key = { targetId: 1, linkTypeId: 1 };
const link = { ...key, properties: { a: '1' } };

/** Whether a person is asked, in the modes `always`, `destructive` and `never`. */
function asked(edit: LinkEdit, warnings: readonly PlanWarning[] = []): boolean[] {
  const plan = planEdit([link], edit);
  return (['always', 'destructive', 'never'] as const).map((mode) =>
    needsConfirmation(mode, { plan, warnings }),
  );
}

describe('links: whether to ask before links are sent', () => {
  it('links that are only added need no question but where every change does', () => {
    assert.deepEqual(asked({ upsert: [{ targetId: 2, linkTypeId: 1 }] }), [true, false, false]);
  });

  it('a link removed, or one that gets other properties, is worth a question', () => {
    assert.deepEqual(asked({ remove: [key] }), [true, true, false]);
    assert.deepEqual(asked({ upsert: [{ ...key, properties: { a: '2' } }] }), [true, true, false]);
  });

  it('a warning that something may be lost for good is worth one, another is not', () => {
    const warn = (...warnings: PlanWarning[]) =>
      asked({ upsert: [{ targetId: 2, linkTypeId: 1 }] }, warnings);
    const checkedOut: PlanWarning = { kind: 'checkedOut', entryId: 2 };
    assert.deepEqual(warn(checkedOut), [true, false, false]);
    assert.deepEqual(warn(checkedOut, { kind: 'targetGone', key }), [true, true, false]);
  });

  const after = (seen: Seen, edit: LinkEdit, warnings: readonly PlanWarning[] = []) =>
    needsConfirmation('destructive', { plan: planEdit([link], edit), warnings }, seen);
  const retype = relink([link], [key], { linkTypeId: 7 });
  const move = relink([link], [key], { targetId: 2 });
  const change = { upsert: [{ ...key, properties: { a: '2' } }] };

  it('what a person chose link by link is asked about only where more goes than they chose', () => {
    for (const edit of [retype, move, change]) assert.equal(after('choice', edit), false);
    assert.equal(after('choice', { remove: [key] }), true);
    // The entry has the wanted link already: one of both goes.
    const twice = [link, { targetId: 1, linkTypeId: 7, properties: { a: '1' } }];
    const plan = planEdit(twice, relink(twice, [key], { linkTypeId: 7 }));
    assert.equal(needsConfirmation('destructive', { plan, warnings: [] }, 'choice'), true);
    assert.equal(after('choice', change, [{ kind: 'lostProperties', key, names: ['a'] }]), false);
    assert.equal(after('choice', retype, [{ kind: 'losesDescription', key, description: 'd' }]), true);
  });

  it('a form is the review of what it changes, and asks about links that go', () => {
    assert.deepEqual([after('form', change), after('form', retype)], [false, false]);
    // One row went, and another came: it only looks as if the link had been moved.
    assert.deepEqual([after('form', move), after('form', { remove: [key] })], [true, true]);
    assert.equal(after('form', change, [{ kind: 'lostProperties', key, names: ['a'] }]), true);
  });

  it('an undo of what nobody changed since asks nothing, unless something else is lost with it', () => {
    for (const edit of [{ remove: [key] }, retype, change]) assert.equal(after('undo', edit), false);
    assert.equal(after('undo', { remove: [key] }, [{ kind: 'emptiesEntry', count: 1 }]), false);
    assert.equal(
      after('undo', { remove: [key] }, [{ kind: 'losesDescription', key, description: 'd' }]),
      true,
    );
  });

  it('how much was seen changes nothing where every change is asked about, or none', () => {
    for (const seen of ['nothing', 'form', 'choice', 'undo'] as const) {
      const plan = planEdit([link], retype);
      assert.equal(needsConfirmation('always', { plan, warnings: [] }, seen), true);
      assert.equal(needsConfirmation('never', { plan, warnings: [] }, seen), false);
      assert.equal(needsConfirmation('Never' as ConfirmMode, { plan, warnings: [] }, seen), true);
    }
  });

  it('a link that goes counts as changed once, for one that comes', () => {
    const other = { targetId: 1, linkTypeId: 2, properties: { a: '1' } };
    const plan = planEdit([link, other], {
      remove: [key, other],
      upsert: [{ targetId: 1, linkTypeId: 7, properties: { a: '1' } }],
    });
    assert.equal(relinked(plan).retyped.length, 1);
    assert.equal(needsConfirmation('destructive', { plan, warnings: [] }, 'choice'), true);
  });

  it('an unknown mode is no yes', () => {
    const plan = planEdit([link], { upsert: [{ targetId: 2, linkTypeId: 1 }] });
    for (const mode of ['Always', 'NEVER', '', true, null, undefined])
      assert.equal(needsConfirmation(mode as ConfirmMode, { plan, warnings: [] }), true, String(mode));
  });

  it('what may be lost for good', () => {
    const serious = {
      emptiesEntry: true,
      losesDescription: true,
      lostProperties: true,
      recordSupersede: true,
      targetGone: true,
      targetInRecycleBin: true,
      checkedOut: false,
      duplicate: false,
      selfLink: false,
    } satisfies Record<PlanWarning['kind'], boolean>;
    for (const [kind, expected] of Object.entries(serious))
      assert.equal(isSerious(kind as PlanWarning['kind']), expected, kind);
  });
});
