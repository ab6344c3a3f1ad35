import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { sameRepository } from '../../domain';
import { type EditingClock, systemClock } from '../clock';
import { fileLock } from '../lock/fileLock';
import { type Lock, LockError } from '../lock/lock';
import { codeOf, type Disk, nodeDisk } from '../storage/disk';
import { type Owners, processOwners } from '../storage/owner';
import type {
  ChangeRecord,
  ChangeResult,
  Forgotten,
  HistoryFilter,
  HistoryItem,
  Journal,
  JournalNotice,
  OpenRecord,
} from './journal';
import { joinLines, type JournalLine } from './lines';
import { type ForgottenState, JournalPruner, NOTHING_FORGOTTEN, readForgotten } from './prune';
import { JournalReader, type ReaderOptions, type ReadSegment, setAside } from './reader';
import type { JournalLimits } from './retention';
import { closedBeside, type IsClosed } from './segments';
import { SequenceClock } from './sequence';
import { JournalWriter } from './writer';

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
  /** From 0 up to 1. */
  readonly random?: () => number;
}

const DEFAULT_LIMITS: JournalLimits = { maxAgeDays: 90, maxBytes: 20 * 1024 * 1024 };
/** Only one window tidies up at a time. */
const TIDYING = 'tidy';
/** Milliseconds that reading waits for another window which tidies up, before it leaves a damaged segment to that one. */
const SET_ASIDE_TIMEOUT = 1000;
/** The same before tidying up is left to it, until the next segment is begun. */
const PRUNE_TIMEOUT = 3000;

/** The journal in a folder of append-only files: each process writes its own, so that windows never interleave. */
export class FileJournal implements Journal {
  readonly #options: FileJournalOptions;
  readonly #disk: Disk;
  readonly #clock: EditingClock;
  readonly #newId: () => string;
  readonly #sequence: SequenceClock;
  readonly #writer: JournalWriter;
  readonly #reader: JournalReader;
  readonly #pruner: JournalPruner;
  readonly #lockToPrune: Lock;
  readonly #notices: JournalNotice[] = [];
  /** Tidying up that was begun by itself, and whether it has to be done again. */
  #tidying: Promise<void> | undefined;
  #isTidyAgain = false;

