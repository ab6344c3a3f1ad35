import assert from 'node:assert/strict';
import type { PlanWarning } from '../../../../src/domain';
import { describeWarnings } from '../../../../src/ui/messages/describeWarnings';

const to = (targetId: number) => ({ targetId, linkTypeId: 1 });
const NAMES: Readonly<Record<number, string>> = {
  1: 'Offer',
  2: 'Order',
  3: 'Invoice',
  4: 'Receipt',
  5: '$& (new)',
};
const texts = (...warnings: PlanWarning[]) =>
  describeWarnings(warnings, { sourceId: 10, nameOf: (id) => NAMES[id] ?? `Entry ${id}` });
const gone = (targetId: number): PlanWarning => ({ kind: 'targetGone', key: to(targetId) });
const lost = (targetId: number, ...names: string[]): PlanWarning => ({
  kind: 'lostProperties',
  key: to(targetId),
  names,
});

describe('ui: warnings in words', () => {
  it('no warning, no sentence', () => assert.deepEqual(texts(), []));

  it('an entry that is emptied, by the number of its links', () => {
    assert.deepEqual(texts({ kind: 'emptiesEntry', count: 1 }), [
      'This removes the only outgoing link of Entry 10.',
    ]);
    assert.deepEqual(texts({ kind: 'emptiesEntry', count: 1234 }), [
      'This removes all 1,234 outgoing links of Entry 10.',
    ]);
  });

  it('descriptions are counted, not quoted', () => {
    const one: PlanWarning = { kind: 'losesDescription', key: to(1), description: 'as agreed' };
    assert.deepEqual(texts(one), [
      '1 link has a description that can’t be sent: the server may drop it when links are assigned.',
    ]);
    const [many] = texts(...Array.from({ length: 1200 }, () => one));
    assert.equal(
      many,
      '1,200 links have descriptions that can’t be sent: the server may drop them when links are assigned.',
    );
  });

  it('an entry linked to itself is told once, whatever the types', () => {
    const self: PlanWarning = { kind: 'selfLink', key: to(10) };
    assert.deepEqual(texts(self, self), ['Entry 10 is linked to itself.']);
  });

  it('properties that go, by name where it is one link', () => {
    assert.deepEqual(texts(lost(1, 'a')), ['The link to Offer loses the property “a”.']);
    assert.deepEqual(texts(lost(1, 'a', 'b')), ['The link to Offer loses the properties “a” and “b”.']);
    assert.deepEqual(texts(lost(1, 'a'), lost(2, 'b')), ['The links to Offer and Order lose properties.']);
  });

  it('two links to one entry: the entry and each property are named once', () => {
    assert.deepEqual(texts(lost(1, 'a'), lost(1, 'a', 'b')), [
      'The link to Offer loses the properties “a” and “b”.',
    ]);
  });

  it('up to three names, then how many more', () => {
    assert.deepEqual(texts(gone(1)), ['Offer no longer exists.']);
    assert.deepEqual(texts(gone(1), gone(2)), ['Offer and Order no longer exist.']);
    assert.deepEqual(texts(gone(1), gone(2), gone(3)), ['Offer, Order and Invoice no longer exist.']);
    assert.deepEqual(texts(gone(1), gone(2), gone(3), gone(4)), [
      'Offer, Order, Invoice and 1 more no longer exist.',
    ]);
    const many = Array.from({ length: 1503 }, (_, index) => gone(1000 + index));
    assert.match(texts(...many)[0] ?? '', / and 1,500 more no longer exist\.$/);
  });

  it('names are told as they are, whatever characters they hold', () => {
    assert.deepEqual(texts(gone(5)), ['$& (new) no longer exists.']);
  });

  it('links asked for twice and links that exist, each for itself', () => {
    const duplicate = (targetId: number, why: 'twice' | 'exists'): PlanWarning => ({
      kind: 'duplicate',
      key: to(targetId),
      why,
    });
    assert.deepEqual(texts(duplicate(1, 'twice'), duplicate(2, 'exists')), [
      'The link to Offer is requested twice.',
      'The link to Order already exists.',
    ]);
    assert.deepEqual(texts(duplicate(1, 'twice'), duplicate(2, 'twice')), [
      'The links to Offer and Order are requested twice.',
    ]);
    assert.deepEqual(texts(duplicate(1, 'exists'), duplicate(2, 'exists')), [
      'The links to Offer and Order already exist.',
    ]);
  });

  it('entries in the recycle bin, checked out, or records that a link would supersede', () => {
    const bin = (id: number): PlanWarning => ({
      kind: 'targetInRecycleBin',
      key: to(id),
      path: '\\Recycle Bin',
    });
    assert.deepEqual(texts(bin(1)), ['Offer is in the recycle bin.']);
    assert.deepEqual(texts(bin(1), bin(2)), ['Offer and Order are in the recycle bin.']);
    const out = (entryId: number): PlanWarning => ({ kind: 'checkedOut', entryId });
    assert.deepEqual(texts(out(10)), ['Entry 10 is checked out.']);
    assert.deepEqual(texts(out(10), out(1)), ['Entry 10 and Offer are checked out.']);
    const record = (...recordIds: number[]): PlanWarning => ({
      kind: 'recordSupersede',
      key: to(1),
      recordIds,
    });
    assert.deepEqual(texts(record(1)), [
      'Offer is a record: being superseded can start its cutoff, after which it can’t be changed.',
    ]);
    assert.deepEqual(texts(record(10, 1), record(10, 2)), [
      'Entry 10, Offer and Order are records: being superseded can start their cutoff, after which they can’t be changed.',
    ]);
  });

  it('sentences of the entry itself come first, whatever the order of the warnings', () => {
    const all: PlanWarning[] = [
      { kind: 'checkedOut', entryId: 1 },
      { kind: 'recordSupersede', key: to(2), recordIds: [2] },
      { kind: 'targetInRecycleBin', key: to(3), path: '\\Recycle Bin' },
      gone(1),
      lost(1, 'a'),
      { kind: 'selfLink', key: to(10) },
      { kind: 'losesDescription', key: to(1), description: 'x' },
      { kind: 'emptiesEntry', count: 2 },
    ];
    assert.deepEqual(
      texts(...all).map((text) => text.split(' ').slice(0, 2).join(' ')),
      ['This removes', '1 link', 'Entry 10', 'The link', 'Offer no', 'Invoice is', 'Order is', 'Offer is'],
    );
  });
});
