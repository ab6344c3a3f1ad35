import path from 'node:path';
import type { IsStillHeld } from '../lock/lock';
import { type Disk, isMissing, removeFile, writeDurably } from '../storage/disk';
import type { Forgotten, ForgottenBatch } from './journal';
import { bytesOf } from './lines';
import { isDamaged, type JournalReader, type ReadSegment } from './reader';
import {
  type IndexedLine,
  type IndexedSegment,
  indexOf,
  type JournalLimits,
  type Retention,
  whatToForget,
} from './retention';
import { type IsClosed, keptSegment, listFolder, type Segment, statOf, timeOfName } from './segments';
import type { JournalWriter } from './writer';

export interface PrunerOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly segmentBytes: number;
  readonly newTag: () => string;
  readonly wall: () => number;
  readonly limits: () => JournalLimits;
  readonly isClosed: IsClosed;
  readonly reader: JournalReader;
  readonly writer: Pick<JournalWriter, 'pause' | 'close' | 'isCurrent'>;
  readonly onForgotten: (batch: ForgottenBatch) => void;
}

/** A segment as it was last read: not read again while it has the same size. */
interface Indexed {
  readonly segment: Segment;
  readonly size: number;
  readonly lines: readonly IndexedLine[];
  /** Nothing is taken out of it: it is of a newer format, or damaged and could not be set aside. */
  readonly isFixed: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Closed segments much smaller than others that may lie about before they are joined. */
const MOST_SMALL = 32;

/** Forgets what is over the limits. */
export class JournalPruner {
  readonly #options: PrunerOptions;
  #index: ReadonlyMap<string, Indexed> = new Map();

  constructor(options: PrunerOptions) {
    this.#options = options;
  }

  /** Whether there may be something to do, told from names and sizes alone. */
  async isDue(): Promise<boolean> {
    const { disk, folder, limits, wall } = this.#options;
    const { maxAgeDays, maxBytes } = limits();
    const { segments, setAside, drafts } = await listFolder(disk, folder);
    const sizes = await Promise.all(segments.map(async ({ file }) => (await statOf(disk, file))?.size ?? 0));
    const begun = [...segments.map(({ name }) => name), ...setAside].map((name) => timeOfName(name) ?? 0);
    return (
      drafts.length > 0 ||
      sizes.reduce((sum, size) => sum + size, 0) > maxBytes ||
      begun.some((time) => wall() - time > maxAgeDays * DAY_MS) ||
      segments.filter((segment, index) => this.#isSmall(segment, sizes[index] ?? 0)).length > MOST_SMALL
    );
  }

  /**
   * Forgets what is over the limits, for one who holds the lock for tidying up. What goes is written down first: from
   * then on it is forgotten as a whole, whenever this breaks off. What stays of a segment is written into another one
   * before it goes. Rejects as the disk does, and as the limits do.
   */
  async prune(isStillHeld: IsStillHeld): Promise<void> {
    const { disk, folder, onForgotten } = this.#options;
    const { drafts, setAside } = await listFolder(disk, folder);
    // Nobody else writes any while we hold the lock.
    for (const file of drafts) await this.#remove(file);
    const state = await readForgotten(disk, folder);
    const { segments, retention } = await this.#decide(new Set(state.going));
    for (const file of setAside) {
      const stats = await statOf(disk, file);
      if (stats && retention.isTooOld(stats.mtimeMs)) await this.#remove(file);
    }
    const batches = retention.forgotten.map(({ ids, ...batch }) => ({ ...batch, count: ids.length }));
    const last = batches.at(-1);
    if (last) {
      const total = batches.reduce((sum, { count }) => sum + count, state.total);
      const there = new Set(segments.flatMap(({ lines }) => lines.map(({ id }) => id)));
      const going = [
        ...state.going.filter((id) => there.has(id)),
        ...retention.forgotten.flatMap(({ ids }) => ids),
      ];
      await writeForgotten(disk, folder, { total, last, going });
      for (const batch of batches) onForgotten(batch);
    }
    await this.#compact(segments, retention.dropped, isStillHeld);
  }

  /** Over all segments. The one that we write to is closed first where something of it goes. */
  async #decide(going: ReadonlySet<string>): Promise<{ segments: readonly Indexed[]; retention: Retention }> {
    const { limits, wall, isClosed, writer } = this.#options;
    for (;;) {
      const segments = await this.#readIndex();
      const current = segments.find(({ segment }) => writer.isCurrent(segment));
      const retention = whatToForget(
        segments.map(({ segment, size, lines, isFixed }): IndexedSegment => ({
          ...{ name: segment.name, size, lines, isWhole: segment.isWhole },
          isClosed: !isFixed && (isClosed(segment) || writer.isCurrent(segment)),
        })),
        limits(),
        wall(),
        going,
      );
      if (!current || !retention.dropped.has(current.segment.name)) return { segments, retention };
      await writer.pause(() => {
        writer.close(current.segment);
        return Promise.resolve();
      });
    }
  }

  async #readIndex(): Promise<readonly Indexed[]> {
    const { disk, reader } = this.#options;
    const known = async (segment: Segment) => {
      const one = this.#index.get(segment.name);
      return one && !one.isFixed && (await statOf(disk, one.segment.file))?.size === one.size
        ? one
        : undefined;
    };
    const index = (read: ReadSegment): Indexed => {
      const { segment, rows, bytes } = read;
      const begun = new Date(timeOfName(segment.name) ?? NaN);
      const time = Number.isNaN(begun.getTime()) ? '' : begun.toISOString();
      return {
        segment,
        size: bytes.length,
        lines: rows.map((row) => indexOf(row, time)),
        isFixed: isDamaged(read),
      };
    };
    this.#index = await reader.readAll(index, known);
    return [...this.#index.values()];
  }

