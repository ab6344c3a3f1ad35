import assert from 'node:assert/strict';
import {
  describeLink,
  type Link,
  type LinkType,
  linkTypeTitle,
  nameOfPath,
  readLinks,
  resolveLinkTypeId,
  sameProperties,
} from '../../../src/domain';

const types: LinkType[] = [
  { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
  { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
  { linkTypeId: 3, sourceLabel: 'Twin', targetLabel: 'Twin' },
  { linkTypeId: 4, sourceLabel: 'Twin', targetLabel: 'Twin' },
];
const link: Link = {
  sourceId: 10,
  sourcePath: '\\Email',
  sourceLabel: 'Message',
  targetId: 15,
  targetPath: '\\Archive\\Offer',
  targetLabel: 'Attachment',
};

describe('links: types', () => {
  it('takes the id the server tells, even of a type it does not know', () => {
    assert.equal(resolveLinkTypeId({ ...link, linkTypeId: 77 }, types), 77);
  });

  it('falls back to both labels when there is no id, or 0', () => {
    assert.equal(resolveLinkTypeId(link, types), 1);
    assert.equal(resolveLinkTypeId({ ...link, linkTypeId: 0 }, types), 1);
  });

  it('does not guess: one label is not enough, two types of the same labels are ambiguous', () => {
    assert.equal(resolveLinkTypeId({ ...link, targetLabel: 'Superseded by' }, types), 'unknown');
    assert.equal(resolveLinkTypeId({ sourceId: 1, targetId: 2 }, types), 'unknown');
    assert.equal(
      resolveLinkTypeId({ ...link, sourceLabel: 'Twin', targetLabel: 'Twin' }, types),
      'ambiguous',
    );
  });

  it('shows both ends of a type', () => assert.equal(linkTypeTitle(types[0]!), 'Message → Attachment'));
});

describe('links: reading an answer', () => {
  it('parts links by what may be written back', () => {
    const outgoing = { ...link, linkTypeId: 1, properties: { a: 'b' } };
    const bare = { ...link, targetId: 16, properties: null };
    const ambiguous = { ...link, sourceLabel: 'Twin', targetLabel: 'Twin' };
    const incoming = { ...link, sourceId: 99, targetId: 10 };
    const ofTarget = { ...link, sourceId: 20, targetId: 21 };
    assert.deepEqual(readLinks([outgoing, incoming, bare, ambiguous, ofTarget], 10, types), {
      outgoing: [
        { targetId: 15, linkTypeId: 1, properties: { a: 'b' } },
        { targetId: 16, linkTypeId: 1, properties: {} },
      ],
      untyped: [{ link: ambiguous, why: 'ambiguous' }],
      incoming: [incoming],
      foreign: [ofTarget],
    });
  });

  it('without an end is told as such, whoever owns it', () => {
    for (const ends of [
      { sourceId: 10, targetId: 0 },
      { sourceId: 12, targetId: 0 },
      { sourceId: 0, targetId: 10 },
    ]) {
      const { untyped, foreign } = readLinks([{ ...link, ...ends }], 10, types);
      assert.deepEqual([untyped.map(({ why }) => why), foreign], [['noEnd'], []]);
    }
  });

  it('counts a link of the entry to itself as outgoing', () => {
    const self = { ...link, targetId: 10, linkTypeId: 1 };
    assert.equal(readLinks([self], 10, types).outgoing.length, 1);
  });
});

describe('links: as seen from an entry', () => {
  it('outgoing', () => {
    assert.deepEqual(describeLink(link, 10), {
      link,
      direction: 'outgoing',
      otherId: 15,
      otherPath: '\\Archive\\Offer',
      otherName: 'Offer',
      ownLabel: 'Message',
      otherLabel: 'Attachment',
    });
  });

  it('incoming', () => {
    const view = describeLink(link, 15);
    assert.equal(view.direction, 'incoming');
    assert.equal(view.otherId, 10);
    assert.equal(view.otherName, 'Email');
    assert.equal(view.ownLabel, 'Attachment');
    assert.equal(view.otherLabel, 'Message');
  });

  it('names the other entry by its id where the server sent no path', () => {
    assert.equal(describeLink({ sourceId: 10, targetId: 15, targetPath: null }, 10).otherName, 'Entry 15');
  });

  it('leaves labels empty where the server sent none, from either end', () => {
    const bare: Link = { sourceId: 10, targetId: 15, sourceLabel: null };
    for (const entryId of [10, 15]) {
      const { ownLabel, otherLabel, otherPath } = describeLink(bare, entryId);
      assert.deepEqual([ownLabel, otherLabel, otherPath], ['', '', '']);
    }
  });

  it('takes the last part of a path', () => {
    assert.deepEqual(['\\a\\b/c', '\\a', '\\', ''].map(nameOfPath), ['b/c', 'a', '', '']);
  });
});

describe('links: equal properties', () => {
  it('whatever their order, names of Object not mistaken for properties', () => {
    assert.ok(sameProperties({ a: '1', b: '2' }, { b: '2', a: '1' }));
    assert.ok(!sameProperties({ a: '1' }, { a: '1', b: '2' }));
    assert.ok(!sameProperties({ toString: 'x' }, { a: 'x' }));
    assert.ok(!sameProperties(JSON.parse('{"__proto__":"x"}') as Record<string, string>, { a: 'x' }));
  });
});
