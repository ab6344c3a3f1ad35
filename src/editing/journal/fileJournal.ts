import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { systemClock, type EditingClock } from '../clock';
import { sameRepository } from '../sameRepository';
import { codeOf, isMissing, nodeDisk, type Disk, type OpenFile } from '../storage/disk';
import { flushAndClose, openAppended } from '../storage/durable';
import { processOwners, type Owners } from '../storage/owner';
import type {
  ChangeRecord,
  ChangeResult,
  HistoryFilter,
  HistoryItem,
  Journal,
  JournalNotice,
  OpenRecord,
} from './journal';
import { decodeSegment, encodeLine, joinLines, type JournalLine } from './lines';
import { inUseBeside, pruneJournal, type JournalLimits } from './prune';
import { setAside } from './salvage';
import { listSegments, newSegment, type Segment } from './segments';

export interface FileJournalOptions {
  readonly folder: string;
  /** Read when needed. 90 days and 20 MB unless told. */
  readonly limits?: () => JournalLimits;
  /** Bytes after which a new segment is begun; 1 MB unless told. */
  readonly segmentBytes?: number;
  /** Told of each notice when it comes up. */
  readonly onNotice?: (notice: JournalNotice) => void;
  /** What the journal needs of the world around it, for tests: this machine unless told. */
  readonly disk?: Disk;
  readonly owners?: Owners;
  readonly clock?: EditingClock;
  /** An id unlike any other. */
  readonly newId?: () => string;
}

const DEFAULT_LIMITS: JournalLimits = { maxAgeDays: 90, maxBytes: 20 * 1024 * 1024 };

/** The journal in a folder of append-only files: each process writes its own, so that windows never interleave. */
export class FileJournal implements Journal {
  readonly #options: FileJournalOptions;
  readonly #disk: Disk;
  readonly #owners: Owners;
  readonly #clock: EditingClock;
  readonly #newId: () => string;
  readonly #notices: JournalNotice[] = [];
  #current: { segment: Segment; size: number } | undefined;
  /** Lines that wait for the disk: those that come while it is busy are flushed together. */
  #waiting: readonly Waiting[] = [];
  #willWrite = false;
  #isFlushing = false;
  /** Whatever touches files runs one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: FileJournalOptions) {
    this.#options = options;
    this.#disk = options.disk ?? nodeDisk;
    this.#owners = options.owners ?? processOwners;
    this.#clock = options.clock ?? systemClock;
    this.#newId = options.newId ?? randomUUID;
  }

  async begin(record: ChangeRecord): Promise<OpenRecord> {
    const id = this.#newId();
    await this.#keep({ kind: 'before', id, time: this.#time(), ...record });
    return { id, finish: (result) => this.#finish(id, result) };
  }

  list({ repository, entryId, limit }: HistoryFilter = {}): Promise<readonly HistoryItem[]> {
    return this.#queue(async () => {
      const lines: JournalLine[] = [];
      for (const segment of await this.#segments()) {
        // Not spread: a list of all lines can be longer than a call may have arguments.
        for (const line of await this.#read(segment)) lines.push(line);
      }
      return joinLines(lines)
        .filter(
          (item) =>
            (repository === undefined || sameRepository(item.connection, repository)) &&
            (entryId === undefined || item.entryId === entryId),
        )
        .toReversed()
        .slice(0, limit);
    });
  }

  notices(): readonly JournalNotice[] {
    return [...this.#notices];
  }

  /** Removes what is over the limits; done by itself whenever a segment is begun. */
  prune(): Promise<void> {
    return this.#queue(() => this.#prune());
  }

