import path from 'node:path';
import { type Disk, isMissing } from '../storage/disk';
import type { Owners } from '../storage/owner';

/** A file of the journal: written by one process only. */
export interface Segment {
  readonly name: string;
  readonly file: string;
  /** Whose it is; see `Owners`. */
  readonly tag: string;
  /** Written as a whole: nobody appends to it. */
  readonly isWhole: boolean;
}

/** Whether nobody appends to a segment any more, as far as one window can tell. */
export type IsClosed = (segment: Segment) => boolean;

const SUFFIX = '.jsonl';
const SET_ASIDE = '.damaged';
const SALVAGED = '.salvaged';
const KEPT = '.kept';

/** A name that sorts by time and says whose it is: `20260131T091500123Z.<owner>.jsonl`. */
export function newSegment(folder: string, time: string, tag: string): Segment {
  return toSegment(folder, `${stampOf(time)}.${tag}${SUFFIX}`);
}

/** Where what is kept of older segments goes. */
export function keptSegment(folder: string, time: string, tag: string): Segment {
  return toSegment(folder, `${stampOf(time)}.${tag}${KEPT}${SUFFIX}`);
}

/** What could be saved of a damaged segment: always the same name, so that two windows that save it do the same. */
export function salvagedSegment(folder: string, { name }: Segment): Segment {
  return toSegment(folder, `${name.slice(0, -SUFFIX.length)}${SALVAGED}${SUFFIX}`);
}

/** The path under which a damaged segment is set aside. */
export function setAsideAs({ file }: Segment): string {
  return `${file}${SET_ASIDE}`;
}

/** What lies in a journal's folder. */
export interface Listing {
  /** The oldest first, by the clocks of their time. */
  readonly segments: readonly Segment[];
  /** Damaged segments that were set aside, by path. */
  readonly setAside: readonly string[];
  /** What was never finished, by path. */
  readonly drafts: readonly string[];
}

/** Nothing where there is no folder yet. */
export async function listFolder(disk: Disk, folder: string): Promise<Listing> {
  const names = await disk.readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const pathsOf = (suffix: string) =>
    names.filter((name) => name.endsWith(suffix)).map((name) => path.join(folder, name));
  return {
    segments: names
      .filter((name) => name.endsWith(SUFFIX))
      .toSorted()
      .map((name) => toSegment(folder, name)),
    setAside: pathsOf(SET_ASIDE),
    drafts: pathsOf('.draft'),
  };
}

/** Our own but the one being written are closed, and those of others once their process has ended. */
export function closedBeside(isOwn: IsClosed, isCurrent: IsClosed, { isOurs, isGone }: Owners): IsClosed {
  return (segment) => {
    if (segment.isWhole) return true;
    return isOwn(segment) ? !isCurrent(segment) : !isOurs(segment.tag) && isGone(segment.tag);
  };
}

/** When a segment was begun, by its name, in milliseconds since the epoch; `undefined` where the name does not tell. */
export function timeOfName(name: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\./.exec(path.basename(name));
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, milliseconds] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** Size and age of a file; `undefined` when it has just gone. */
export async function statOf(
  disk: Disk,
  file: string,
): Promise<{ readonly size: number; readonly mtimeMs: number } | undefined> {
  return disk.stat(file).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

const stampOf = (time: string) => time.replace(/[-:.]/g, '');

function toSegment(folder: string, name: string): Segment {
  const [, tag = '', mark = ''] = name.split('.');
  return {
    name,
    file: path.join(folder, name),
    tag,
    isWhole: [SALVAGED, KEPT].includes(`.${mark}`),
  };
}