  async #compact(
    segments: readonly Indexed[],
    dropped: Retention['dropped'],
    isStillHeld: IsStillHeld,
  ): Promise<void> {
    const { disk, folder, isClosed } = this.#options;
    const whole = segments.filter(
      ({ segment, lines, isFixed }) =>
        !isFixed && isClosed(segment) && (dropped.get(segment.name)?.size ?? 0) === lines.length,
    );
    const small = segments.filter(
      ({ segment, size, isFixed }) =>
        !isFixed && !whole.some((one) => one.segment === segment) && this.#isSmall(segment, size),
    );
    const partly = segments.filter(
      (one) =>
        !whole.includes(one) &&
        (dropped.has(one.segment.name) || (small.length > MOST_SMALL && small.includes(one))),
    );
    // First those that need no room: the disk may be full.
    for (const { segment } of whole) if (await isStillHeld()) await this.#remove(segment.file);
    const isWritten = await this.#writeKept(partly, dropped);
    if (isWritten && (await isStillHeld()))
      for (const { segment } of partly) await this.#remove(segment.file);
    if (whole.length + partly.length > 0) await disk.syncFolder(folder);
  }

  /** Writes what stays into segments of the usual size. True once all of it is on disk. */
  async #writeKept(sources: readonly Indexed[], dropped: Retention['dropped']): Promise<boolean> {
    const { disk, folder, segmentBytes, newTag, wall } = this.#options;
    const kept: { line: IndexedLine; bytes: Uint8Array }[] = [];
    for (const { segment, size, lines } of sources) {
      const bytes = await disk.readFile(segment.file);
      // Somebody writes to it after all.
      if (bytes.length !== size) return false;
      for (const line of lines)
        if (!dropped.get(segment.name)?.has(line)) kept.push({ line, bytes: bytesOf(bytes, [line]) });
    }
    kept.sort((a, b) => (a.line.sequence ?? -1) - (b.line.sequence ?? -1));
    const written: string[] = [];
    try {
      for (const part of inParts(kept, segmentBytes)) {
        const times = part.map(({ line }) => Date.parse(line.time)).filter((time) => !Number.isNaN(time));
        const begun = times.reduce((a, b) => Math.min(a, b), wall());
        const { file } = keptSegment(folder, new Date(begun).toISOString(), newTag());
        written.push(file);
        await writeDurably(disk, file, Buffer.concat(part.map(({ bytes }) => bytes)));
      }
      return true;
    } catch (error) {
      for (const file of written) await this.#remove(file);
      throw error;
    }
  }

  #isSmall(segment: Segment, size: number): boolean {
    return this.#options.isClosed(segment) && size < this.#options.segmentBytes / 4;
  }

  /** One that can't be removed stays, and is not in the way of the others. */
  async #remove(file: string): Promise<void> {
    await removeFile(this.#options.disk, file).catch(() => undefined);
  }
}

function inParts<T extends { readonly bytes: Uint8Array }>(items: readonly T[], size: number): T[][] {
  const services: T[][] = [];
  let room = 0;
  for (const item of items) {
    const part = services.at(-1);
    if (part && room > 0) part.push(item);
    else {
      services.push([item]);
      room = size;
    }
    room -= item.bytes.length;
  }
  return services;
}

const VERSION = 1;
const NAME = 'forgotten.json';

/** What is written down of forgetting, before anything goes. */
export interface ForgottenState extends Partial<Forgotten> {
  readonly total: number;
  /** Ids of the changes that were forgotten last: they count as gone, also while some of their lines are still there. */
  readonly going: readonly string[];
}

export const NOTHING_FORGOTTEN: ForgottenState = { total: 0, going: [] };

/** Of a newer version: not to be written over. */
export class NewerState extends Error {
  override readonly name = 'NewerState';
}

/**
 * What was forgotten so far; nothing where that can't be told. Rejects with `NewerState` for one that a newer program
 * wrote, and as the disk does.
 */
export async function readForgotten(disk: Disk, folder: string): Promise<ForgottenState> {
  const bytes = await disk.readFile(path.join(folder, NAME)).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!bytes) return NOTHING_FORGOTTEN;
  const value = parsed(Buffer.from(bytes).toString());
  if (typeof value?.v === 'number' && value.v > VERSION) throw new NewerState();
  return value?.v === VERSION && isState(value) ? value : NOTHING_FORGOTTEN;
}

async function writeForgotten(disk: Disk, folder: string, state: ForgottenState): Promise<void> {
  await writeDurably(disk, path.join(folder, NAME), JSON.stringify({ v: VERSION, ...state }));
}

function isState(value: object): value is ForgottenState {
  const { total, going, last } = value as Partial<Record<keyof ForgottenState, unknown>>;
  return (
    Number.isSafeInteger(total) &&
    Array.isArray(going) &&
    going.every((id) => typeof id === 'string') &&
    (last === undefined || isBatch(last))
  );
}

function isBatch(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { count, until, why } = value as Partial<Record<keyof Forgotten['last'], unknown>>;
  return Number.isSafeInteger(count) && typeof until === 'string' && (why === 'age' || why === 'size');
}

function parsed(text: string): { readonly v?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
