import assert from 'node:assert/strict';
import type { ConnectionState } from '../../../src/connections';
import { SignInAsks } from '../../../src/status/signInAsks';
import { handClock } from './clock';

describe('the question for a sign-in', () => {
  const states = new Map<string, ConnectionState>();
  let asked: string[];
  let clock: ReturnType<typeof handClock>;
  let asks: SignInAsks;
  const become = (id: string, ...next: ConnectionState[]) => {
    for (const state of next) {
      states.set(id, state);
      asks.look(id);
    }
  };

  beforeEach(() => {
    states.clear();
    asked = [];
    clock = handClock();
    asks = new SignInAsks({
      state: (id) => states.get(id) ?? 'idle',
      ask: (id) => asked.push(id),
      setTimer: clock.setTimer,
    });
  });

  it('comes once for each connection, however many requests are refused', () => {
    for (let request = 0; request < 50; request++) {
      become('a', 'working', 'signInNeeded');
      become('b', 'working', 'signInNeeded');
      clock.pass(100);
    }
    clock.pass(10_000);
    assert.deepEqual(asked.toSorted(), ['a', 'b']);
  });

  it('comes again when a sign-in had worked in between', () => {
    become('a', 'working', 'signInNeeded');
    clock.pass(1000);
    become('a', 'idle', 'working', 'signInNeeded');
    clock.pass(1000);
    assert.deepEqual(asked, ['a']);
    become('a', 'working', 'signedIn', 'working', 'signInNeeded');
    clock.pass(1000);
    assert.deepEqual(asked, ['a', 'a']);
  });

  it('does not come where a command told it, before or meanwhile', () => {
    become('a', 'working', 'signInNeeded');
    asks.told('a');
    asks.told('b');
    become('b', 'working', 'signInNeeded');
    clock.pass(1000);
    assert.deepEqual(asked, []);
  });

  it('does not come when the person signed out, imported or duplicated it', () => {
    become('a', 'signInNeeded');
    become('b', 'signedIn', 'signInNeeded');
    clock.pass(1000);
    assert.deepEqual(asked, []);
  });

  it('does not come when it has healed meanwhile', () => {
    become('a', 'working', 'signInNeeded', 'working', 'signedIn');
    clock.pass(1000);
    become('b', 'working', 'signInNeeded');
    states.set('b', 'signedIn');
    clock.pass(1000);
    assert.deepEqual(asked, []);
  });

  it('ends with what waits', () => {
    become('a', 'working', 'signInNeeded');
    asks.dispose();
    assert.equal(clock.waiting, 0);
  });
});
