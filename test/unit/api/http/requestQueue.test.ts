import assert from 'node:assert/strict';
import type { Priority } from '../../../../src/api';
import { FIRST_PLACE, RequestQueue, TokenBucket, type Throttle } from '../../../../src/api/http/requestQueue';
import { ManualClock } from './manualClock';

describe('api: the queue of a connection', () => {
  function open(perMinute?: number, maxInFlight = 1) {
    const clock = new ManualClock();
    const throttles: (Throttle | undefined)[] = [];
    const bucket = new TokenBucket(() => perMinute, clock.now);
    const queue = new RequestQueue({
      clock,
      maxInFlight,
      bucket,
      onThrottle: (throttle) => throttles.push(throttle),
    });
    const started: string[] = [];
    const go = (name: string, priority?: () => Priority, place?: number) =>
      queue.run(
        () => {
          started.push(name);
          return Promise.resolve();
        },
        { priority, place },
      );
    return { clock, queue, throttles, started, go };
  }
  const background = () => 'background' as const;
  const interactive = () => 'interactive' as const;

  it('lets interactive requests go before background ones, and sign-ins before all', async () => {
    const { started, go } = open();
    await Promise.all([
      go('running', background),
      go('b1', background),
      go('b2', background),
      go('i1', interactive),
      go('i2'),
      go('sign-in', interactive, FIRST_PLACE),
    ]);
    assert.deepEqual(started, ['running', 'sign-in', 'i1', 'i2', 'b1', 'b2']);
  });

  it('asks for the priority when a place is free', async () => {
    const { started, go } = open();
    let raised: Priority = 'background';
    const all = [go('running'), go('b1', background), go('b2', () => raised)];
    raised = 'interactive';
    await Promise.all(all);
    assert.deepEqual(started, ['running', 'b2', 'b1']);
  });

  it('keeps the place of one who comes again', async () => {
    const { queue, started, go } = open();
    const place = queue.place();
    await Promise.all([go('running'), go('later'), go('again', interactive, place)]);
    assert.deepEqual(started, ['running', 'again', 'later']);
  });

  it('lets nobody go while it pauses, and tells so', async () => {
    const { clock, queue, started, throttles, go } = open();
    queue.pause(5_000);
    queue.pause(2_000);
    const waiting = go('x');
    await clock.pass(4_999);
    assert.deepEqual(started, []);
    queue.pause(1_000);
    await clock.pass(1_000);
    await waiting;
    assert.deepEqual(throttles, [
      { why: 'serverLimit', resumesAt: 1_005_000 },
      { why: 'serverLimit', resumesAt: 1_005_999 },
      undefined,
    ]);
    assert.equal(clock.isWaiting, false);
  });

  it('ends a pause that was slept through', async () => {
    const { clock, queue, started, go } = open();
    queue.pause(60_000);
    void go('x');
    await clock.pass(500);
    clock.sleep(3_600_000);
    await clock.pass(1_000);
    assert.deepEqual(started, ['x']);
  });

  it('keeps to the budget in the long run, with a burst after a quiet time', async () => {
    const { clock, started, throttles, go } = open(60, 4);
    const all = Array.from({ length: 100 }, (_, index) => go(String(index)));
    await clock.pass(0);
    assert.equal(started.length, 15);
    await clock.pass(30_000);
    assert.equal(started.length, 45);
    await clock.pass(60_000);
    await Promise.all(all);
    await clock.pass(1_000);
    assert.equal(throttles[0]?.why, 'ownBudget');
    assert.equal(throttles.at(-1), undefined);
    assert.equal(clock.isWaiting, false);
  });

  it('gives nothing and takes nothing for a clock that is put back', () => {
    const clock = new ManualClock();
    const bucket = new TokenBucket(() => 4, clock.now);
    assert.equal(bucket.take(), 'taken');
    assert.equal(bucket.take(), 15_000);
    clock.time -= 3_600_000;
    assert.equal(bucket.take(), 15_000);
    clock.time += 15_000;
    assert.equal(bucket.take(), 'taken');
  });
});
