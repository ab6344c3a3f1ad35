import assert from 'node:assert/strict';
import path from 'node:path';
import { fileLock, type FileLockOptions } from '../../../../src/changes';
import { MemoryDisk, type DiskCall } from '../../../support/memoryDisk';
import { refusal } from '../disk';
import { StandingTimers } from '../journal/memoryJournal';

const FOLDER = path.resolve('/locks');

describe('editing: turns, whatever the disk does', () => {
  let disk: MemoryDisk;
  let timers: StandingTimers;
  let wall: number;
  let windows: number;
  const gone = new Set<string>();
  beforeEach(() => {
    wall = 1e12;
    disk = new MemoryDisk({ wall: () => wall });
    timers = new StandingTimers();
    windows = 0;
    gone.clear();
  });
  const locks = () => disk.names(FOLDER);
  const open = (options: FileLockOptions = {}) => {
    windows += 1;
    const window = `w${windows}`;
    let tags = 0;
    const process = disk.process();
    const lock = fileLock(FOLDER, {
      disk: process,
      owners: {
        newTag: () => `${window}-${(tags += 1)}`,
        isOurs: (tag) => tag.startsWith(window),
        isGone: (tag) => gone.has(tag.split('-')[0] ?? ''),
      },
      clock: { wall: () => wall, monotonic: timers.monotonic, timers },
      random: () => 0.5,
      ...options,
    });
    return { lock, process, name: window };
  };
  const end = ({ process, name }: ReturnType<typeof open>) => {
    process.kill();
    gone.add(name);
  };
  const done = () => Promise.resolve('done');
  /** Holds a turn until it is let go. */
  const hold = async ({ lock }: ReturnType<typeof open>) => {
    let letGo: () => void = () => undefined;
    let isStillHeld: () => Promise<boolean> = () => assert.fail('not held');
    const until = new Promise<void>((resolve) => (letGo = resolve));
    let run: Promise<unknown> = Promise.resolve();
    await timers.until(
      new Promise<void>((begun) => {
        run = lock('k', async (held) => {
          isStillHeld = held;
          begun();
          await until;
        });
      }),
    );
    return { isStillHeld: () => isStillHeld(), end: () => (letGo(), run) };
  };

  it('a folder that is removed takes the turns with it, and is made again', async () => {
    const first = await hold(open());
    assert.ok(await first.isStillHeld());
    disk.removeFolder(FOLDER);
    assert.ok(!(await first.isStillHeld()));
    const second = await hold(open());
    assert.ok(await second.isStillHeld());
    await first.end();
    assert.ok(await second.isStillHeld(), 'the first one gives back only its own');
    await second.end();
  });

  it('a folder that is removed while somebody waits is no end to the wait', async () => {
    const first = await hold(open());
    const waiting = open().lock('k', done);
    await timers.until(new Promise<void>((resolve) => timers.after(200, resolve)));
    disk.removeFolder(FOLDER);
    assert.equal(await timers.until(waiting), 'done');
    await first.end();
  });

  it('a folder that is removed between the two looks gives nobody a turn that it has not', async () => {
    let looks = 0;
    disk.onCall = ({ operation }) => {
      if (operation !== 'readdir') return;
      looks += 1;
      if (looks === 2) disk.removeFolder(FOLDER);
      if (looks === 4) disk.put(path.join(FOLDER, 'x'), '');
    };
    const held = await timers.until(open().lock('k', (isStillHeld) => isStillHeld()));
    assert.equal(held, true);
  });

  it('a lock that is cleared away between the two looks is put again', async () => {
    const window = open();
    let looks = 0;
    disk.onCall = async ({ operation }) => {
      if (operation !== 'readdir') return;
      looks += 1;
      if (looks === 2) for (const name of locks()) await disk.process().rm(path.join(FOLDER, name));
    };
    assert.equal(await timers.until(window.lock('k', (isStillHeld) => isStillHeld())), true);
  });

  it('a folder that can not be made is told as such in the end', async () => {
    disk.onCall = ({ operation }) => {
      if (operation === 'open') throw refusal('ENOENT');
    };
    const ours = open({ timeoutMs: 100 }).lock('k', () => assert.fail('begun'));
    await assert.rejects(timers.until(ours), { name: 'LockError', reason: 'storage' });
  });

  for (const [what, operation, code] of [
    ['a full disk', 'open', 'ENOSPC'],
    ['a folder that may not be written', 'mkdir', 'EACCES'],
    ['too many open files', 'readdir', 'EMFILE'],
  ] as const)
    it(`${what} stops the change at once, and leaves nothing behind`, async () => {
      disk.onCall = (call: DiskCall) => {
        if (call.operation === operation) throw refusal(code);
      };
      const ours = open().lock('k', () => assert.fail('begun'));
      await assert.rejects(ours, (error: Error) => {
        assert.deepEqual([error.message, (error.cause as Error).message], ['No lock: storage', code]);
        return true;
      });
      assert.deepEqual(locks(), []);
    });

  it('a lock that could not be given back is in the way of nobody in this window', async () => {
    const window = open();
    disk.onCall = ({ operation }) => {
      if (operation === 'rm') throw refusal('EBUSY');
    };
    await window.lock('k', done);
    assert.equal(locks().length, 1);
    assert.equal(await window.lock('k', done), 'done', 'still not to be removed');
    disk.onCall = () => undefined;
    assert.equal(await window.lock('k', done), 'done');
    assert.deepEqual(locks(), []);
  });

  it('nor in another one for longer than a holder may be still', async () => {
    disk.onCall = ({ operation }) => {
      if (operation === 'rm') throw refusal('EBUSY');
    };
    await open().lock('k', done);
    disk.onCall = () => undefined;
    assert.equal(await timers.until(open().lock('k', done)), 'done');
  });

  it('what a process left that has ended is in nobody’s way, even where it can not be removed', async () => {
    const dead = open();
    await hold(dead);
    end(dead);
    disk.onCall = ({ operation, file }) => {
      if (operation === 'rm' && file.includes('.w1-')) throw refusal('EPERM');
    };
    assert.equal(await open({ timeoutMs: 0 }).lock('k', done), 'done');
  });

  it('one that only seems dead and whose lock can not be removed is waited for', async () => {
    const holder = open({ heartbeatMs: 1e9 });
    const first = await hold(holder);
    disk.onCall = ({ operation, file }) => {
      if (operation === 'rm' && file.includes('.w1-')) throw refusal('EPERM');
    };
    const ours = open({ staleMs: 1000, timeoutMs: 5000 }).lock('k', () => assert.fail('begun'));
    await assert.rejects(timers.until(ours), { reason: 'busy' });
    assert.ok(await first.isStillHeld());
    disk.onCall = () => undefined;
    await first.end();
  });

  it('a clock that stands still, or jumps, makes no holder look dead', async () => {
    const first = await hold(open({ heartbeatMs: 100 }));
    const ours = open({ staleMs: 1000, timeoutMs: 5000 }).lock('k', () => assert.fail('begun'));
    await assert.rejects(timers.until(ours), { reason: 'busy' });
    const again = open({ staleMs: 1000, timeoutMs: 5000 }).lock('k', () => assert.fail('begun'));
    timers.after(500, () => (wall -= 1e8));
    timers.after(900, () => (wall += 3e8));
    await assert.rejects(timers.until(again), { reason: 'busy' });
    assert.ok(await first.isStillHeld());
    await first.end();
  });

  it('two windows never have a turn at once, in whatever order their calls come', async () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    disk = new MemoryDisk({ wall: () => wall, timers });
    disk.latency = () => Math.floor(random() * 60);
    let inside = 0;
    let turns = 0;
    const all = Array.from({ length: 4 }, () => open({ random, timeoutMs: 1e9 })).flatMap(({ lock }) =>
      Array.from({ length: 5 }, () =>
        lock('k', async () => {
          inside += 1;
          assert.equal(inside, 1);
          await new Promise<void>((resolve) => timers.after(random() * 100, resolve));
          turns += 1;
          inside -= 1;
        }),
      ),
    );
    await timers.until(Promise.all(all));
    assert.equal(turns, 20);
    assert.deepEqual(locks(), []);
  });
});
