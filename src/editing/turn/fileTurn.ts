import path from 'node:path';
import type { Timers } from '../../api';
import { cancelled, throwIfAborted } from '../checks';
import { systemClock, type EditingClock } from '../clock';
import { codeOf, nodeDisk, removeFile, type Disk } from '../storage/disk';
import { fileNameOf, processOwners, type Owners } from '../storage/owner';
import { inTurn } from './inTurn';
import { TurnError, type IsHeld, type Turn } from './turn';

export interface FileTurnOptions {
  /** Milliseconds after which a wait for another window ends with `TurnError` reason `busy`; 30,000 unless told. */
  readonly patience?: number;
  /** Milliseconds between signs of life of a holder; 2,000 unless told. */
  readonly heartbeat?: number;
  /** Milliseconds without a sign of life after which a holder counts as gone; 15,000 unless told. */
  readonly stillness?: number;
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
 * Takes turns with all processes that use the folder. Who wants a turn puts a file of its own there, then looks: when
 * no other living process has one for the same key, the turn is its own, else it withdraws and tries again. Of two who
 * come at the same time at least one sees the other, so never both go on. Every file has one writer, and a dead one
 * never comes back, so anybody may clear it away. One that only seemed dead finds its file gone: see `isHeld`.
 */
export function fileTurn(folder: string, options: FileTurnOptions = {}): Turn {
  const queue = inTurn();
  const setting: Setting = {
    folder: path.resolve(folder),
    patience: options.patience ?? 30_000,
    heartbeat: options.heartbeat ?? 2000,
    stillness: options.stillness ?? 15_000,
    disk: options.disk ?? nodeDisk,
    owners: options.owners ?? processOwners,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    waitTimers: options.clock?.timers ?? waitTimers,
  };
  return (key, job, { signal } = {}) =>
    queue(
      key,
      async () => {
        const lock = await acquire(setting, fileNameOf(key), signal);
        try {
          return await job(lock.isHeld);
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

interface Setting extends Required<FileTurnOptions> {
  readonly folder: string;
  readonly waitTimers: Timers;
}

interface Lock {
  readonly isHeld: IsHeld;
  release(): Promise<void>;
}

async function acquire(setting: Setting, key: string, signal: AbortSignal | undefined): Promise<Lock> {
  const { folder, patience, disk, owners, clock } = setting;
  const tag = owners.newTag();
  const file = path.join(folder, `${key}.${tag}${SUFFIX}`);
  const others = new Others(setting, key, tag);
  const deadline = clock.monotonic() + patience;
  try {
    await disk.mkdir(folder);
    for (;;) {
      throwIfAborted(signal);
      if (!(await others.someLive())) {
        await (await disk.open(file, 'wx')).close();
        if (!(await others.someLive())) return keepAlive(setting, file);
        await removeFile(disk, file);
      }
      if (clock.monotonic() > deadline) throw new TurnError('busy');
      await wait(setting, signal);
    }
  } catch (error) {
    await disk.rm(file).catch(() => undefined);
    if (codeOf(error) !== undefined) throw new TurnError('storage', { cause: error });
    throw error;
  }
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

function keepAlive({ disk, clock, heartbeat }: Setting, file: string): Lock {
  let stop = clock.timers.after(heartbeat, beat);
  function beat() {
    stop = clock.timers.after(heartbeat, beat);
    disk.touch(file, clock.wall()).catch(() => undefined);
  }
  return {
    isHeld: () =>
      disk.stat(file).then(
        () => true,
        () => false,
      ),
    release: async () => {
      stop();
      // A file that can't be removed now is still one of a process that will end.
      await disk.rm(file).catch(() => undefined);
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

  /** Clears away the locks of dead holders. */
  async someLive(): Promise<boolean> {
    const { disk, folder, owners } = this.#setting;
    let live = false;
    for (const name of await disk.readdir(folder)) {
      const tag = tagOf(name, this.#key);
      if (tag === undefined || tag === this.#tag) continue;
      const file = path.join(folder, name);
      if (owners.isGone(tag) || (await this.#isDead(file))) await removeFile(disk, file);
      else live = true;
    }
    return live;
  }

  /**
   * Clocks jump, and a computer that slept shows old signs of life of a holder that goes on in a moment: only time that
   * we were awake ourselves counts.
   */
  async #isDead(file: string): Promise<boolean> {
    const { disk, clock, stillness } = this.#setting;
    const beat = (await disk.stat(file).catch(() => undefined))?.mtimeMs;
    if (beat === undefined) return true;
    const now = clock.monotonic();
    const before = this.#watched.get(file);
    const still = before?.beat === beat ? before.still + Math.min(now - before.lookedAt, 5 * LOOK_AGAIN) : 0;
    this.#watched.set(file, { beat, still, lookedAt: now });
    return still >= stillness;
  }
}

function tagOf(name: string, key: string): string | undefined {
  return name.startsWith(`${key}.`) && name.endsWith(SUFFIX)
    ? name.slice(key.length + 1, -SUFFIX.length)
    : undefined;
}
