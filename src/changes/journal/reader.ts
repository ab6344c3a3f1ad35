import path from 'node:path';
import { codeOf, type Disk, isMissing, writeDurably } from '../storage/disk';
import type { JournalNotice } from './journal';
import { bytesOf, decodeSegment, isOfNewerFormat, type SegmentContents } from './lines';
import { type IsClosed, listFolder, salvagedSegment, type Segment, setAsideAs } from './segments';

/** A segment as it was read. */
export interface ReadSegment extends SegmentContents {
  readonly segment: Segment;
  readonly bytes: Uint8Array;
  /** Not to be touched: its writer is at work, or it is of a newer format. */
  readonly isForeign: boolean;
}

export interface ReaderOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly isClosed: IsClosed;
  readonly isCurrent: IsClosed;
  /** Runs a job while nothing is being appended. */
  readonly pause: <T>(job: () => Promise<T>) => Promise<T>;
  /** Sets a damaged segment aside; false where that was not possible now. */
  readonly setAside: (damaged: ReadSegment) => Promise<boolean>;
  /** Whole lines of a segment that another window writes to are damaged. */
  readonly onDamaged: (damaged: ReadSegment) => void;
  readonly onUnreadable: (name: string | undefined, reason: string) => void;
}

/** Somebody tidies up again and again; whoever is that busy leaves a history that is complete all the same. */
const MOST_PASSES = 10;

/** Reads all segments of a folder, beside whoever writes to them. */
export class JournalReader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /**
   * What `use` makes of each segment, all as of one moment: where a segment goes meanwhile, its lines are elsewhere, and
   * all is read again. What `known` knows already is not read. Damaged segments are set aside. Never rejects.
   */
  async readAll<T>(
    use: (read: ReadSegment) => T,
    known: (segment: Segment) => Promise<T | undefined> = () => Promise.resolve(undefined),
  ): Promise<ReadonlyMap<string, T>> {
    for (let pass = 1; ; pass += 1) {
      const found = new Map<string, T>();
      const segments = await this.#segments();
      let isWhole = true;
      for (const segment of segments) {
        const one = (await known(segment).catch(() => undefined)) ?? (await this.#use(segment, use));
        if (one === 'gone') isWhole = false;
        else if (one !== undefined) found.set(segment.name, one);
      }
      if (isWhole || pass === MOST_PASSES) return found;
    }
  }

  async #use<T>(segment: Segment, use: (read: ReadSegment) => T): Promise<T | 'gone' | undefined> {
    const { isCurrent, pause, onUnreadable } = this.#options;
    try {
      let read = await this.#read(segment);
      // A line that is just being written is no damage.
      if (isDamaged(read) && isCurrent(segment)) read = await pause(() => this.#read(segment));
      return isDamaged(read) && (await this.#repair(read)) ? 'gone' : use(read);
    } catch (error) {
      if (isMissing(error)) return 'gone';
      onUnreadable(segment.name, codeOf(error) ?? 'unexpected');
      return undefined;
    }
  }

  async #read(segment: Segment): Promise<ReadSegment> {
    const bytes = await this.#options.disk.readFile(segment.file);
    const contents = decodeSegment(bytes);
    const isAtWork = !this.#options.isClosed(segment) && !this.#options.isCurrent(segment);
    return { ...contents, segment, bytes, isForeign: isAtWork || isOfNewerFormat(contents) };
  }

  /** True where the segment is no more, and what could be saved of it is elsewhere. */
  async #repair(damaged: ReadSegment): Promise<boolean> {
    const { setAside, onDamaged } = this.#options;
    if (!damaged.isForeign) return setAside(damaged);
    // Its process may be in the middle of the last line, and goes on writing to the file under whatever name.
    if (damaged.bad > 0 && !isOfNewerFormat(damaged)) onDamaged(damaged);
    return false;
  }

  /** A folder that can't be read has no history to show, which is told. */
  async #segments(): Promise<readonly Segment[]> {
    try {
      return (await listFolder(this.#options.disk, this.#options.folder)).segments;
    } catch (error) {
      this.#options.onUnreadable(undefined, codeOf(error) ?? 'unexpected');
      return [];
    }
  }
}

export const isDamaged = ({ bad, isCutOff }: SegmentContents): boolean => bad > 0 || isCutOff;

/**
 * Saves the good lines of a damaged segment into a new one, lines of newer programs among them, then sets the damaged
 * one aside, in this order: whenever this breaks off, every good line is still in some segment. Gives what to tell, or
 * `undefined` when another window has been quicker. Only for one who holds the lock for tidying up.
 */
export async function setAside(
  disk: Disk,
  folder: string,
  segment: Segment,
): Promise<JournalNotice | undefined> {
  try {
    // Read again: another window may have been here before us.
    const bytes = await disk.readFile(segment.file);
    const { rows, bad, isCutOff }: SegmentContents = decodeSegment(bytes);
    if (rows.length > 0)
      await writeDurably(disk, salvagedSegment(folder, segment).file, bytesOf(bytes, rows));
    await disk.rename(segment.file, setAsideAs(segment));
    await disk.syncFolder(folder);
    return {
      kind: 'damaged',
      file: path.basename(segment.file),
      setAside: setAsideAs(segment),
      kept: rows.length,
      lost: bad + (isCutOff ? 1 : 0),
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
