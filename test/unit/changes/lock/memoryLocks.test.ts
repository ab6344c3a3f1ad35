import assert from 'node:assert/strict';
import { ApiError } from '../../../../src/api';
import { memoryLock } from '../../../../src/changes';

/** A job that ends when a test says so. */
function job() {
  const { promise, resolve, reject } = deferred();
  let begun = false;
  const run = () => {
    begun = true;
    return promise;
  };
  return { run, end: resolve, fail: reject, hasBegun: () => begun };
}

function deferred() {
  let resolve: (value: string) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((one, other) => {
    resolve = one;
    reject = other;
  });
  return { promise, resolve, reject };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const cancelled = { name: 'ApiError', reason: 'cancelled' };

describe('editing: giving up the wait for a turn', () => {
  it('ends the wait at once, and the job is never begun', async () => {
    const lock = memoryLock();
    const [holder, waiting] = [job(), job()];
    const first = lock('a', holder.run);
    const cancel = new AbortController();
    const second = lock('a', waiting.run, { signal: cancel.signal });
    await settle();
    cancel.abort();
    await assert.rejects(second, (error) => error instanceof ApiError && error.reason === 'cancelled');
    holder.end('done');
    assert.equal(await first, 'done');
    await settle();
    assert.equal(waiting.hasBegun(), false);
  });

  it('that was given up before it began is over at once', async () => {
    const lock = memoryLock();
    const [holder, waiting] = [job(), job()];
    const first = lock('a', holder.run);
    await assert.rejects(lock('a', waiting.run, { signal: AbortSignal.abort() }), cancelled);
    await assert.rejects(
      lock('b', waiting.run, { signal: AbortSignal.abort() }),
      cancelled,
      'also where it is free',
    );
    holder.end('');
    await first;
    await settle();
    assert.equal(waiting.hasBegun(), false);
  });

  it('does not hold up who comes after', async () => {
    const lock = memoryLock();
    const holder = job();
    const first = lock('a', holder.run);
    const cancel = new AbortController();
    const second = lock('a', () => assert.fail('begun'), { signal: cancel.signal });
    const third = lock('a', () => Promise.resolve('third'));
    cancel.abort();
    await assert.rejects(second, cancelled);
    holder.fail(new Error('no'));
    await assert.rejects(first, /no/);
    assert.equal(await third, 'third');
  });

  it('does not end a job that has begun', async () => {
    const lock = memoryLock();
    const cancel = new AbortController();
    const holder = job();
    const run = lock('a', holder.run, { signal: cancel.signal });
    await settle();
    assert.ok(holder.hasBegun());
    cancel.abort();
    holder.end('whole');
    assert.equal(await run, 'whole');
  });

  it('leaves no listener on the signal once the job has begun', async () => {
    const { signal, heard } = countingSignal();
    const lock = memoryLock();
    assert.equal(await lock('a', () => Promise.resolve('x'), { signal }), 'x');
    assert.equal(heard(), 0);
  });

  it('gives the next job its turn only when the one that runs has ended, given up or not', async () => {
    const lock = memoryLock();
    const [holder, last] = [job(), job()];
    void lock('a', holder.run);
    const waits = lock('a', () => Promise.resolve(''), { signal: AbortSignal.abort() });
    const third = lock('a', last.run);
    await assert.rejects(waits, cancelled);
    await settle();
    assert.equal(last.hasBegun(), false);
    holder.end('');
    last.end('last');
    assert.equal(await third, 'last');
  });

  it('a job that nobody gives up has its turn as ever', async () => {
    const lock = memoryLock();
    const holder = job();
    const first = lock('a', holder.run);
    const second = lock('a', () => Promise.resolve('second'), { signal: new AbortController().signal });
    await settle();
    holder.end('first');
    assert.deepEqual(await Promise.all([first, second]), ['first', 'second']);
  });

  it('a job asked for while the second runs waits for that one, though the first has ended', async () => {
    const lock = memoryLock();
    const [one, two, three] = [job(), job(), job()];
    const runs = [lock('a', one.run), lock('a', two.run)];
    one.end('');
    await runs[0];
    await settle();
    assert.ok(two.hasBegun());
    runs.push(lock('a', three.run));
    await settle();
    assert.equal(three.hasBegun(), false);
    two.end('');
    three.end('');
    await Promise.all(runs);
  });

  it('keeps the order when a job is asked for while the one before is ending', async () => {
    const lock = memoryLock();
    const log: string[] = [];
    const note = (name: string) => async () => {
      log.push(`${name} begins`);
      await settle();
      log.push(`${name} ends`);
    };
    const first = lock('a', note('first'));
    await first;
    await Promise.all([lock('a', note('second')), lock('a', note('third'))]);
    assert.deepEqual(
      log,
      ['first', 'second', 'third'].flatMap((name) => [`${name} begins`, `${name} ends`]),
    );
  });
});

/** A signal, and how many listen to it. */
function countingSignal() {
  const { signal } = new AbortController();
  let count = 0;
  const listen = signal.addEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof listen>) => {
    count += 1;
    const [, , options] = args;
    if (typeof options === 'object') options.signal?.addEventListener('abort', () => (count -= 1));
    listen(...args);
  };
  return { signal, heard: () => count };
}
