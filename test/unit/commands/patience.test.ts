import assert from 'node:assert/strict';
import { delayedProgress } from '../../../src/commands/support/patience';

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
    return { log, clock, watch: delayedProgress(show, clock.setTimer) };
  }

  it('shows after half a second, and no more once it is over', () => {
    const { log, clock, watch } = setUp();
    clock.pass(PROGRESS_DELAY_MS - 1);
    assert.deepEqual(log, []);
    clock.pass(1);
    watch.end();
    assert.deepEqual(log, ['shown', 'hidden']);
  });

  it('passes unseen when it is over before', () => {
    const { log, clock, watch } = setUp();
    watch.end();
    clock.pass(10 * PROGRESS_DELAY_MS);
    assert.deepEqual(log, []);
  });

  it('is hidden while the person is asked, and has half a second again afterwards', async () => {
    const { log, clock, watch } = setUp();
    clock.pass(PROGRESS_DELAY_MS);
    const answer = await watch.asking(() => {
      clock.pass(10 * PROGRESS_DELAY_MS);
      return Promise.resolve('yes');
    });
    assert.equal(answer, 'yes');
    assert.deepEqual(log, ['shown', 'hidden']);
    clock.pass(PROGRESS_DELAY_MS);
    assert.deepEqual(log, ['shown', 'hidden', 'shown']);
  });

  it('stays where there was nothing to ask', async () => {
    const { log, clock, watch } = setUp();
    clock.pass(PROGRESS_DELAY_MS);
    await watch.asking(() => Promise.resolve(true));
    clock.pass(PROGRESS_DELAY_MS);
    assert.deepEqual(log, ['shown']);
  });

  it('does not come up while a question waits, nor after the end', async () => {
    const { log, clock, watch } = setUp();
    const failing = watch.asking(() => {
      clock.pass(PROGRESS_DELAY_MS);
      return Promise.reject(new Error('no'));
    });
    await assert.rejects(failing, /no/);
    watch.end();
    clock.pass(PROGRESS_DELAY_MS);
    assert.deepEqual(log, []);
  });
});
