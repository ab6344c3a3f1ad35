import assert from 'node:assert/strict';
import { forgottenWords, partForgotten } from '../../../src/history/forgotten';
import { itemOf } from './support';

const made = (time: string, group?: string) => itemOf({ time, ...(group !== undefined && { group }) });

describe('what the history has forgotten', () => {
  const items = [made('2026-05-01T10:30:00.000Z', 'g'), made('2026-05-01T10:20:00.000Z', 'g')];
  const until = (time: string) => partForgotten(items, { changes: 3, until: time });

  it('may be a part of what was changed together, where it is about as new', () => {
    assert.ok(until('2026-05-01T10:19:59.000Z'));
    assert.ok(until('2026-05-01T10:25:00.000Z'));
    assert.ok(!until('2026-05-01T10:00:00.000Z'));
  });

  it('is no part of a change made alone, or where nothing or no time is told', () => {
    const all = { changes: 3, until: '2026-05-01T10:30:00.000Z' };
    assert.ok(!partForgotten([made('2026-05-01T10:30:00.000Z')], all));
    assert.ok(!partForgotten(items, undefined));
    assert.ok(!partForgotten(items, { changes: 3 }));
    assert.ok(!until('no time'));
  });

  it('is counted, and told until when', () => {
    const { label, detail } = forgottenWords({ changes: 1234, until: '2026-05-01T10:30:00.000Z' });
    assert.equal(label, '1,234 older changes forgotten');
    assert.match(detail, /these, made until .*2026.*, can’t be undone from here any more$/);
    assert.match(forgottenWords({ changes: 1 }).detail, /: this one can’t be undone/);
  });
});
