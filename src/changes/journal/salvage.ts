import path from 'node:path';
import { isMissing, type Disk } from '../storage/disk';
import { writeDurably } from '../storage/durable';
import type { JournalNotice } from './journal';
import { bytesOf, decodeSegment, type SegmentContents } from './lines';
import { salvagedSegment, setAsideAs, type Segment } from './segments';

/**
 * Saves the good lines of a damaged segment into a new one, lines of newer programs among them, then sets the damaged
 * one aside, in this order: whenever this breaks off, every good line is still in some segment. Gives what to tell, or
 * `undefined` when another window has been quicker. Only for one who holds the lock for tidying up.
 */
export async function setAside(
  disk: Disk,
  folder: string,
  segment: Segment,
): Promise<JournalNotice | undefined> {
  try {
    // Read again: another window may have been here before us.
    const bytes = await disk.readFile(segment.file);
    const { rows, bad, isCutOff }: SegmentContents = decodeSegment(bytes);
    if (rows.length > 0)
      await writeDurably(disk, salvagedSegment(folder, segment).file, bytesOf(bytes, rows));
    await disk.rename(segment.file, setAsideAs(segment));
    await disk.syncFolder(folder);
    return {
      kind: 'damaged',
      file: path.basename(segment.file),
      setAside: setAsideAs(segment),
      kept: rows.length,
      lost: bad + (isCutOff ? 1 : 0),
    };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
