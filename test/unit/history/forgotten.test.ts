import assert from 'node:assert/strict';
import { describeForgotten } from '../../../src/history/describeAct';

describe('what the history has forgotten', () => {
  const last = { count: 3, until: '2026-05-01T10:30:00.000Z', why: 'size' } as const;

  it('is counted, and told until when', () => {
    const { label, detail } = describeForgotten({ total: 1234, last });
    assert.equal(label, '1,234 older changes forgotten');
    assert.match(detail, /these changes, made until .*2026.*, can no longer be undone from here$/);
    assert.match(describeForgotten({ total: 1, last }).detail, /: this change, made until/);
  });
});
