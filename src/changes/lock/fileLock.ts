import path from 'node:path';
import type { Timers } from '../../api';
import { type EditingClock, systemClock } from '../clock';
import { cancelled, throwIfAborted } from '../errors';
import { codeOf, type Disk, isMissing, nodeDisk, removeFile } from '../storage/disk';
import { fileNameOf, type Owners, processOwners } from '../storage/owner';
import { type IsStillHeld, type Lock, LockError, memoryLock } from './lock';

export interface FileLockOptions {
  /** Milliseconds after which a wait for another window ends with `LockError` reason `busy`; 30,000 unless told. */
  readonly timeoutMs?: number;
  /** Milliseconds between signs of life of a holder; 2,000 unless told. */
  readonly heartbeatMs?: number;
  /** Milliseconds without a sign of life after which a holder counts as gone; 15,000 unless told. */
  readonly staleMs?: number;
  /** What the locks need of the world around them, for tests: this machine unless told. */
  readonly disk?: Disk;
  readonly owners?: Owners;
  readonly clock?: EditingClock;
  /** From 0 up to 1. */
  readonly random?: () => number;
}

/** Milliseconds between two looks at somebody else's lock. */
const LOOK_AGAIN = 40;
const SUFFIX = '.lock';

/**
 * One lock for all processes that use the folder. Who wants it puts a file of its own there, then looks: when
 * no other living process has one for the same key, the lock is its own, else it withdraws and tries again. Of two who
 * come at the same time at least one sees the other, so never both go on. Every file has one writer, and a dead one
 * never comes back, so anybody may clear it away. One that only seemed dead finds its file gone: see `isStillHeld`.
 */
export function fileLock(folder: string, options: FileLockOptions = {}): Lock {
  const queue = memoryLock();
  const setting: Setting = {
    folder: path.resolve(folder),
    timeoutMs: options.timeoutMs ?? 30_000,
    heartbeatMs: options.heartbeatMs ?? 2000,
    staleMs: options.staleMs ?? 15_000,
    disk: options.disk ?? nodeDisk,
    owners: options.owners ?? processOwners,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    waitTimers: options.clock?.timers ?? waitTimers,
    leftBehind: new Set(),
  };
  return (key, job, { signal } = {}) =>
    queue(
      key,
      async () => {
        const lock = await acquire(setting, fileNameOf(key), signal);
        try {
          return await job(lock.isStillHeld);
        } finally {
          await lock.release();
        }
      },
      { signal },
    );
}

/** Unlike a sign of life, a wait keeps the process alive: somebody waits for what comes after it. */
const waitTimers: Timers = {
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

interface Setting extends Required<FileLockOptions> {
  readonly folder: string;
  readonly waitTimers: Timers;
  /** Tags of locks that were given back and could not be removed. */
  readonly leftBehind: Set<string>;
}

interface HeldLock {
  readonly isStillHeld: IsStillHeld;
  release(): Promise<void>;
}

async function acquire(setting: Setting, key: string, signal: AbortSignal | undefined): Promise<HeldLock> {
  const { folder, timeoutMs, owners, clock } = setting;
  const tag = owners.newTag();
  const file = path.join(folder, `${key}.${tag}${SUFFIX}`);
  const others = new Others(setting, key, tag);
  const deadline = clock.monotonic() + timeoutMs;
  try {
    for (;;) {
      // Somebody may remove the folder at any time, with all locks: those who had one are told by `isStillHeld`.
      const missing = await tryOnce(setting, file, others, signal).catch((error: unknown) => {
        if (isMissing(error)) return error;
        throw error;
      });
      if (missing === true) return keepAlive(setting, file, tag);
      if (clock.monotonic() > deadline) throw missing === false ? new LockError('busy') : missing;
      await wait(setting, signal);
    }
  } catch (error) {
    await remove(setting, file, tag);
    if (codeOf(error) !== undefined) throw new LockError('storage', { cause: error });
    throw error;
  }
}

/** True once the lock is there and nobody else's. */
async function tryOnce(
  { disk, folder }: Setting,
  file: string,
  others: Others,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  await disk.mkdir(folder);
  throwIfAborted(signal);
  if ((await others.look()) !== 'none') return false;
  await (await disk.open(file, 'wx')).close();
  if ((await others.look()) === 'ours') return true;
  await removeFile(disk, file);
  return false;
}

/** A lock that can't be removed now counts for nothing in this window, and in others once it shows no sign of life. */
async function remove({ disk, leftBehind }: Setting, file: string, tag: string): Promise<void> {
  await removeFile(disk, file).catch(() => leftBehind.add(tag));
}

/** Not always as long, so that two who withdrew do not meet again and again. */
function wait({ waitTimers, random }: Setting, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      takeBack();
      reject(cancelled());
    };
    const takeBack = waitTimers.after(LOOK_AGAIN * (0.5 + random()), () => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    });
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
  });
}