  constructor(options: FileJournalOptions) {
    const { folder, segmentBytes = 1024 * 1024, limits = () => DEFAULT_LIMITS } = options;
    const { disk = nodeDisk, owners = processOwners, clock = systemClock, random = Math.random } = options;
    this.#options = options;
    this.#disk = disk;
    this.#clock = clock;
    this.#newId = options.newId ?? randomUUID;
    const { newTag } = owners;
    const isOwn: IsClosed = (segment) => this.#writer.isOwn(segment);
    const isCurrent: IsClosed = (segment) => this.#writer.isCurrent(segment);
    const isClosed = closedBeside(isOwn, isCurrent, owners);
    this.#sequence = new SequenceClock(disk, folder, isOwn, isClosed);
    this.#writer = new JournalWriter({
      ...{ disk, folder, segmentBytes, newTag },
      look: () => this.#sequence.look().catch(() => undefined),
      nextPlace: () => this.#sequence.next(),
      onNewSegment: () => this.#tidySoon(),
    });
    const reading: Omit<ReaderOptions, 'setAside'> = {
      ...{ disk, folder, isClosed, isCurrent },
      pause: (job) => this.#writer.pause(job),
      onDamaged: ({ segment, rows, bad }) =>
        this.#tell({ kind: 'damaged', file: segment.name, kept: rows.length, lost: bad }),
      onUnreadable: (name, reason) =>
        this.#tell({ kind: 'unreadable', file: name ?? path.basename(folder), reason }),
    };
    const lockOptions = { disk, owners, random, ...(options.clock && { clock }) };
    this.#lockToPrune = fileLock(folder, { ...lockOptions, timeoutMs: PRUNE_TIMEOUT });
    const lockToSetAside = fileLock(folder, { ...lockOptions, timeoutMs: SET_ASIDE_TIMEOUT });
    this.#reader = new JournalReader({
      ...reading,
      setAside: (damaged) => this.#setAside(damaged, (job) => lockToSetAside(TIDYING, job)),
    });
    this.#pruner = new JournalPruner({
      ...{ disk, folder, segmentBytes, newTag, limits, isClosed },
      wall: clock.wall,
      // Whoever tidies up holds the lock already.
      reader: new JournalReader({
        ...reading,
        setAside: (damaged) => this.#setAside(damaged, (job) => job()),
      }),
      writer: this.#writer,
      onForgotten: (batch) => this.#tell({ kind: 'forgotten', ...batch }),
    });
  }

  /** Looks at what other windows wrote, so that the next `begin` has less to look at. Never rejects. */
  async prepare(): Promise<void> {
    await this.#sequence.look().catch(() => undefined);
  }

  async begin(record: ChangeRecord): Promise<OpenRecord> {
    const id = this.#newId();
    await this.#writer.write({ ...record, kind: 'before', id, time: this.#time() });
    return { id, finish: (result) => this.#finish(id, result) };
  }

  async list({ repository, entryId, limit }: HistoryFilter = {}): Promise<readonly HistoryItem[]> {
    // Tidying up would make us read again, and tells what it finds.
    await this.#tidying;
    const read = await this.#reader.readAll(({ rows }) => rows.map(({ line }) => line));
    const lines: JournalLine[] = [];
    // Not spread: a list of all lines can be longer than a call may have arguments.
    for (const of of read.values()) for (const line of of) if (line.kind !== 'newer') lines.push(line);
    // Asked last: what goes while we read was written down before.
    const going = new Set((await this.#forgottenState()).going);
    return joinLines(lines)
      .filter(
        (item) =>
          !going.has(item.id) &&
          (repository === undefined || sameRepository(item.connection, repository)) &&
          (entryId === undefined || item.entryId === entryId),
      )
      .toReversed()
      .slice(0, limit);
  }

  async forgotten(): Promise<Forgotten | undefined> {
    const { total, last } = await this.#forgottenState();
    return last && { total, last };
  }

  notices(): readonly JournalNotice[] {
    return [...this.#notices];
  }

  /** Forgets what is over the limits; done by itself whenever a segment is begun. */
  async prune(): Promise<void> {
    await this.#lockToPrune(TIDYING, (isStillHeld) => this.#pruner.prune(isStillHeld));
  }

  /** Resolves when nothing goes on that was begun by itself. */
  async settled(): Promise<void> {
    while (this.#tidying) await this.#tidying;
  }

  async #finish(id: string, result: ChangeResult): Promise<void> {
    try {
      await this.#writer.write({ ...result, kind: 'after', id, time: this.#time() });
    } catch (error) {
      this.#tell({ kind: 'outcomeNotKept', id, reason: reasonOf(error) });
    }
  }

  /** Who writes does not wait for it. What fails is tried again with the next segment. */
  #tidySoon(): void {
    this.#isTidyAgain = true;
    this.#tidying ??= this.#tidy().finally(() => (this.#tidying = undefined));
  }

  async #tidy(): Promise<void> {
    while (this.#isTidyAgain) {
      this.#isTidyAgain = false;
      try {
        if (await this.#pruner.isDue()) await this.prune();
      } catch {
        // The next segment comes.
      }
    }
  }

  /** A damaged segment that can't be set aside is told; one that another window looks after is left to that one. */
  async #setAside(
    { segment }: ReadSegment,
    locked: <T>(job: () => Promise<T>) => Promise<T>,
  ): Promise<boolean> {
    const job = () => setAside(this.#disk, this.#options.folder, segment);
    try {
      const notice = await locked(() =>
        this.#writer.isCurrent(segment)
          ? this.#writer.pause(() => {
              this.#writer.close(segment);
              return job();
            })
          : job(),
      );
      if (notice) this.#tell(notice);
      return true;
    } catch (error) {
      const isBusy = error instanceof LockError && error.reason === 'busy';
      const reason = reasonOf(error instanceof LockError ? error.cause : error);
      if (!isBusy) this.#tell({ kind: 'unreadable', file: segment.name, reason });
      return false;
    }
  }

  /** What can't be read says nothing. */
  async #forgottenState(): Promise<ForgottenState> {
    try {
      return await readForgotten(this.#disk, this.#options.folder);
    } catch {
      return NOTHING_FORGOTTEN;
    }
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
}

/** The system's code, never a message: it could quote a path or worse. */
function reasonOf(error: unknown): string {
  return codeOf(error) ?? 'unexpected';
}
