import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../src/connections';
import { CalmStates } from '../../../src/status/debounced';
import { handClock } from './clock';

describe('states as they are shown', () => {
  let state: ConnectionState;
  let shown: ConnectionState[];
  let clock: ReturnType<typeof handClock>;
  let calm: CalmStates;
  const become = (next: ConnectionState) => {
    state = next;
    calm.look('c');
  };

  beforeEach(() => {
    state = 'idle';
    shown = [];
    clock = handClock();
    calm = new CalmStates({
      state: () => state,
      changed: () => shown.push(calm.shown('c')),
      setTimer: clock.setTimer,
    });
  });

  it('tell of work only after half a second', () => {
    become('signedIn');
    become('working');
    clock.pass(499);
    assert.deepEqual(shown, ['signedIn']);
    clock.pass(1);
    assert.deepEqual(shown, ['signedIn', 'working']);
    become('signedIn');
    assert.deepEqual(shown, ['signedIn', 'working', 'signedIn']);
  });

  it('say nothing of a renewal that is done soon, however often it comes', () => {
    become('signedIn');
    for (let round = 0; round < 20; round++) {
      become('working');
      clock.pass(300);
      become('signedIn');
      clock.pass(300);
    }
    assert.deepEqual(shown, ['signedIn']);
    assert.equal(clock.waiting, 0);
  });

  it('show the first work as nothing yet', () => {
    become('working');
    assert.equal(calm.shown('c'), 'idle');
  });

  it('end with what waits', () => {
    become('working');
    calm.dispose();
    assert.equal(clock.waiting, 0);
  });
});
