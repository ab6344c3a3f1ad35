import assert from 'node:assert/strict';
import type { LinkConflict } from '../../../src/domain';
import { namesFrom } from '../../../src/changeFlow/names';
import { describeConflicts, describeSide } from '../../../src/changeFlow/resolveConflicts';
import { link, linkTypes, to } from './support';

const of = (properties: Readonly<Record<string, string>>, targetId = 1) => ({ ...to(targetId), properties });

describe('review: the sides of a conflict in words', () => {
  it('compares a side with how the link was', () => {
    const base = of({ stage: 'draft', owner: 'Ann' });
    assert.equal(describeSide(undefined, base), 'removed');
    assert.equal(describeSide(of({ stage: 'final', owner: 'Ann' }), base), 'stage “draft” → “final”');
    assert.equal(describeSide(of({ owner: 'Ann' }), base), 'stage removed');
    assert.equal(describeSide(base, base), 'as it was');
  });

  it('tells a link that was not there by its properties', () => {
    assert.equal(
      describeSide(of({ stage: 'new', by: 'Bob' }), undefined),
      'the link with stage “new”, by “Bob”',
    );
    assert.equal(describeSide(of({}), undefined), 'the link without properties');
    assert.equal(describeSide(undefined, undefined), 'no such link');
  });

  it('names the first links in dispute and counts the rest', () => {
    const names = namesFrom({ links: [link(1)], linkTypes });
    const conflicts = [1, 2, 3, 4, 5].map((targetId): LinkConflict => ({
      key: to(targetId),
      base: of({}, targetId),
      theirs: of({ note: 'b' }, targetId),
      ours: undefined,
    }));
    const type = '(Message → Attachment)';
    assert.equal(
      describeConflicts(conflicts, names, 'ours'),
      `\\Entry-1 ${type}: removed; entry 2 ${type}: removed; entry 3 ${type}: removed; and 2 more`,
    );
    assert.equal(
      describeConflicts(conflicts.slice(0, 1), names, 'theirs'),
      `\\Entry-1 ${type}: note “b” added`,
    );
  });
});
