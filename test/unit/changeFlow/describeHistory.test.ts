import assert from 'node:assert/strict';
import type { CannotReturn, ChangeCause, RecordedOutcome } from '../../../src/changes';
import {
  cannotReturnNotes,
  describeCause,
  describeChanged,
  describeOutcome,
  describeReturned,
  formatTime,
  placesOf,
} from '../../../src/changeFlow/describeHistory';
import { namesFrom } from '../../../src/changeFlow/names';
import { itemOf, link } from './historySupport';

const CAUSES: readonly ChangeCause[] = [
  'form',
  'command',
  'dragAndDrop',
  'swap',
  'undo',
  'restore',
  'repair',
];
const OUTCOMES: Record<RecordedOutcome, RegExp | undefined> = {
  written: undefined,
  refused: /nothing was written/,
  unknown: /unknown/,
  notAsSent: /other links than were sent/,
};
const REASONS: Record<CannotReturn['why'], RegExp> = {
  targetGone: /no longer exists/,
  targetForbidden: /may not open/,
  targetInRecycleBin: /recycle bin/,
  linkTypeGone: /link type/,
  sourceGone: /comes from no longer exists/,
  sourceForbidden: /may not open the entry that it comes from/,
};

describe('words of the history', () => {
  it('tell what made a change, each cause apart from all others', () => {
    const told = CAUSES.map(describeCause);
    assert.equal(new Set(told).size, CAUSES.length);
    assert.ok(!told.includes('by a newer version'));
    assert.equal(describeCause('dragAndDrop'), 'by drag and drop');
  });

  it('survive a cause that a newer version wrote down', () => {
    assert.equal(describeCause('telepathy' as ChangeCause), 'by a newer version');
    assert.equal(describeCause('constructor' as ChangeCause), 'by a newer version');
  });

  for (const [outcome, words] of Object.entries(OUTCOMES)) {
    it(`tell what became of a change: ${outcome}`, () => {
      const told = describeOutcome(outcome as RecordedOutcome);
      if (words) assert.match(told ?? '', words);
      else assert.equal(told, undefined);
    });
  }

  for (const [why, words] of Object.entries(REASONS)) {
    it(`tell why a link can't come back: ${why}`, () => {
      const one = { sourceId: 10, link: link(15), why: why as CannotReturn['why'] };
      assert.match(cannotReturnNotes([one], namesFrom({ links: [], linkTypes: [] })).join(), words);
    });
  }

  it('name the links that can not come back, the first five of many', () => {
    const names = namesFrom({
      links: [{ sourceId: 10, targetId: 15, targetPath: '\\A\\B' }],
      linkTypes: [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' }],
    });
    const gone = (targetId: number): CannotReturn => ({
      sourceId: 10,
      link: link(targetId),
      why: 'targetGone',
    });
    assert.deepEqual(cannotReturnNotes([gone(15)], names), [
      'The link to \\A\\B (Message → Attachment) can’t come back: the target no longer exists.',
    ]);
    const many = cannotReturnNotes([15, 16, 17, 18, 19, 20, 21].map(gone), names);
    assert.equal(many.length, 6);
    assert.equal(many[5], '2 more links can’t come back.');
  });

  it('count what changed and what came back', () => {
    assert.equal(describeChanged({ added: 2, removed: 1, changed: 0 }), '2 added, 1 removed');
    assert.equal(describeChanged({ added: 0, removed: 0, changed: 0 }), 'nothing changed');
    assert.equal(describeReturned({ added: 1, removed: 2, changed: 0 }), '1 link restored, 2 removed');
    assert.equal(describeReturned({ added: 0, removed: 0, changed: 1200 }), '1,200 links changed back');
  });

  it('say where: each entry once, by its path or else by its id', () => {
    assert.deepEqual(placesOf([itemOf(), itemOf()]), ['\\Email']);
    assert.equal(placesOf([itemOf(), itemOf({ entryId: 15, entryPath: '\\Other' })]).length, 2);
    const { entryPath: _, ...unnamed } = itemOf();
    assert.deepEqual(placesOf([unnamed]), ['entry 10']);
  });

  it('tell the time as the person’s system does', () => {
    assert.match(formatTime('2026-01-31T12:00:00.000Z'), /2026/);
  });
});
