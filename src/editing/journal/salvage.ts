import path from 'node:path';
import { isMissing, type Disk } from '../storage/disk';
import { writeDurably } from '../storage/durable';
import type { JournalNotice } from './journal';
import type { SegmentContents } from './lines';
import { salvagedSegment, SET_ASIDE, type Segment } from './segments';

/**
 * Saves the good lines of a damaged segment into a new one, then sets the damaged one aside, in this order: whenever
 * this breaks off, every good line is still in some segment. Gives what to tell, or `undefined` when another window
 * has been quicker.
 */
export async function setAside(
  disk: Disk,
  folder: string,
  segment: Segment,
  { lines, good, bad, isCutOff }: SegmentContents,
): Promise<JournalNotice | undefined> {
  const setAsideAs = `${segment.file}${SET_ASIDE}`;
  if (lines.length > 0) await writeDurably(disk, salvagedSegment(folder, segment).file, good);
  try {
    await disk.rename(segment.file, setAsideAs);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  await disk.syncFolder(folder);
  return {
    kind: 'damaged',
    file: path.basename(segment.file),
    setAside: setAsideAs,
    kept: lines.length,
    lost: bad + (isCutOff ? 1 : 0),
  };
}
