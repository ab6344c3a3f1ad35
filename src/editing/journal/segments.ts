import path from 'node:path';
import { isMissing, type Disk } from '../storage/disk';

/** A file of the journal: written by one process only. */
export interface Segment {
  readonly name: string;
  readonly file: string;
  /** Whose it is; see `Owners`. */
  readonly tag: string;
}

const SUFFIX = '.jsonl';
export const SET_ASIDE = '.damaged';
const SALVAGED = '.salvaged';

/** A name that sorts by time and says whose it is: `20260131T091500123Z.<owner>.jsonl`. */
export function newSegment(folder: string, time: string, tag: string): Segment {
  return toSegment(folder, `${time.replace(/[-:.]/g, '')}.${tag}${SUFFIX}`, tag);
}

/** What could be saved of a damaged segment: always the same name, so that two windows that save it do the same. */
export function salvagedSegment(folder: string, { name, tag }: Segment): Segment {
  return toSegment(folder, `${name.slice(0, -SUFFIX.length)}${SALVAGED}${SUFFIX}`, tag);
}

/** All segments, the oldest first; none where there is no folder yet. */
export async function listSegments(disk: Disk, folder: string): Promise<Segment[]> {
  const names = await filesOf(disk, folder);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .toSorted()
    .map((name) => toSegment(folder, name, name.split('.')[1] ?? ''));
}

/** Segments that were set aside, by path. */
export async function listSetAside(disk: Disk, folder: string): Promise<string[]> {
  const names = await filesOf(disk, folder);
  return names.filter((name) => name.endsWith(SET_ASIDE)).map((name) => path.join(folder, name));
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

async function filesOf(disk: Disk, folder: string): Promise<readonly string[]> {
  return disk.readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function toSegment(folder: string, name: string, tag: string): Segment {
  return { name, file: path.join(folder, name), tag };
}
