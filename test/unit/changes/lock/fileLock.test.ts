import assert from 'node:assert/strict';
import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mock } from 'node:test';
import { ApiError } from '../../../../src/api';
import {
  fileLock,
  systemClock,
  LockError,
  type EditingClock,
  type FileLockOptions,
} from '../../../../src/changes';
import { fileNameOf } from '../../../../src/changes/storage/owner';
import { onDisk, refusal } from '../disk';
import { OWNERS } from '../owners';
import { scratchFolder } from '../scratch';

const setTimer = () => new Promise((resolve) => setImmediate(resolve));

describe('editing: turns of all windows', () => {
  const scratch = scratchFolder();
  const folder = () => path.join(scratch(), 'locks');
  const locks = () => readdir(folder());
  const openLock = (options: FileLockOptions = {}) => fileLock(folder(), { timeoutMs: 0, ...options });
  /** The lock of another process for a key. */
  const lockOf = async (owner: string, key = 'k') => {
    const file = path.join(folder(), `${fileNameOf(key)}.${owner}.lock`);
    await mkdir(folder(), { recursive: true });
    await writeFile(file, '');
    return file;
  };
  const busy = { name: 'LockError', reason: 'busy', message: 'No lock: busy' };

  it('a job has its lock while it runs, however it ends, and gives back what it answers', async () => {
    const lock = openLock();
    const seen = await lock('k', locks);
    assert.equal(seen.length, 1);
    assert.ok(seen[0]?.startsWith(`${fileNameOf('k')}.`));
    assert.deepEqual(await locks(), []);
    await assert.rejects(
      lock('k', () => Promise.reject(new RangeError('of the job'))),
      RangeError,
    );
    assert.deepEqual(await locks(), []);
  });

  it('two windows take turns: the second waits until the first has ended', async () => {
    const log: string[] = [];
    const job = (name: string) => async () => {
      log.push(`${name} begins`);
      await setTimer();
      log.push(`${name} ends`);
    };
    const windows = ['a', 'b', 'c'].map((name) => openLock({ timeoutMs: 30_000 })('k', job(name)));
    await Promise.all(windows);
    for (let index = 0; index < log.length; index += 2)
      assert.equal(log[index]?.replace('begins', 'ends'), log[index + 1]);
    assert.equal(log.length, 6);
  });

  it('within a window jobs wait for each other, however little patience there is', async () => {
    const lock = openLock();
    const both = await Promise.all([lock('k', locks), lock('k', locks)]);
    assert.deepEqual(
      both.map((seen) => seen.length),
      [1, 1],
    );
  });

  it('another window at work is waited for, but not for ever; its lock stays, ours goes', async () => {
    const theirs = await lockOf(OWNERS.living);
    await assert.rejects(
      openLock()('k', () => assert.fail('begun')),
      busy,
    );
    assert.deepEqual(await locks(), [path.basename(theirs)]);
    await rm(theirs);
    assert.equal(await openLock()('k', () => Promise.resolve('free')), 'free');
  });

  it('a wait ends with the turn as soon as the other has gone', async () => {
    const theirs = await lockOf(OWNERS.foreign);
    const ours = openLock({ timeoutMs: 30_000 })('k', () => Promise.resolve('ours'));
    await rm(theirs);
    assert.equal(await ours, 'ours');
  });

  it('another key, or another file, is in nobody’s way', async () => {
    const theirs = await lockOf(OWNERS.living, 'other');
    await writeFile(path.join(folder(), `${fileNameOf('k')}.${OWNERS.living}.txt`), '');
    await writeFile(path.join(folder(), `${fileNameOf('k')}${OWNERS.living}.lock`), '');
    assert.equal((await openLock()('k', locks)).length, 4);
    assert.ok((await locks()).includes(path.basename(theirs)));
  });

  it('the lock of a process that has ended is cleared away at once', async () => {
    await lockOf(OWNERS.gone);
    assert.equal((await openLock()('k', locks)).length, 1);
    assert.deepEqual(await locks(), []);
  });

  it('a lock that shows no sign of life counts as left behind, one that does not', async () => {
    await lockOf(OWNERS.living);
    const seen = await openLock({ timeoutMs: 30_000, staleMs: 100 })('k', locks);
    assert.equal(seen.length, 1);

    const alive = await lockOf(OWNERS.living);
    let beat = 0;
    const beating = setInterval(() => {
      beat += 1;
      const time = new Date(beat * 1000);
      utimes(alive, time, time).catch(() => undefined);
    }, 5);
    try {
      await assert.rejects(
        openLock({ timeoutMs: 300, staleMs: 100 })('k', () => assert.fail('begun')),
        busy,
      );
    } finally {
      clearInterval(beating);
    }
  });

  it('shows signs of life while a job runs', async () => {
    await openLock({ heartbeatMs: 1 })('k', async () => {
      const [name = ''] = await locks();
      const file = path.join(folder(), name);
      await utimes(file, 1, 1);
      while ((await stat(file)).mtimeMs === 1000) await setTimer();
    });
    assert.deepEqual(await locks(), []);
  });

  it('who gives up does not wait any longer, and leaves nothing behind', async () => {
    await lockOf(OWNERS.living);
    const cancel = new AbortController();
    const call = { signal: cancel.signal };
    const ours = openLock({ timeoutMs: 30_000 })('k', () => assert.fail('begun'), call);
    setImmediate(() => cancel.abort());
    await assert.rejects(ours, (error) => error instanceof ApiError && error.reason === 'cancelled');
    assert.equal((await locks()).length, 1);
    await assert.rejects(
      openLock()('free', () => assert.fail('begun'), call),
      { reason: 'cancelled' },
    );
  });

  it('locks that can not be kept stop the change, with the cause', async () => {
    await writeFile(folder(), 'in the way');
    await assert.rejects(
      openLock()('k', () => assert.fail('begun')),
      (error) => {
        assert.ok(error instanceof LockError);
        assert.equal(error.reason, 'storage');
        return error.cause instanceof Error && 'code' in error.cause;
      },
    );
  });

  it('failures of the job itself are its own, whatever they look like', async () => {
    const failure = Object.assign(new Error('of the job'), { syscall: 'open' });
    await assert.rejects(
      openLock()('k', () => Promise.reject(failure)),
      failure,
    );
  });

  it('of two who come at the same moment at least one sees the other, and withdraws', async () => {
    let theirs = '';
    onDisk('open', (open) => async (file, ...more) => {
      theirs = await lockOf(OWNERS.living);
      return open(file, ...more);
    });
    await assert.rejects(
      openLock()('k', () => assert.fail('begun')),
      busy,
    );
    assert.deepEqual(await locks(), [path.basename(theirs)]);
  });

  it('who withdraws does not mind that somebody has cleared its lock away', async () => {
    onDisk('open', (open) => async (file, ...more) => {
      const handle = await open(file, ...more);
      await rm(String(file));
      await lockOf(OWNERS.living);
      return handle;
    });
    await assert.rejects(
      openLock()('k', () => assert.fail('begun')),
      busy,
    );
  });

  it('who sees another at work puts no lock of its own in that one’s way', async () => {
    await lockOf(OWNERS.living);
    onDisk('open', () => () => assert.fail('a lock was put'));
    await assert.rejects(
      openLock()('k', () => assert.fail('begun')),
      busy,
    );
  });

  it('a lock that goes while it is looked at is in nobody’s way', async () => {
    onDisk('stat', () => (() => Promise.reject(refusal('ENOENT'))) as typeof stat);
    onDisk('rm', (rm) => async (file, ...more) => {
      await rm(file);
      await rm(file, ...more);
    });
    await lockOf(OWNERS.living);
    assert.equal(await openLock()('k', () => Promise.resolve('ours')), 'ours');
  });

  it('a computer that slept takes nobody for dead: only time awake counts', async () => {
    await lockOf(OWNERS.living);
    const clock = performance.now.bind(performance);
    let slept = 0;
    mock.method(performance, 'now', () => clock() + slept);
    onDisk(
      'readdir',
      (readdir) =>
        ((folder: string) => {
          slept += 60_000;
          return readdir(folder);
        }) as typeof readdir,
    );
    const lock = openLock({ timeoutMs: 150_000, staleMs: 15_000 });
    await assert.rejects(
      lock('k', () => assert.fail('begun')),
      busy,
    );
  });

  it('who gives up before its lock is put does not begin', async () => {
    const cancel = new AbortController();
    onDisk(
      'mkdir',
      (mkdir) =>
        (async (...args: Parameters<typeof mkdir>) => {
          cancel.abort();
          return mkdir(...args);
        }) as typeof mkdir,
    );
    const ours = openLock()('k', () => assert.fail('begun'), { signal: cancel.signal });
    await assert.rejects(ours, { reason: 'cancelled' });
  });

  it('who gives up while waiting in its own window does so at once', async () => {
    const lock = openLock();
    const cancel = new AbortController();
    let end: (value: string) => void = () => assert.fail('not begun');
    let first: Promise<string> | undefined;
    await new Promise<void>((begun) => {
      first = lock('k', () => {
        begun();
        return new Promise((resolve) => (end = resolve));
      });
    });
    const second = lock('k', () => assert.fail('begun'), { signal: cancel.signal });
    cancel.abort();
    await assert.rejects(second, { reason: 'cancelled' });
    end('first');
    assert.equal(await first, 'first');
  });

  it('who gives up while waiting for another window is told so', async () => {
    await lockOf(OWNERS.living);
    const cancel = new AbortController();
    let looks = 0;
    onDisk(
      'readdir',
      (readdir) =>
        (async (folder: string) => {
          const names = await readdir(folder);
          looks += 1;
          if (looks === 2) cancel.abort();
          return names;
        }) as typeof readdir,
    );
    const ours = openLock({ timeoutMs: 30_000 })('k', () => assert.fail('begun'), {
      signal: cancel.signal,
    });
    await assert.rejects(ours, { reason: 'cancelled' });
    assert.equal(looks, 2);
  });

  it('leaves no timer behind', async () => {
    const waiting = new Set<object>();
    const timers: EditingClock['timers'] = {
      after(milliseconds, run) {
        const timer = {};
        waiting.add(timer);
        const takeBack = systemClock.timers.after(milliseconds, () => {
          waiting.delete(timer);
          run();
        });
        return () => {
          waiting.delete(timer);
          takeBack();
        };
      },
    };
    const count = () => waiting.size;
    const lock = openLock({ heartbeatMs: 1, timeoutMs: 30_000, clock: { ...systemClock, timers } });
    await lock('k', async () => {
      const [name = ''] = await locks();
      await utimes(path.join(folder(), name), 1, 1);
      while ((await stat(path.join(folder(), name))).mtimeMs === 1000) await setTimer();
      assert.equal(count(), 1);
    });
    assert.equal(count(), 0);

    await lockOf(OWNERS.living);
    const cancel = new AbortController();
    const ours = lock('k', () => assert.fail('begun'), { signal: cancel.signal });
    while (count() === 0) await setTimer();
    cancel.abort();
    await assert.rejects(ours, { reason: 'cancelled' });
    assert.equal(count(), 0, 'nor does one who gives up');
  });
});
