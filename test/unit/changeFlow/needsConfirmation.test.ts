import assert from 'node:assert/strict';
import { type LinkEdit, needsConfirmation, type PlanWarning } from '../../../src/domain';
import { link, review, to } from './support';

const ask = (edit: LinkEdit, warnings: readonly PlanWarning[] = []) => {
  const { plan } = review(edit, [link(1), link(2)]).plan;
  return needsConfirmation('destructive', { plan, warnings });
};

describe('review: when a person is asked', () => {
  it('always or never, whatever the plan', () => {
    const added = review({ upsert: [to(3)] }, []).plan;
    const removed = review({ remove: [to(1)] }, [link(1)]).plan;
    assert.deepEqual(
      [added, removed].map((one) => needsConfirmation('always', one)),
      [true, true],
    );
    assert.deepEqual(
      [added, removed].map((one) => needsConfirmation('never', one)),
      [false, false],
    );
  });

  it('about what touches existing links, where only that is asked', () => {
    assert.equal(ask({ upsert: [to(3)] }), false);
    assert.equal(ask({ upsert: [{ ...to(3), properties: { note: 'a' } }] }), false);
    assert.equal(ask({ remove: [to(1)] }), true);
    assert.equal(ask({ upsert: [{ ...to(1), properties: { note: 'a' } }] }), true);
    assert.equal(ask({ upsert: [to(3)], remove: [to(1)] }), true);
  });

  it('about an added link too, where something may be lost for good', () => {
    const key = to(3);
    assert.equal(ask({ upsert: [key] }, [{ kind: 'targetGone', key }]), true);
    assert.equal(ask({ upsert: [key] }, [{ kind: 'checkedOut', entryId: 3 }]), false);
  });
});
