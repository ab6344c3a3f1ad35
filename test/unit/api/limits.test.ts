import assert from 'node:assert/strict';
import { clockOf } from '../../../src/api/http/clock';
import { RequestQueue } from '../../../src/api/http/requestQueue';
import { rejectsWith } from '../../support/apiError';
import { closeServers, folder, testRepository } from './testRepository';

/** A job that ends when told. */
function job(started: number[], id: number) {
  let end: () => void = () => assert.fail('not started');
  const run = () => {
    started.push(id);
    return new Promise<number>((resolve) => (end = () => resolve(id)));
  };
  return { run, end: () => end() };
}

/** A place is handed over a round of the event loop after its answer. */
const handedOver = () => new Promise((resolve) => setImmediate(resolve));

describe('api: requests in flight', () => {
  afterEach(closeServers);

  it('starts in the order asked, as places become free', async () => {
    const started: number[] = [];
    const queue = new RequestQueue({ clock: clockOf({}), maxInFlight: 2 });
    const jobs = [0, 1, 2, 3].map((id) => job(started, id));
    const results = jobs.map(({ run }) => queue.run(run));
    assert.deepEqual(started, [0, 1]);
    jobs[1]!.end();
    await results[1];
    // One who comes while the place is handed over has to queue like everybody else.
    const late = job(started, 4);
    const last = queue.run(late.run);
    jobs[0]!.end();
    await results[0];
    await handedOver();
    assert.deepEqual(started, [0, 1, 2, 3]);
    for (const { end } of jobs.slice(2)) end();
    await Promise.all(results);
    await handedOver();
    late.end();
    assert.equal(await last, 4);
  });

  it('takes an aborted job out of the queue, and goes on after a failed one', async () => {
    const started: number[] = [];
    const queue = new RequestQueue({ clock: clockOf({}), maxInFlight: 1 });
    const first = queue.run(() => Promise.reject(new Error('no')));
    const cancel = new AbortController();
    const second = queue.run(job(started, 2).run, { signal: cancel.signal });
    const third = queue.run(() => Promise.resolve(3));
    cancel.abort();
    await rejectsWith(second, 'cancelled');
    await assert.rejects(first, /no/);
    assert.equal(await third, 3);
    assert.deepEqual(started, []);
  });

  it('sends at most four at once, token requests included, and all in the end', async () => {
    let now = 0;
    let most = 0;
    const { api, calls } = await testRepository(async () => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return { body: folder };
    });
    await Promise.all(Array.from({ length: 20 }, (_, id) => api.getEntry(id + 1)));
    assert.equal(calls().length, 20);
    assert.ok(most <= 4, `${most} at once`);
  });

  it('renews a token with room for one request only', async () => {
    const { api } = await testRepository(
      ({ headers }) => (headers.authorization === 'Bearer token-1' ? { status: 401 } : { body: folder }),
      { maxInFlight: 1 },
    );
    assert.equal((await Promise.all([api.getEntry(1), api.getEntry(2)])).length, 2);
  });
});
