import type { Link } from '../api';
import { EditError } from './errors';

/** Who changes links all the time is left alone. */
const MOST_READS = 3;

/** Reads all links of an entry; tells the number of links of each page. */
type ReadPages = (onPage: (count: number) => void) => Promise<readonly Link[]>;

/**
 * Reads all links of an entry to be written back. Pages are cut by position: a link that somebody removes while they
 * are read makes the following ones slip, so that one is missed, and an added one makes them come twice. One that is
 * missed would be lost with the PUT, so a list of several pages counts only once two readings agree on it.
 * @param base an earlier reading: what a person saw. Good enough to agree with, unless a last page without links tells
 * that there had been one more, which the base may be too old to know.
 */
export async function readSteadily(
  read: ReadPages,
  sourceId: number,
  base?: readonly Link[],
): Promise<readonly Link[]> {
  let earlier = base;
  for (let reads = 1; reads <= MOST_READS; reads += 1) {
    const pages: number[] = [];
    const links = await read((count) => pages.push(count));
    const agrees = earlier && sameOnes(earlier, links) && (reads > 1 || pages.at(-1) !== 0);
    if (!hasTwice(links) && (pages.length <= 1 || agrees)) return links;
    earlier = links;
  }
  throw new EditError('unsteadyRead', { sourceId });
}

/**
 * Reads all links of an entry to be looked at, or to be the base of a change: what slipped away unseen shows when they
 * are read to be written back.
 */
export async function readToShow(
  read: () => Promise<readonly Link[]>,
  sourceId: number,
): Promise<readonly Link[]> {
  const first = await read();
  if (!hasTwice(first)) return first;
  const second = await read();
  if (hasTwice(second)) throw new EditError('unsteadyRead', { sourceId });
  return second;
}

function hasTwice(links: readonly Link[]): boolean {
  return new Set(links.map(identityOf)).size < links.length;
}

function sameOnes(a: readonly Link[], b: readonly Link[]): boolean {
  const present = new Set(a.map(identityOf));
  return a.length === b.length && b.every((link) => present.has(identityOf(link)));
}

/** Type, source and target are unique together; where the type's id is not told, labels may not be: then the link's id. */
export function identityOf({
  sourceId,
  targetId,
  linkTypeId,
  linkId,
  sourceLabel,
  targetLabel,
}: Link): string {
  const type = linkTypeId !== undefined && linkTypeId > 0 ? linkTypeId : [linkId, sourceLabel, targetLabel];
  return JSON.stringify([sourceId, targetId, type]);
}
