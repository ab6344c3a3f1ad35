import { type Disk, flushAndClose, openAppended, type OpenFile, removeFile } from '../storage/disk';
import { encodeLine, type JournalLine, VERSION } from './lines';
import { newSegment, type Segment } from './segments';

type WithoutPlace<T> = T extends unknown ? Omit<T, 'v' | 'sequence'> : never;
/** A line before it has its place. */
export type NewLine = WithoutPlace<JournalLine>;

export interface WriterOptions {
  readonly disk: Disk;
  readonly folder: string;
  /** Bytes after which a segment is full. */
  readonly segmentBytes: number;
  readonly newTag: () => string;
  /** Looks what others have written, before places are given out, and lists all segments. Never rejects. */
  readonly look: () => Promise<readonly Segment[] | undefined>;
  readonly nextPlace: () => number;
  /** A segment was begun, which is the moment to tidy up. */
  readonly onNewSegment: () => void;
}

interface Waiting {
  readonly line: NewLine;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Lines that go into a segment together. */
interface Part {
  readonly segment: Segment;
  /** Nobody knows its name yet. */
  readonly isNew: boolean;
  text: string;
  readonly lines: Waiting[];
}

interface Written extends Part {
  readonly file: OpenFile;
}

/** Appends lines to segments of its own, those that come while the disk is busy together. */
export class JournalWriter {
  readonly #options: WriterOptions;
  readonly #sizes = new Map<string, number>();
  /** Segments that the disk refused to flush, with its reason: what it says of them later can't be relied on. */
  readonly #failed = new Map<string, unknown>();
  /** Segments whose names are on disk. */
  readonly #named = new Set<string>();
  #current: Segment | undefined;
  #waiting: readonly Waiting[] = [];
  #willWrite = false;
  #isFlushing = false;
  /** Whatever touches the segment that is being written runs one after another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the line is in the file, and on disk where something is only sent then. What became of a change goes
   * to disk with whatever comes next: should the power fail before, nobody knows it, which is safe.
   */
  write(line: NewLine): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting = [...this.#waiting, { line, resolve, reject }];
      this.#writeSoon();
    });
  }

  isOwn(segment: Segment): boolean {
    return this.#sizes.has(segment.name);
  }

  isCurrent(segment: Segment): boolean {
    return this.#current?.name === segment.name;
  }

  /** Runs a job while nothing is being appended. */
  pause<T>(job: () => Promise<T>): Promise<T> {
    const run = this.#last.then(job, job);
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Begins another segment with the next line. Where it is being written to, only within `pause`. */
  close(segment: Segment): void {
    if (this.isCurrent(segment)) this.#current = undefined;
  }

  #writeSoon(): void {
    if (this.#willWrite) return;
    this.#willWrite = true;
    void this.pause(() => this.#write());
  }

  async #write(): Promise<void> {
    this.#willWrite = false;
    // Those that must be flushed wait for the flush before theirs, and share one: the others need not wait for it.
    const isFor = (waiting: Waiting) => !this.#isFlushing || !mustBeFlushed(waiting);
    if (!this.#waiting.some(isFor)) return;
    const there = await this.#options.look();
    // Where somebody removed it, it begins anew: its name has to last.
    const current = this.#current;
    if (current && there && !there.some(({ name }) => name === current.name)) this.close(current);
    const lines = this.#waiting.filter(isFor);
    this.#waiting = this.#waiting.filter((waiting) => !lines.includes(waiting));
    const toFlush: Written[] = [];
    for (const part of this.#partsOf(lines)) {
      const written = await this.#append(part);
      if (!written) continue;
      if (part.lines.some(mustBeFlushed)) toFlush.push(written);
      else await written.file.close().catch(() => undefined);
      for (const waiting of part.lines) if (!mustBeFlushed(waiting)) waiting.resolve();
    }
    if (toFlush.length > 0) void this.#flush(toFlush);
  }

  /** One segment takes no more than its size and what the last line has over it. */
  #partsOf(lines: readonly Waiting[]): Part[] {
    const { folder, segmentBytes, newTag, nextPlace } = this.#options;
    const services: Part[] = [];
    let segment = this.#current;
    let size = segment ? (this.#sizes.get(segment.name) ?? 0) : 0;
    for (const waiting of lines) {
      const text = encodeLine({ ...waiting.line, v: VERSION, sequence: nextPlace() });
      const isNew = !segment || size >= segmentBytes;
      if (!segment || isNew) {
        segment = newSegment(folder, waiting.line.time, newTag());
        size = 0;
      }
      let part = services.at(-1);
      if (part?.segment !== segment) {
        part = { segment, isNew, text: '', lines: [] };
        services.push(part);
      }
      part.text += text;
      part.lines.push(waiting);
      size += Buffer.byteLength(text);
    }
    return services;
  }

  /** What can't be written as a whole is written for nobody: who waits for a part is told, and `undefined` given. */
  async #append(part: Part): Promise<Written | undefined> {
    const { disk, folder, onNewSegment } = this.#options;
    const { segment, isNew, text, lines } = part;
    // A segment that could not be written to the end may end in half a line: the next line goes into another.
    this.#current = undefined;
    const before = this.#sizes.get(segment.name) ?? 0;
    this.#sizes.set(segment.name, before + Buffer.byteLength(text));
    try {
      if (isNew) await disk.mkdir(folder);
      const file = await openAppended(disk, segment.file, text);
      if (!this.#failed.has(segment.name)) this.#current = segment;
      if (isNew) onNewSegment();
      return { ...part, file };
    } catch (error) {
      // Nobody relies on what is in it.
      if (isNew) await removeFile(disk, segment.file).catch(() => undefined);
      else this.#nothingCameOf(lines);
      for (const { reject } of lines) reject(error);
      return undefined;
    }
  }

  /** Never rejects: those who wait are told. */
  async #flush(services: readonly Written[]): Promise<void> {
    const { disk, folder } = this.#options;
    this.#isFlushing = true;
    const settle = async ({ file, segment, lines }: Written) => {
      const flushed = lines.filter(mustBeFlushed);
      try {
        await flushAndClose(file);
        if (this.#failed.has(segment.name)) throw this.#failed.get(segment.name);
        if (!this.#named.has(segment.name)) await disk.syncFolder(folder);
        this.#named.add(segment.name);
        for (const { resolve } of flushed) resolve();
      } catch (error) {
        this.#failed.set(segment.name, error);
        this.close(segment);
        this.#nothingCameOf(flushed);
        for (const { reject } of flushed) reject(error);
      }
    };
    await Promise.all(services.map(settle));
    this.#isFlushing = false;
    this.#writeSoon();
  }

  /** Lines that may be in the file though who waits is told that they are not: nothing is sent then. */
  #nothingCameOf(lines: readonly Waiting[]): void {
    for (const { line } of lines) {
      if (line.kind !== 'before') continue;
      const { id, time } = line;
      this.write({ kind: 'after', id, time, outcome: 'refused', reason: 'journalFailed' }).catch(
        () => undefined,
      );
    }
  }
}

/** The links before a change: nothing is sent until they are safe. */
const mustBeFlushed = ({ line }: Waiting): boolean => line.kind === 'before';
