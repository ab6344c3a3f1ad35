import assert from 'node:assert/strict';
import { ActiveConnection } from '../../../src/status/active';

describe('the connection that a person works with', () => {
  it('is the one looked at last, else the only one', () => {
    let known = ['a'];
    let changes = 0;
    const active = new ActiveConnection(
      () => known,
      () => changes++,
    );
    assert.equal(active.id, 'a');
    known = ['a', 'b'];
    assert.equal(active.id, undefined);
    active.looksAt('b');
    active.looksAt('b');
    active.looksAt(undefined);
    assert.equal(active.id, 'b');
    assert.equal(changes, 1);
    known = ['a', 'c'];
    assert.equal(active.id, undefined, 'it was removed');
    known = ['c'];
    assert.equal(active.id, 'c');
  });
});