  async #finish(id: string, result: ChangeResult): Promise<void> {
    try {
      await this.#keep({ kind: 'after', id, time: this.#time(), ...result });
    } catch (error) {
      this.#tell({ kind: 'outcomeNotKept', id, reason: reasonOf(error) });
    }
  }

  /**
   * Resolves when the line is in the file, and on disk where something is only sent then. What became of a change goes
   * to disk with whatever comes next: should the power fail before, nobody knows it, which is safe.
   */
  #keep(line: JournalLine): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = [...this.#waiting, { line, text: encodeLine(line), resolve, reject }];
      this.#writeSoon();
    });
  }

  #writeSoon(): void {
    if (this.#willWrite) return;
    this.#willWrite = true;
    void this.#queue(() => this.#write());
  }

  /** What can't be written as a whole is written for nobody. */
  async #write(): Promise<void> {
    this.#willWrite = false;
    // Those that must be flushed wait for the flush before theirs, and share one: the others need not wait for it.
    const lines = this.#waiting.filter((waiting) => !this.#isFlushing || !mustBeFlushed(waiting));
    this.#waiting = this.#waiting.filter((waiting) => !lines.includes(waiting));
    const [first] = lines;
    if (!first) return;
    const toFlush = lines.filter(mustBeFlushed);
    try {
      const written = await this.#append(lines.map(({ text }) => text).join(''), first.line.time);
      if (toFlush.length > 0) void this.#flush(written, toFlush);
      else await written.file.close();
    } catch (error) {
      for (const { reject } of lines) reject(error);
      return;
    }
    for (const waiting of lines) if (!mustBeFlushed(waiting)) waiting.resolve();
  }

  /** Never rejects: those who wait are told. */
  async #flush({ file, isNew }: Written, lines: readonly Waiting[]): Promise<void> {
    this.#isFlushing = true;
    try {
      await flushAndClose(file);
      if (isNew) await this.#disk.syncFolder(this.#options.folder);
      for (const { resolve } of lines) resolve();
    } catch (error) {
      this.#current = undefined;
      for (const { reject } of lines) reject(error);
    } finally {
      this.#isFlushing = false;
      this.#writeSoon();
    }
  }

  async #append(text: string, time: string): Promise<Written> {
    const { folder, segmentBytes = 1024 * 1024 } = this.#options;
    let current = this.#current;
    const isNew = !current || current.size >= segmentBytes;
    if (!current || isNew) {
      await this.#disk.mkdir(folder);
      current = { segment: newSegment(folder, time, this.#owners.newTag()), size: 0 };
    }
    // A segment that could not be written to the end may end in half a line: the next line goes into another.
    this.#current = undefined;
    const file = await openAppended(this.#disk, current.segment.file, text);
    current.size += Buffer.byteLength(text);
    this.#current = current;
    if (isNew) await this.#prune().catch(() => undefined);
    return { file, isNew };
  }

  /** A folder that can't be read has no history to show, which is told. */
  async #segments(): Promise<readonly Segment[]> {
    const { folder } = this.#options;
    try {
      return await listSegments(this.#disk, folder);
    } catch (error) {
      this.#tell({ kind: 'unreadable', file: path.basename(folder), reason: reasonOf(error) });
      return [];
    }
  }

  /** The lines of a segment as far as they can be read; a damaged one is set aside. Never in the way of working. */
  async #read(segment: Segment): Promise<readonly JournalLine[]> {
    try {
      const contents = decodeSegment(await this.#disk.readFile(segment.file));
      const { lines, bad, isCutOff } = contents;
      if (bad === 0 && !isCutOff) return lines;
      if (this.#owners.isOurs(segment.tag)) {
        if (segment.name === this.#current?.segment.name) this.#current = undefined;
      } else if (!this.#owners.isGone(segment.tag)) {
        // Its process may be in the middle of the last line, and goes on writing to the file under whatever name.
        if (bad > 0) this.#tell({ kind: 'damaged', file: segment.name, kept: lines.length, lost: bad });
        return lines;
      }
      const notice = await setAside(this.#disk, this.#options.folder, segment, contents).catch(
        (error: unknown): JournalNotice => ({
          kind: 'unreadable',
          file: segment.name,
          reason: reasonOf(error),
        }),
      );
      if (notice) this.#tell(notice);
      return lines;
    } catch (error) {
      if (!isMissing(error)) this.#tell({ kind: 'unreadable', file: segment.name, reason: reasonOf(error) });
      return [];
    }
  }

  async #prune(): Promise<void> {
    const { folder, limits = () => DEFAULT_LIMITS } = this.#options;
    const inUse = inUseBeside(this.#current?.segment, this.#owners);
    await pruneJournal(this.#disk, folder, limits(), this.#clock.wall(), inUse);
  }

  /** Once each: a list that is read again finds the same. */
  #tell(notice: JournalNotice): void {
    const text = JSON.stringify(notice);
    if (this.#notices.some((told) => JSON.stringify(told) === text)) return;
    this.#notices.push(notice);
    this.#options.onNotice?.(notice);
  }

  #time(): string {
    return new Date(this.#clock.wall()).toISOString();
  }

  #queue<T>(job: () => Promise<T>): Promise<T> {
    const run = this.#last.then(job, job);
    this.#last = run.catch(() => undefined);
    return run;
  }
}

interface Waiting {
  readonly line: JournalLine;
  readonly text: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Written {
  readonly file: OpenFile;
  /** Nobody knows its name yet. */
  readonly isNew: boolean;
}

/** The links before a change: nothing is sent until they are safe. */
const mustBeFlushed = ({ line }: Waiting): boolean => line.kind === 'before';

/** The system's code, never a message: it could quote a path or worse. */
function reasonOf(error: unknown): string {
  return codeOf(error) ?? 'unexpected';
}
