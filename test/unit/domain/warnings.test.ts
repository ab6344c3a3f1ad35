import assert from 'node:assert/strict';
import {
  type Entry,
  isInRecycleBin,
  type Link,
  type LinkEdit,
  type LinkType,
  planEdit,
  type PlanWarning,
  readLinks,
  warningsOf,
} from '../../../src/domain';

const SOURCE = 10;
const types: LinkType[] = [
  { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment', description: 'Mail' },
  { linkTypeId: 2, sourceLabel: 'Replaces', targetLabel: 'Superseded by' },
  { linkTypeId: 3, sourceLabel: 'SUPERSEDES', targetLabel: 'Old' },
  { linkTypeId: 4, sourceLabel: 'From', targetLabel: 'To', description: ' spaced ' },
];
const link = (targetId: number, more: Partial<Link> = {}): Link => ({
  sourceId: SOURCE,
  targetId,
  linkTypeId: 1,
  ...more,
});
const entry = (id: number, more: Partial<Entry> = {}): Entry => ({
  id,
  name: `${id}`,
  entryType: 'Document',
  ...more,
});
const to = (targetId: number, linkTypeId = 1) => ({ targetId, linkTypeId });

function warn(
  edit: LinkEdit,
  links: readonly Link[],
  more: { known?: readonly Entry[]; missing?: readonly number[] } = {},
): PlanWarning[] {
  const plan = planEdit(readLinks(links, SOURCE, types).outgoing, edit);
  return warningsOf({ sourceId: SOURCE, edit, plan, links, linkTypes: types, ...more });
}

describe('links: warnings', () => {
  it('says nothing where there is nothing to say', () => {
    const known = [entry(SOURCE), entry(1), entry(2, { path: '\\Recycled paper\\2' }), entry(3)];
    assert.deepEqual(
      warn({ upsert: [to(2)], remove: [to(1)] }, [link(1), link(3)], { known, missing: [9] }),
      [],
    );
    assert.deepEqual(warn({}, []), []);
    assert.deepEqual(warn({ remove: [to(1)] }, []), []);
  });

  it('an entry that loses all its links, but not one that gets others', () => {
    const all = { remove: [to(1), to(2)] };
    assert.deepEqual(warn(all, [link(1), link(2)]), [{ kind: 'emptiesEntry', count: 2 }]);
    assert.deepEqual(warn({ ...all, upsert: [to(3)] }, [link(1), link(2)]), []);
  });

  it('a description that a PUT can not carry, unless it is that of the type or the link goes anyway', () => {
    const links = [
      link(1, { description: ' as agreed ' }),
      link(2, { description: 'Mail' }),
      link(3, { description: 'of the server', typeDescription: 'of the server' }),
      link(4, { description: 'gone with it' }),
      link(5, { description: '  ' }),
      link(6, { description: null }),
      link(7, { description: 'changed', properties: { a: '1' } }),
      link(8, { description: 'no type', linkTypeId: 0 }),
      { ...link(SOURCE, { description: "another's" }), sourceId: 99 },
    ];
    const edit = { upsert: [{ ...to(7), properties: { a: '2' } }], remove: [to(4)] };
    assert.deepEqual(warn(edit, links), [
      { kind: 'losesDescription', key: to(1), description: 'as agreed' },
      { kind: 'losesDescription', key: to(7), description: 'changed' },
    ]);
  });

  it('a description of an incoming link, or of a link whose type is not told, is not ours to lose', () => {
    const theirs = { ...link(1, { description: 'theirs' }), sourceId: 99 };
    const untold = link(1, { description: 'untold', linkTypeId: 0, sourceLabel: '?', targetLabel: '?' });
    assert.deepEqual(warn({ upsert: [to(2)] }, [link(1), theirs, untold]), []);
  });

  it('a description is compared with that of its own type, spaces at its ends aside', () => {
    const links = [
      link(1, { description: 'Mail', linkTypeId: 2 }),
      link(2, { description: 'sent', typeDescription: '  sent ' }),
      link(3, { description: 'free', linkTypeId: 77 }),
      link(4, { description: 'spaced', linkTypeId: 4 }),
    ];
    const told = warn({ upsert: [to(9)] }, links).map((one) => 'key' in one && one.key);
    assert.deepEqual(told, [to(1, 2), to(3, 77)]);
  });

  it('properties that a change drops, not those that it only changes', () => {
    const links = [
      link(1, { properties: { a: '1', b: '2', toString: 'x' } }),
      link(2, { properties: { a: '1' } }),
    ];
    const edit = {
      upsert: [
        { ...to(1), properties: { a: '9' } },
        { ...to(2), properties: { a: '2', c: '3' } },
      ],
    };
    assert.deepEqual(warn(edit, links), [{ kind: 'lostProperties', key: to(1), names: ['b', 'toString'] }]);
  });

  it('a new superseding link with a record at an end, whichever label says so', () => {
    const known = [entry(SOURCE, { isRecord: true }), entry(1, { isRecord: true }), entry(2)];
    assert.deepEqual(warn({ upsert: [to(1, 2), to(2, 3), to(1, 1)] }, [], { known }), [
      { kind: 'recordSupersede', key: to(1, 2), recordIds: [SOURCE, 1] },
      { kind: 'recordSupersede', key: to(2, 3), recordIds: [SOURCE] },
    ]);
    const kept = [link(1, { linkTypeId: 2 })];
    assert.deepEqual(warn({ upsert: [to(5, 2)] }, kept, { known: [entry(1, { isRecord: true })] }), []);
    assert.deepEqual(warn({ upsert: [to(1, 77)] }, [], { known }), [], 'a type that is not known');
  });

  it('entries that are checked out, at either end of a link that changes, each once', () => {
    const out = { isCheckedOut: true };
    const known = [SOURCE, 1, 1, 2, 3, 4].map((id) => entry(id, out));
    const links = [link(1), link(2, { properties: { a: '1' } }), link(4)];
    const edit = { upsert: [to(3), { ...to(2), properties: { a: '2' } }], remove: [to(1)] };
    assert.deepEqual(
      warn(edit, links, { known }),
      [SOURCE, 1, 2, 3].map((entryId) => ({ kind: 'checkedOut', entryId })),
    );
    assert.deepEqual(warn({}, links, { known }), [], 'nothing changes');
  });

  it('links asked for twice, once each, and links that are there already', () => {
    assert.deepEqual(warn({ upsert: [to(1), to(2), to(1), to(1)] }, [link(2)]), [
      { kind: 'duplicate', key: to(2), why: 'exists' },
      { kind: 'duplicate', key: to(1), why: 'twice' },
    ]);
  });

  it('a link asked for several times is told once of everything else, too', () => {
    assert.deepEqual(warn({ upsert: [to(2), to(2), to(SOURCE), to(SOURCE)] }, [link(2)]), [
      { kind: 'duplicate', key: to(2), why: 'exists' },
      { kind: 'duplicate', key: to(2), why: 'twice' },
      { kind: 'selfLink', key: to(SOURCE) },
      { kind: 'duplicate', key: to(SOURCE), why: 'twice' },
    ]);
  });

  it('links to itself, to nothing and into the recycle bin, when they are new', () => {
    const edit = { upsert: [to(SOURCE), to(7), to(8), to(9)] };
    const known = [entry(8, { path: '\\Recycle Bin\\Old' }), entry(9, { path: '\\$RECYCLEBIN' })];
    const facts = { known, missing: [7] };
    assert.deepEqual(warn(edit, [], facts), [
      { kind: 'selfLink', key: to(SOURCE) },
      { kind: 'targetGone', key: to(7) },
      { kind: 'targetInRecycleBin', key: to(8), path: '\\Recycle Bin\\Old' },
      { kind: 'targetInRecycleBin', key: to(9), path: '\\$RECYCLEBIN' },
    ]);
    const there = [link(SOURCE), link(7), link(8), link(9)];
    assert.deepEqual(
      warn(edit, there, facts).map(({ kind }) => kind),
      Array(4).fill('duplicate'),
    );
  });

  it('a recycle bin is one at the root only', () => {
    for (const path of ['\\Recycle Bin', 'Recycle Bin\\a', '\\recyclebin\\a', '\\$RecycleBin\\b'])
      assert.ok(isInRecycleBin(path), path);
    for (const path of ['\\', '\\Recycle Bins\\a', '\\a\\Recycle Bin\\b', '\\My Recycle Bin'])
      assert.ok(!isInRecycleBin(path), path);
  });
});
