import assert from 'node:assert/strict';
import type { Throttle } from '../../../src/api';
import { DebouncedThrottle, type ShownThrottle } from '../../../src/status/debouncedThrottle';
import { handClock } from './clock';

describe('waits for a limit as they are shown', () => {
  let throttle: Throttle | undefined;
  let now: number;
  let shown: (ShownThrottle | undefined)[];
  let clock: ReturnType<typeof handClock>;
  let calm: DebouncedThrottle;
  const pass = (ms: number) => {
    now += ms;
    clock.pass(ms);
  };
  const become = (next: Throttle['why'] | undefined, ms = 0) => {
    throttle = next && { why: next, resumesAt: now + ms };
    calm.look('c');
  };

  beforeEach(() => {
    [throttle, now, shown, clock] = [undefined, 1_000_000, [], handClock()];
    calm = new DebouncedThrottle({
      throttle: () => throttle,
      changed: () => shown.push(calm.shown('c')),
      setTimer: clock.setTimer,
      now: () => now,
    });
  });
  afterEach(() => calm.dispose());

  it('count down from the first second on, and go when it is over', () => {
    become('serverLimit', 12_000);
    pass(999);
    assert.deepEqual(shown, []);
    pass(1);
    pass(1_000);
    assert.deepEqual(shown, [
      { why: 'serverLimit', seconds: 11 },
      { why: 'serverLimit', seconds: 10 },
    ]);
    become(undefined);
    for (const ms of [1_000, 1_000, 1_000]) pass(ms);
    assert.equal(calm.shown('c'), undefined);
    assert.equal(clock.waiting, 0);
  });

  it('say nothing of one that is over within a second', () => {
    become('serverLimit', 900);
    pass(900);
    become(undefined);
    pass(5_000);
    assert.deepEqual(shown, []);
    assert.equal(clock.waiting, 0);
  });

  it('are one where calls wait for a moment again and again, and stay still', () => {
    for (let calls = 0; calls < 5; calls += 1) {
      become('ownBudget', 900);
      pass(900);
      become(undefined);
      pass(100);
    }
    assert.ok(shown.length >= 3);
    assert.ok(shown.every((one) => one?.why === 'ownBudget'));
    pass(2_000);
    assert.equal(calm.shown('c'), undefined);
  });

  it('follow a reason that changes, at once', () => {
    become('ownBudget', 900);
    pass(1_000);
    become('serverLimit', 30_000);
    assert.deepEqual(shown.at(-1), { why: 'serverLimit', seconds: 30 });
  });

  it('leave no timer behind', () => {
    become('serverLimit', 30_000);
    pass(1_500);
    calm.dispose();
    assert.equal(clock.waiting, 0);
  });
});
