import assert from 'node:assert/strict';
import { FIRST_PLACE, RequestQueue, TokenBucket } from '../../../../src/api/http/requestQueue';
import { rejectsWith } from '../../../support/apiError';
import { ManualClock, settled } from './manualClock';

describe('api: a ticket of the queue', () => {
  function open(perMinute?: number, maxInFlight = 1) {
    const clock = new ManualClock();
    const queue = new RequestQueue({
      clock,
      maxInFlight,
      bucket: new TokenBucket(() => perMinute, clock.now),
    });
    const at: [name: string, time: number][] = [];
    const began = clock.now();
    const job = (name: string) => () => {
      at.push([name, clock.now() - began]);
      return Promise.resolve();
    };
    const go = (name: string, place?: number) => queue.run(job(name), { place });
    return { clock, queue, at, job, go };
  }

  it('waits for its place and for all that it needs of the budget, and for nothing then', async () => {
    const { clock, queue, at, job, go } = open(60, 4);
    const before = Array.from({ length: 14 }, (_, index) => go(String(index)));
    await Promise.all(before);
    at.length = 0;
    // One request is left in the budget, and others come after it.
    const reserved = queue.reserve(2);
    const setTimer = go('later');
    await clock.pass(1_000);
    const ticket = await reserved;
    await ticket.run(job('read'));
    await ticket.run(job('write'));
    ticket.release();
    await clock.pass(1_000);
    await setTimer;
    assert.deepEqual(at, [
      ['read', 1_000],
      ['write', 1_000],
      ['later', 2_000],
    ]);
  });

  it('holds its place until it is released, and gives back what it did not use', async () => {
    const { clock, queue, at, job, go } = open(4, 1);
    const ticket = await queue.reserve(1);
    const waiting = go('waits');
    await clock.pass(60_000);
    assert.deepEqual(at, []);
    ticket.release();
    ticket.release();
    await settled();
    await waiting;
    await ticket.run(job('still goes')).catch(() => undefined);
    assert.equal(at[0]?.[0], 'waits');
  });

  it('lets more requests wait for the budget only, however many wait for a place', async () => {
    const { clock, queue, at, job, go } = open(60, 1);
    const ticket = await queue.reserve(15);
    for (let used = 0; used < 15; used += 1) await ticket.run(job('page'));
    at.length = 0;
    const others = [go('a'), go('b')];
    const more = ticket.run(job('one more'));
    await clock.pass(1_000);
    await more;
    assert.deepEqual(at, [['one more', 1_000]]);
    ticket.release();
    await clock.pass(2_000);
    await Promise.all(others);
  });

  it('gets what is still missing before a list of several pages', async () => {
    const { clock, queue, at, job } = open(60, 1);
    const ticket = await queue.reserve(2);
    const ensured = ticket.ensure(20);
    await clock.pass(5_000);
    await ensured;
    for (let page = 1; page <= 20; page += 1) await ticket.run(job('page'));
    assert.deepEqual(new Set(at.map(([, time]) => time)), new Set([5_000]));
    ticket.release();
  });

  it('waits where the server wants to be left alone', async () => {
    const { clock, queue, at, job } = open();
    const ticket = await queue.reserve(2);
    queue.pause(5_000);
    const write = ticket.run(job('write'));
    await clock.pass(5_000);
    await write;
    assert.deepEqual(at, [['write', 5_000]]);
    ticket.release();
  });

  it('goes at once with what is in hand while others wait for the budget', async () => {
    const { clock, queue, at, job, go } = open(60, 4);
    const ticket = await queue.reserve(14);
    await go('uses up the rest');
    const waiting = go('waits');
    await settled();
    at.length = 0;
    await ticket.run(job('goes'));
    assert.deepEqual(at, [['goes', 0]]);
    ticket.release();
    await clock.pass(1_000);
    await waiting;
  });

  it('is in no way of a sign-in that everybody with a ticket waits for', async () => {
    const { queue, at, go } = open(undefined, 2);
    const tickets = [await queue.reserve(2), await queue.reserve(2)];
    await go('sign-in', FIRST_PLACE);
    assert.deepEqual(at, [['sign-in', 0]]);
    for (const ticket of tickets) ticket.release();
  });

  it('is not waited for any longer than its caller wants', async () => {
    const { clock, queue, go } = open(60, 1);
    const ticket = await queue.reserve(15);
    const cancel = new AbortController();
    const gone = rejectsWith(queue.reserve(2, { signal: cancel.signal }), 'cancelled');
    const short = rejectsWith(ticket.ensure(30, { signal: cancel.signal }), 'cancelled');
    await clock.pass(5_000);
    cancel.abort();
    await Promise.all([gone, short]);
    ticket.release();
    // What they had got of the budget until then is there for others.
    const others = Array.from({ length: 15 }, (_, index) => go(String(index)));
    await clock.pass(0);
    await Promise.all(others);
  });
});
