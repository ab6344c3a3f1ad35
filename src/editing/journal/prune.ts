import { readFile, rm } from 'node:fs/promises';
import { ownerIsGone } from '../storage/owner';
import { decodeSegment, joinLines } from './lines';
import { listSegments, listSetAside, statOf, type Segment } from './segments';

/** How much history is kept. */
export interface JournalLimits {
  readonly maxAgeDays: number;
  readonly maxBytes: number;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Removes what is too old, then the oldest segments while there is too much. Segments of running processes stay, and
 * so do those with a change of unknown outcome until they are too old: its before-image may still be needed.
 */
export async function pruneJournal(
  folder: string,
  { maxAgeDays, maxBytes }: JournalLimits,
  now: number,
  isInUse: (segment: Segment) => boolean,
): Promise<void> {
  const isOld = (mtimeMs: number) => now - mtimeMs > maxAgeDays * DAY;
  for (const file of await listSetAside(folder)) {
    const stats = await statOf(file);
    if (stats && isOld(stats.mtimeMs)) await remove(file);
  }

  const sized: { segment: Segment; size: number; old: boolean }[] = [];
  for (const segment of await listSegments(folder)) {
    const stats = await statOf(segment.file);
    if (stats) sized.push({ segment, size: stats.size, old: isOld(stats.mtimeMs) });
  }
  let total = sized.reduce((sum, { size }) => sum + size, 0);
  for (const { segment, size, old } of sized) {
    if (!old && total <= maxBytes) continue;
    if (isInUse(segment) || (!old && (await hasUnknown(segment)))) continue;
    if (await remove(segment.file)) total -= size;
  }
}

/** One that can't be removed stays, and is not in the way of the others. */
async function remove(file: string): Promise<boolean> {
  return rm(file, { force: true }).then(
    () => true,
    () => false,
  );
}

/** Ours but the current one are closed for good; those of others only when their process has ended. */
export function inUseBeside(current: Segment | undefined, isOurs: (tag: string) => boolean) {
  return ({ name, tag }: Segment): boolean => (isOurs(tag) ? name === current?.name : !ownerIsGone(tag));
}

/** What can't be read may hold anything. */
async function hasUnknown({ file }: Segment): Promise<boolean> {
  try {
    const { lines } = decodeSegment(await readFile(file));
    return joinLines(lines).some(({ outcome }) => outcome === 'unknown');
  } catch {
    return true;
  }
}
