import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { newOwnerTag } from '../storage/owner';

/** A file of the journal: written by one process only. */
export interface Segment {
  readonly name: string;
  readonly file: string;
  /** Whose it is; see `ownerIsGone`. */
  readonly tag: string;
}

const SUFFIX = '.jsonl';
export const SET_ASIDE = '.damaged';
const SALVAGED = '.salvaged';

/** A name that sorts by time and says whose it is: `20260131T091500123Z.<owner>.jsonl`. */
export function newSegment(folder: string, time: string): Segment {
  const tag = newOwnerTag();
  return toSegment(folder, `${time.replace(/[-:.]/g, '')}.${tag}${SUFFIX}`, tag);
}

/** What could be saved of a damaged segment: always the same name, so that two windows that save it do the same. */
export function salvagedSegment(folder: string, { name, tag }: Segment): Segment {
  return toSegment(folder, `${name.slice(0, -SUFFIX.length)}${SALVAGED}${SUFFIX}`, tag);
}

/** All segments, the oldest first; none where there is no folder yet. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const names = await filesOf(folder);
  return names
    .filter((name) => name.endsWith(SUFFIX))
    .toSorted()
    .map((name) => toSegment(folder, name, name.split('.')[1] ?? ''));
}

/** Segments that were set aside, by path. */
export async function listSetAside(folder: string): Promise<string[]> {
  const names = await filesOf(folder);
  return names.filter((name) => name.endsWith(SET_ASIDE)).map((name) => path.join(folder, name));
}

/** Size and age of a file; `undefined` when it has just gone. */
export async function statOf(file: string): Promise<{ size: number; mtimeMs: number } | undefined> {
  return stat(file).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function filesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function toSegment(folder: string, name: string, tag: string): Segment {
  return { name, file: path.join(folder, name), tag };
}
