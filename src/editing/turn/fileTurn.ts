import { mkdir, open, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cancelled, throwIfAborted } from '../checks';
import { fileNameOf, newOwnerTag, ownerIsGone } from '../storage/owner';
import { inTurn } from './inTurn';
import { TurnError, type IsHeld, type Turn } from './turn';

export interface FileTurnOptions {
  /** Milliseconds after which a wait for another window ends with `TurnError` reason `busy`; 30,000 unless told. */
  readonly patience?: number;
  /** Milliseconds between signs of life of a holder; 2,000 unless told. */
  readonly heartbeat?: number;
  /** Milliseconds without a sign of life after which a holder counts as gone; 15,000 unless told. */
  readonly stillness?: number;
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
  return (key, job, { signal } = {}) =>
    queue(
      key,
      async () => {
        const lock = await acquire(path.resolve(folder), fileNameOf(key), options, signal);
        try {
          return await job(lock.isHeld);
        } finally {
          await lock.release();
        }
      },
      { signal },
    );
}

interface Lock {
  readonly isHeld: IsHeld;
  release(): Promise<void>;
}

async function acquire(
  folder: string,
  key: string,
  { patience = 30_000, heartbeat = 2000, stillness = 15_000 }: FileTurnOptions,
  signal: AbortSignal | undefined,
): Promise<Lock> {
  const tag = newOwnerTag();
  const file = path.join(folder, `${key}.${tag}${SUFFIX}`);
  const others = new Others(folder, key, tag, stillness);
  const deadline = performance.now() + patience;
  try {
    await mkdir(folder, { recursive: true });
    for (;;) {
      throwIfAborted(signal);
      if (!(await others.someLive())) {
        await (await open(file, 'wx')).close();
        if (!(await others.someLive())) return keepAlive(file, heartbeat);
        await rm(file, { force: true });
      }
      if (performance.now() > deadline) throw new TurnError('busy');
      await wait(signal);
    }
  } catch (error) {
    await rm(file).catch(() => undefined);
    if (error instanceof Error && 'syscall' in error) throw new TurnError('storage', { cause: error });
    throw error;
  }
}

/** Not always as long, so that two who withdrew do not meet again and again. */
async function wait(signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(LOOK_AGAIN * (0.5 + Math.random()), undefined, signal ? { signal } : {});
  } catch {
    throw cancelled();
  }
}

function keepAlive(file: string, heartbeat: number): Lock {
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, heartbeat);
  beat.unref();
  return {
    isHeld: () =>
      stat(file).then(
        () => true,
        () => false,
      ),
    release: async () => {
      clearInterval(beat);
      // A file that can't be removed now is still one of a process that will end.
      await rm(file).catch(() => undefined);
    },
  };
}

/** The locks of other holders, and how long each has shown no sign of life while we looked. */
class Others {
  readonly #folder: string;
  readonly #key: string;
  readonly #tag: string;
  readonly #stillness: number;
  readonly #watched = new Map<string, { beat: number; still: number; lookedAt: number }>();

  constructor(folder: string, key: string, tag: string, stillness: number) {
    this.#folder = folder;
    this.#key = key;
    this.#tag = tag;
    this.#stillness = stillness;
  }

  /** Clears away the locks of dead holders. */
  async someLive(): Promise<boolean> {
    let live = false;
    for (const name of await readdir(this.#folder)) {
      const tag = tagOf(name, this.#key);
      if (tag === undefined || tag === this.#tag) continue;
      const file = path.join(this.#folder, name);
      if (ownerIsGone(tag) || (await this.#isDead(file))) await rm(file, { force: true });
      else live = true;
    }
    return live;
  }

  /**
   * Clocks jump, and a computer that slept shows old signs of life of a holder that goes on in a moment: only time that
   * we were awake ourselves counts.
   */
  async #isDead(file: string): Promise<boolean> {
    const beat = (await stat(file).catch(() => undefined))?.mtimeMs;
    if (beat === undefined) return true;
    const now = performance.now();
    const before = this.#watched.get(file);
    const still = before?.beat === beat ? before.still + Math.min(now - before.lookedAt, 5 * LOOK_AGAIN) : 0;
    this.#watched.set(file, { beat, still, lookedAt: now });
    return still >= this.#stillness;
  }
}

function tagOf(name: string, key: string): string | undefined {
  return name.startsWith(`${key}.`) && name.endsWith(SUFFIX)
    ? name.slice(key.length + 1, -SUFFIX.length)
    : undefined;
}
