import assert from 'node:assert/strict';
import { createLimiter } from '../../../src/api/limiter';
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

describe('api: requests in flight', () => {
  afterEach(closeServers);

  it('starts in the order asked, as places become free', async () => {
    const started: number[] = [];
    const limit = createLimiter(2);
    const jobs = [0, 1, 2, 3].map((id) => job(started, id));
    const results = jobs.map(({ run }) => limit(run));
    assert.deepEqual(started, [0, 1]);
    jobs[1]!.end();
    await results[1];
    // One who comes while the place is handed over has to queue like everybody else.
    const late = job(started, 4);
    const last = limit(late.run);
    jobs[0]!.end();
    await results[0];
    await Promise.resolve();
    assert.deepEqual(started, [0, 1, 2, 3]);
    for (const { end } of jobs.slice(2)) end();
    await Promise.all(results);
    late.end();
    assert.equal(await last, 4);
  });

  it('takes an aborted job out of the queue, and goes on after a failed one', async () => {
    const started: number[] = [];
    const limit = createLimiter(1);
    const first = limit(() => Promise.reject(new Error('no')));
    const cancel = new AbortController();
    const second = limit(job(started, 2).run, cancel.signal);
    const third = limit(() => Promise.resolve(3));
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