function keepAlive(setting: Setting, file: string, tag: string): HeldLock {
  const { disk, clock, heartbeatMs } = setting;
  let last = 0;
  let stop = clock.timers.after(heartbeatMs, beat);
  function beat() {
    stop = clock.timers.after(heartbeatMs, beat);
    const now = clock.wall();
    // A clock that stands still must not look like a holder that does.
    last = now === last ? now + 1 : now;
    disk.touch(file, last).catch(() => undefined);
  }
  return {
    isStillHeld: () =>
      disk.stat(file).then(
        () => true,
        () => false,
      ),
    release: async () => {
      stop();
      await remove(setting, file, tag);
    },
  };
}

/** The locks of other holders, and how long each has shown no sign of life while we looked. */
class Others {
  readonly #setting: Setting;
  readonly #key: string;
  readonly #tag: string;
  readonly #watched = new Map<string, { beat: number; still: number; lookedAt: number }>();

  constructor(setting: Setting, key: string, tag: string) {
    this.#setting = setting;
    this.#key = key;
    this.#tag = tag;
  }

  /** Whose locks there are, after those of dead holders were cleared away: `ours` where there is ours alone. */
  async look(): Promise<'none' | 'ours' | 'others'> {
    let found: 'none' | 'ours' | 'others' = 'none';
    for (const name of await this.#setting.disk.readdir(this.#setting.folder)) {
      const tag = tagOf(name, this.#key);
      if (tag === undefined) continue;
      if (tag === this.#tag) found = found === 'none' ? 'ours' : found;
      else if (!(await this.#isCleared(name, tag))) found = 'others';
    }
    return found;
  }

  async #isCleared(name: string, tag: string): Promise<boolean> {
    const { disk, folder, owners, leftBehind } = this.#setting;
    const file = path.join(folder, name);
    const isGone = owners.isGone(tag) || leftBehind.has(tag);
    if (!isGone && !(await this.#isDead(file))) return false;
    // One that only seems dead has to find its lock gone; one that has ended never comes back.
    return removeFile(disk, file).then(
      () => true,
      () => isGone,
    );
  }

  /**
   * Clocks jump, and a computer that slept shows old signs of life of a holder that goes on in a moment: only time that
   * we were awake ourselves counts.
   */
  async #isDead(file: string): Promise<boolean> {
    const { disk, clock, staleMs } = this.#setting;
    const beat = (await disk.stat(file).catch(() => undefined))?.mtimeMs;
    if (beat === undefined) return true;
    const now = clock.monotonic();
    const before = this.#watched.get(file);
    const still = before?.beat === beat ? before.still + Math.min(now - before.lookedAt, 5 * LOOK_AGAIN) : 0;
    this.#watched.set(file, { beat, still, lookedAt: now });
    return still >= staleMs;
  }
}

function tagOf(name: string, key: string): string | undefined {
  return name.startsWith(`${key}.`) && name.endsWith(SUFFIX)
    ? name.slice(key.length + 1, -SUFFIX.length)
    : undefined;
}
