import { removeFile, type Disk } from '../storage/disk';
import type { Owners } from '../storage/owner';
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
  disk: Disk,
  folder: string,
  { maxAgeDays, maxBytes }: JournalLimits,
  now: number,
  isInUse: (segment: Segment) => boolean,
): Promise<void> {
  const isOld = (mtimeMs: number) => now - mtimeMs > maxAgeDays * DAY;
  for (const file of await listSetAside(disk, folder)) {
    const stats = await statOf(disk, file);
    if (stats && isOld(stats.mtimeMs)) await remove(disk, file);
  }

  const sized: { segment: Segment; size: number; old: boolean }[] = [];
  for (const segment of await listSegments(disk, folder)) {
    const stats = await statOf(disk, segment.file);
    if (stats) sized.push({ segment, size: stats.size, old: isOld(stats.mtimeMs) });
  }
  let total = sized.reduce((sum, { size }) => sum + size, 0);
  for (const { segment, size, old } of sized) {
    if (!old && total <= maxBytes) continue;
    if (isInUse(segment) || (!old && (await hasUnknown(disk, segment)))) continue;
    if (await remove(disk, segment.file)) total -= size;
  }
}

/** One that can't be removed stays, and is not in the way of the others. */
async function remove(disk: Disk, file: string): Promise<boolean> {
  return removeFile(disk, file).then(
    () => true,
    () => false,
  );
}

/** Ours but the current one are closed for good; those of others only when their process has ended. */
export function inUseBeside(current: Segment | undefined, { isOurs, isGone }: Owners) {
  return ({ name, tag }: Segment): boolean => (isOurs(tag) ? name === current?.name : !isGone(tag));
}

/** What can't be read may hold anything. */
async function hasUnknown(disk: Disk, { file }: Segment): Promise<boolean> {
  try {
    const { lines } = decodeSegment(await disk.readFile(file));
    return joinLines(lines).some(({ outcome }) => outcome === 'unknown');
  } catch {
    return true;
  }
}
