import assert from 'node:assert/strict';
import type { AuditModel, Check, CheckOptions, Finding } from '../../../src/audit';
import { bothWays } from '../../../src/audit/checks/bothWays';
import { circle } from '../../../src/audit/checks/circle';
import { deadTarget } from '../../../src/audit/checks/deadTarget';
import { hub } from '../../../src/audit/checks/hub';
import { linkedTwice } from '../../../src/audit/checks/linkedTwice';
import { missingLink } from '../../../src/audit/checks/missingLink';
import { oddProperties } from '../../../src/audit/checks/oddProperties';
import { rareType } from '../../../src/audit/checks/rareType';
import { selfLink } from '../../../src/audit/checks/selfLink';
import { supersededLinked } from '../../../src/audit/checks/supersededLinked';
import type { Link, LinkType } from '../../../src/domain';
import { document } from './fakeRepository';

const TYPES: readonly LinkType[] = [
  { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
  { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
  { linkTypeId: 3, sourceLabel: 'Related', targetLabel: ' related' },
  { linkTypeId: 4, sourceLabel: 'Old', targetLabel: 'New' },
  { linkTypeId: 5, sourceLabel: 'Predecessor', targetLabel: 'Successor' },
];

/** A link as `source type target`. */
const link = (
  [sourceId, linkTypeId, targetId]: readonly [number, number, number],
  more: Partial<Link> = {},
): Link => ({
  sourceId,
  linkTypeId,
  targetId,
  ...more,
});

/** Entries 1 to 5 are the set. */
const model = (links: readonly Link[], more: Partial<AuditModel> = {}): AuditModel => ({
  entries: [1, 2, 3, 4, 5].map((id) => document(id)),
  links,
  linkTypes: TYPES,
  dead: new Map(),
  ...more,
});

const find = (check: Check, of: AuditModel, options: CheckOptions = {}): readonly Finding[] =>
  check.find(of, options);
const ends = (findings: readonly Finding[]) =>
  findings.map(({ entryId, linkTypeId, targetId }) => [entryId, linkTypeId, targetId]);

describe('a check of an audit', () => {
  it('finds nothing where there is nothing', () => {
    for (const check of [
      bothWays,
      circle,
      deadTarget,
      hub,
      linkedTwice,
      missingLink,
      oddProperties,
      rareType,
      selfLink,
      supersededLinked,
    ])
      assert.deepEqual(find(check, model([], { entries: [] })), [], check.id);
  });

  it('tells where an entry is, as far as anybody tells it', () => {
    const [found] = find(selfLink, model([link([1, 1, 1])]));
    assert.deepEqual([found?.path, found?.targetPath], ['\\Set\\1', '\\Set\\1']);
    const untold = model([link([1, 1, 1], { sourcePath: '\\Told' })], {
      entries: [{ ...document(1), path: '' }],
    });
    assert.equal(find(selfLink, untold)[0]?.path, '\\Told');
  });

  it('leaves out links whose type or end is not told', () => {
    const odd = [{ sourceId: 1, targetId: 1 }, link([1, 0, 1]), link([1, 1, 0])];
    for (const check of [selfLink, rareType]) assert.deepEqual(find(check, model(odd)), [], check.id);
  });

  it('for missing links takes what a search tells, else what links tell', () => {
    const required = { required: [{ linkTypeId: 1, as: 'source' }] } as const;
    const links = [link([1, 1, 2]), link([9, 1, 3])];
    assert.deepEqual(
      find(missingLink, model(links), required).map(({ entryId }) => entryId),
      [2, 3, 4, 5],
    );
    const told = { ...required.required[0], entryIds: new Set([1, 2, 3]) };
    assert.deepEqual(
      find(missingLink, model(links, { relations: [told] }), required).map(({ entryId }) => entryId),
      [4, 5],
    );
    const unread = model(links, { unread: new Set([4]) });
    assert.deepEqual(
      find(missingLink, unread, { required: [{ linkTypeId: 1, as: 'either' }] }).map(
        ({ entryId }) => entryId,
      ),
      [5],
    );
  });

  it('for missing links asks none of shortcuts, which have none of their own', () => {
    const entries = [{ ...document(1), entryType: 'Shortcut' as const }];
    assert.deepEqual(
      find(missingLink, model([], { entries }), { required: [{ linkTypeId: 1, as: 'either' }] }),
      [],
    );
  });

  it('for both ways leaves types alone whose ends are called the same', () => {
    assert.deepEqual(find(bothWays, model([link([1, 3, 2]), link([2, 3, 1])])), []);
    assert.deepEqual(ends(find(bothWays, model([link([2, 1, 1]), link([1, 1, 2])]))), [[1, 1, 2]]);
    assert.deepEqual(ends(find(bothWays, model([link([1, 1, 9]), link([9, 1, 1])]))), [[1, 1, 9]]);
    assert.deepEqual(find(bothWays, model([link([1, 1, 2]), link([2, 2, 1])])), []);
  });

  it('for circles takes the types that are told, in place of those that are labelled so', () => {
    const links = [link([1, 4, 2]), link([2, 4, 3]), link([3, 4, 1])];
    assert.deepEqual(find(circle, model(links)), []);
    const [found, ...more] = find(circle, model(links), { orderingTypeIds: [4] });
    assert.deepEqual([found?.facts['entryIds'], more.length], [[1, 2, 3], 0]);
    const labelled = [link([1, 2, 2]), link([2, 2, 1])];
    assert.equal(find(circle, model(labelled)).length, 1);
    assert.deepEqual(find(circle, model(labelled), { orderingTypeIds: [4] }), []);
  });

  it('for circles goes round one of 50,000 entries', () => {
    const count = 50_000;
    const ring = Array.from({ length: count }, (_, at) => link([at + 1, 2, ((at + 1) % count) + 1]));
    const entries = ring.map(({ sourceId }) => document(sourceId));
    const [found, ...more] = find(circle, model(ring, { entries }));
    assert.equal(more.length, 0);
    assert.equal((found?.facts['entryIds'] as readonly number[]).length, count);
  });

  it('for superseded entries reads from the labels which end is the older one', () => {
    const linked = (linkTypeId: number) =>
      model([link([1, linkTypeId, 2]), link([3, 1, 1]), link([3, 1, 2])]);
    assert.deepEqual(ends(find(supersededLinked, linked(2))), [[3, 1, 2]]);
    assert.deepEqual(ends(find(supersededLinked, linked(5))), [[3, 1, 1]]);
    assert.deepEqual(ends(find(supersededLinked, linked(4))), []);
    assert.deepEqual(ends(find(supersededLinked, linked(4), { orderingTypeIds: [4] })), [[3, 1, 2]]);
  });

  it('for superseded entries lets the newer one refer to the older', () => {
    assert.deepEqual(find(supersededLinked, model([link([1, 2, 2]), link([1, 1, 2])])), []);
  });

  it('for properties takes the form that most links have for the usual one, and tells no tie', () => {
    const named = (...names: readonly string[]) =>
      names.map((name, at) => link([at + 1, 1, 9], { properties: { [name]: 'x' } }));
    assert.deepEqual(find(oddProperties, model(named('Page', 'page'))), []);
    const [found, ...more] = find(oddProperties, model(named('Page', ' page ', 'Page')));
    assert.deepEqual([found?.facts, more.length], [{ misspelt: [' page '], usual: ['Page'] }, 0]);
    const required = { requiredProperties: { 1: ['page'] } };
    assert.equal(find(oddProperties, model(named('Page', 'Page', 'page')), required).length, 2);
  });

  it('for properties tells what is missing, and what is no text', () => {
    const required = { requiredProperties: { 1: ['Page', 'Part'] } };
    const facts = (more: Partial<Link>) =>
      find(oddProperties, model([link([1, 1, 2], more)]), required)[0]?.facts;
    assert.deepEqual(facts({}), { missing: ['Page', 'Part'] });
    assert.deepEqual(facts({ properties: { Page: ' ', Part: '2' } }), { missing: ['Page'] });
    assert.deepEqual(facts({ properties: { Page: '1', Part: '2' }, hasOddProperties: true }), {
      oddValue: 1,
    });
    assert.equal(facts({ properties: { Page: '1', Part: '2', More: '' } }), undefined);
  });

  it('for hubs counts a link of an entry to itself once', () => {
    const links = [link([1, 1, 1]), link([1, 1, 2]), link([9, 1, 1])];
    assert.deepEqual(
      find(hub, model(links), { hubAbove: 2 }).map(({ facts }) => facts),
      [{ count: 3, above: 2 }],
    );
    assert.deepEqual(find(hub, model(links), { hubAbove: 3 }), []);
  });

  it('for pairs linked twice tells which of both adds nothing', () => {
    const [found, ...more] = find(linkedTwice, model([link([1, 3, 2]), link([1, 1, 2])]));
    assert.deepEqual(
      [found?.linkTypeId, found?.facts, more.length],
      [3, { why: 'general', otherTypeId: 1 }, 0],
    );
    assert.equal(found?.mend?.linkTypeId, 3);
    assert.deepEqual(find(linkedTwice, model([link([1, 2, 2]), link([1, 1, 2])])), []);
  });

  it('for dead targets mends by removing the link, unless its target is merely closed', () => {
    const links = [link([1, 1, 7]), link([2, 1, 8])];
    const dead = new Map([
      [7, 'gone'],
      [8, 'closed'],
    ] as const);
    assert.deepEqual(
      find(deadTarget, model(links, { dead })).map(({ mend }) => mend?.kind),
      ['removeLink', undefined],
    );
  });

  it('for types that are hardly used counts incoming links as well, and tells outgoing ones', () => {
    const links = [link([1, 1, 2]), link([9, 1, 2]), link([9, 4, 2])];
    assert.deepEqual(ends(find(rareType, model(links), { rareBelow: 3 })), [[1, 1, 2]]);
    assert.deepEqual(find(rareType, model(links), { rareBelow: 2 }), []);
  });
});
