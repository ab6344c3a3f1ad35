import assert from 'node:assert/strict';
import type { Link } from '../../../src/domain';
import { describeDropped, nameOfSource, sortDropped } from '../../../src/changeFlow/dropped';

const TYPES = [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' }];
const lost = (sourceId: number, fields: Partial<Link> = {}): Link => ({
  sourceId,
  sourcePath: `\\Source ${sourceId}`,
  targetId: 10,
  targetPath: '\\Email',
  linkTypeId: 1,
  ...fields,
});

describe('lost incoming links', () => {
  it('are named, each once', () => {
    const parted = sortDropped([lost(1), lost(1), lost(2, { sourcePath: null })]);
    assert.equal(parted.repairable.length, 2);
    assert.equal(
      describeDropped(parted, TYPES),
      'The server dropped 2 incoming links with this change: from \\Source 1 to \\Email (Message → Attachment), from entry 2 to \\Email (Message → Attachment).',
    );
  });

  it('are counted where there are many', () => {
    assert.match(
      describeDropped(sortDropped([1, 2, 3, 4, 5].map((id) => lost(id))), TYPES),
      / and 2 more\.$/,
    );
  });

  it('can not be restored where the type can not be told, and are named as such', () => {
    const { linkTypeId: _, ...untyped } = lost(2, { sourceLabel: 'Copy', targetLabel: 'Original' });
    const both = sortDropped([lost(1), untyped]);
    assert.deepEqual([both.repairable.length, both.unrepairable.length], [1, 1]);
    assert.match(
      describeDropped(both, TYPES),
      /The link from \\Source 2 to \\Email \(Copy → Original\) can’t be restored from here: its type is unknown\.$/,
    );
    assert.match(describeDropped(sortDropped([untyped]), TYPES), /It can’t be restored from here/);
    assert.match(
      describeDropped(sortDropped([{ ...untyped, linkTypeId: 0 }]), TYPES),
      /It can’t be restored/,
    );
  });

  it('call their sources by path, else by id', () => {
    assert.equal(nameOfSource([lost(1)], 1), '\\Source 1');
    assert.equal(nameOfSource([lost(1)], 2), 'entry 2');
  });
});
