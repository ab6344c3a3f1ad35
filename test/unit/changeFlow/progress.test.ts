import assert from 'node:assert/strict';
import { showDelayed } from '../../../src/changeFlow/progress';

import { PROGRESS_DELAY_MS } from '../../../src/ui/progress';

/** A clock that is moved by hand. */
function handClock() {
  let now = 0;
  const jobs = new Set<{ readonly at: number; readonly job: () => void }>();
  return {
    setTimer: (milliseconds: number, job: () => void) => {
      const entry = { at: now + milliseconds, job };
      jobs.add(entry);
      return () => jobs.delete(entry);
    },
    pass(milliseconds: number) {
      now += milliseconds;
      for (const entry of [...jobs]) if (entry.at <= now && jobs.delete(entry)) entry.job();
    },
  };
}

describe('commands: what takes a while', () => {
  function setUp() {
    const log: string[] = [];
    const clock = handClock();
    const show = () => {
      log.push('shown');
      return () => log.push('hidden');
    };
    return { log, clock, end: showDelayed(show, clock.setTimer) };
  }

  it('shows after half a second, and no more once it is over', () => {
    const { log, clock, end } = setUp();
    clock.pass(PROGRESS_DELAY_MS - 1);
    assert.deepEqual(log, []);
    clock.pass(1);
    end();
    assert.deepEqual(log, ['shown', 'hidden']);
  });

  it('passes unseen when it is over before', () => {
    const { log, clock, end } = setUp();
    end();
    clock.pass(10 * PROGRESS_DELAY_MS);
    assert.deepEqual(log, []);
  });
});
