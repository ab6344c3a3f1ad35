import assert from 'node:assert/strict';
import fc from 'fast-check';
import { undoEdit } from '../../../src/changes/undo';
import { type LinkEdit, type OutgoingLink, planEdit, toPayload } from '../../../src/domain';
import { payloadBefore, sinceBefore } from '../../../src/changeFlow/payloads';
import { itemOf } from './historySupport';

const properties = fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('', '1', '2'), {
  noNullPrototype: true,
});
const outgoing: fc.Arbitrary<OutgoingLink[]> = fc.uniqueArray(
  fc.record({
    targetId: fc.integer({ min: 1, max: 4 }),
    linkTypeId: fc.integer({ min: 1, max: 2 }),
    properties,
  }),
  { selector: ({ targetId, linkTypeId }) => `${targetId}:${linkTypeId}`, maxLength: 6 },
);
const edit: fc.Arbitrary<LinkEdit> = fc.record({ upsert: outgoing, remove: outgoing });
const listed = (links: readonly OutgoingLink[]) =>
  links.map(({ targetId, linkTypeId, properties: properties }) => ({
    sourceId: 10,
    targetId,
    linkTypeId,
    properties,
  }));

/** What the journal keeps of an edit. */
function madeBy(before: readonly OutgoingLink[], wish: LinkEdit) {
  const { added, removed, changed, kept, after } = planEdit(before, wish);
  const item = itemOf({
    before: listed(before),
    payload: toPayload(after),
    added,
    removed,
    changed,
    kept: kept.length,
  });
  return { item, after };
}

describe('payloads of the history', () => {
  it('tell the links before a change from the journal alone, in their order', () => {
    fc.assert(
      fc.property(outgoing, edit, (before, wish) => {
        assert.deepEqual(payloadBefore(madeBy(before, wish).item), toPayload(before));
      }),
    );
  });

  it('lead from whatever there is now back to the links before a change', () => {
    fc.assert(
      fc.property(outgoing, edit, outgoing, (before, wish, now) => {
        const since = sinceBefore(madeBy(before, wish).item, listed(now), []);
        const { after } = planEdit(now, undoEdit(since));
        const sorted = (links: readonly OutgoingLink[]) =>
          toPayload(links).toSorted((a, b) => a.targetId - b.targetId || a.linkTypeId - b.linkTypeId);
        assert.deepEqual(sorted(after), sorted(before));
        assert.deepEqual(since.payload, toPayload(now));
      }),
    );
  });
});
