import assert from 'node:assert/strict';
import {
  type ConfirmMode,
  isSerious,
  type LinkEdit,
  needsConfirmation,
  planEdit,
  type PlanWarning,
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
