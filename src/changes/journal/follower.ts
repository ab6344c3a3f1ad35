import type { RepositoryRef } from '../../domain';
import { type Disk, nodeDisk } from '../storage/disk';
import { type Owners, processOwners } from '../storage/owner';
import { decodeSegment, type JournalLine } from './lines';
import { listFolder, type Segment, statOf } from './segments';

/** Entries whose links another window has changed. */
export interface ChangedElsewhere {
  readonly madeIn: RepositoryRef;
  /** The source, and the entries at the other ends. */
  readonly entryIds: readonly number[];
}

export interface FollowerOptions {
  readonly folder: string;
  readonly disk?: Disk;
  readonly owners?: Owners;
}

/** Changes that may still be told of again, when they turn out otherwise; more are not kept in mind. */
const MOST_REMEMBERED = 500;

/**
 * Tells what other windows have written to the journal since the last look, by what was added to their files: nothing is
 * read twice, and a damaged file is for those to mend who read the history.
 */
export class JournalFollower {
  readonly #folder: string;
  readonly #disk: Disk;
  readonly #owners: Owners;
  /** Up to where the segments of others were read, by name. */
  #ends: Map<string, number> | undefined;
  /** Changes that were begun, by id. */
  readonly #begun = new Map<string, ChangedElsewhere>();
  #last: Promise<unknown> = Promise.resolve();

  constructor({ folder, disk = nodeDisk, owners = processOwners }: FollowerOptions) {
    this.#folder = folder;
    this.#disk = disk;
    this.#owners = owners;
  }

  /** What was written since the last look; nothing at the first one. One look after another. */
  look(): Promise<readonly ChangedElsewhere[]> {
    const looked = this.#last.then(() => this.#look());
    this.#last = looked.catch(() => undefined);
    return looked;
  }

  async #look(): Promise<readonly ChangedElsewhere[]> {
    const { segments } = await listFolder(this.#disk, this.#folder);
    const foreign = segments.filter(({ tag, isWhole }) => !isWhole && !this.#owners.isOurs(tag));
    const before = this.#ends;
    const ends = new Map<string, number>();
    const changed: ChangedElsewhere[] = [];
    for (const segment of foreign) {
      const size = (await statOf(this.#disk, segment.file))?.size ?? 0;
      const end = before ? (before.get(segment.name) ?? 0) : size;
      ends.set(segment.name, size > end ? end + (await this.#read(segment, end, changed)) : end);
    }
    this.#ends = ends;
    return changed;
  }

  /** Reads whole lines from a place on; gives how many bytes they are. */
  async #read(segment: Segment, from: number, changed: ChangedElsewhere[]): Promise<number> {
    const bytes = await this.#disk.readFile(segment.file, from).catch(() => new Uint8Array());
    const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
    const lines = linesIn(whole);
    for (const line of lines) this.#note(line);
    for (const line of lines) {
      if (line.kind !== 'after' || line.outcome === 'refused') continue;
      const change = this.#begun.get(line.id) ?? (await this.#begunEarlier(segment, line.id));
      if (change) changed.push(change);
    }
    return whole.length;
  }

  /** A change that was under way when this window began to look. */
  async #begunEarlier(segment: Segment, id: string): Promise<ChangedElsewhere | undefined> {
    const bytes = await this.#disk.readFile(segment.file).catch(() => new Uint8Array());
    for (const line of linesIn(bytes)) if (line.id === id) this.#note(line);
    return this.#begun.get(id);
  }

  #note(line: JournalLine): void {
    if (line.kind !== 'before') return;
    const { connection, entryId, added, removed, changed } = line;
    const others = [...added, ...removed, ...changed.map(({ after }) => after)];
    const entryIds = [...new Set([entryId, ...others.map(({ targetId }) => targetId)])];
    const { baseUrl, repoId } = connection;
    this.#begun.set(line.id, { madeIn: { baseUrl, repoId }, entryIds });
    for (const oldest of this.#begun.keys()) {
      if (this.#begun.size <= MOST_REMEMBERED) break;
      this.#begun.delete(oldest);
    }
  }
}

function linesIn(bytes: Uint8Array): JournalLine[] {
  return decodeSegment(bytes).rows.flatMap(({ line }) => (line.kind === 'newer' ? [] : [line]));
}
