import type { Disk } from '../storage/disk';
import { isSequence } from './lines';
import { type IsClosed, listFolder, type Segment, statOf } from './segments';

/** How much of a segment's end is looked at first; more while no whole line is in it. */
const TAIL_BYTES = 64 * 1024;
/** More is garbage: a change waits while we look, and segments are not as long. */
const MOST_TAIL_BYTES = 4 * 1024 * 1024;

interface Watched {
  readonly size: number;
  /** Up to where whole lines have been looked at. */
  readonly end: number;
  /** Nobody appends to it any more. */
  readonly isClosed: boolean;
}

/**
 * Gives out places among the lines of all windows, as Lamport's clock does: each is higher than every one seen before.
 * What others wrote is looked at where their segments have grown, and there at the end only: places in a segment ascend.
 */
export class SequenceClock {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #isOwn: IsClosed;
  readonly #isClosed: IsClosed;
  #watched: ReadonlyMap<string, Watched> = new Map();
  #highest = 0;

  /** @param isOwn whether this clock has given the places in a segment. */
  constructor(disk: Disk, folder: string, isOwn: IsClosed, isClosed: IsClosed) {
    this.#disk = disk;
    this.#folder = folder;
    this.#isOwn = isOwn;
    this.#isClosed = isClosed;
  }

  next(): number {
    this.#highest = Math.min(this.#highest + 1, Number.MAX_SAFE_INTEGER);
    return this.#highest;
  }

  /** Looks what others have written since; a segment that can't be read is in nobody's way. Gives all segments. */
  async look(): Promise<readonly Segment[]> {
    const { segments } = await listFolder(this.#disk, this.#folder);
    const others = segments.filter((segment) => !this.#isOwn(segment));
    const looked = await Promise.all(
      others.map(async (segment) => {
        const watched = await this.#lookAt(segment).catch(() => this.#watched.get(segment.name));
        return watched ? [[segment.name, watched] as const] : [];
      }),
    );
    this.#watched = new Map(looked.flat());
    return segments;
  }

  async #lookAt(segment: Segment): Promise<Watched | undefined> {
    const known = this.#watched.get(segment.name);
    if (known?.isClosed) return known;
    // Asked first: what is written until the process ends is looked at below.
    const isClosed = this.#isClosed(segment);
    const size = (await statOf(this.#disk, segment.file))?.size;
    if (size === undefined) return undefined;
    if (known?.size === size) return isClosed ? { ...known, isClosed } : known;
    const from = known && known.end <= size ? known.end : 0;
    const end = await this.#lookAtEnd(segment, from, size);
    return { size, end, isClosed };
  }

  /** Gives the end of the last whole line. */
  async #lookAtEnd({ file }: Segment, from: number, size: number): Promise<number> {
    for (let length = TAIL_BYTES; ; length *= 4) {
      const start = Math.max(from, size - length);
      const bytes = await this.#disk.readFile(file, start);
      const end = bytes.lastIndexOf(10) + 1;
      const places = placesIn(bytes.subarray(0, end));
      for (const place of places) if (place !== undefined) this.#highest = Math.max(this.#highest, place);
      if (places.length > 0 || start === from || length >= MOST_TAIL_BYTES)
        return end === 0 ? from : start + end;
    }
  }
}

/** The places of the lines that can be read; `undefined` for a line that has none. */
function placesIn(bytes: Uint8Array): (number | undefined)[] {
  const places: (number | undefined)[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(10, start);
    const line = Buffer.from(bytes.subarray(start, end));
    const [, quick] = /^\{"v":\d+,"sequence":(\d+),/.exec(line.toString('latin1', 0, 64)) ?? [];
    if (quick === undefined) {
      const value = line.subarray(0, 16).includes('{') ? parsed(line.toString()) : undefined;
      if (value) places.push(isSequence(value.sequence) ? value.sequence : undefined);
    } else if (isSequence(Number(quick))) places.push(Number(quick));
    start = end + 1;
  }
  return places;
}

function parsed(text: string): { readonly sequence?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
