import { type Link, sameProperties } from '../domain';
import { EditError } from './errors';

/** Who changes links all the time is left alone. */
const MOST_READS = 3;

/**
 * Reads all links of an entry; tells the number of links of each page.
 * @param earlierPages how many pages the pass before had; not there the first time.
 */
type ReadPages = (
  onPage: (count: number) => void,
  earlierPages: number | undefined,
) => Promise<readonly Link[]>;

/**
 * Reads all links of an entry to be written back. Pages are cut by position: a link that somebody removes while they
 * are read makes the following ones slip, so that one is missed, and an added one makes them come twice. One that is
 * missed would be lost with the PUT, so a list of several pages counts only once two readings agree on it.
 * @param base an earlier reading: what a person saw. Good enough to agree with, unless a last page without links tells
 * that there had been one more, which the base may be too old to know.
 */
export async function readConsistent(
  read: ReadPages,
  sourceId: number,
  base?: readonly Link[],
): Promise<readonly Link[]> {
  let earlier = base;
  let earlierPages: number | undefined;
  for (let reads = 1; reads <= MOST_READS; reads += 1) {
    const pages: number[] = [];
    const links = await read((count) => pages.push(count), earlierPages);
    const agrees = earlier && sameOnes(earlier, links) && (reads > 1 || pages.at(-1) !== 0);
    // Listed twice, and twice again: one link that is seen from both of its ends.
    const isSure = hasTwice(links) ? agrees && reads > 1 : pages.length <= 1 || agrees;
    if (isSure) return once(links);
    earlier = links;
    earlierPages = pages.length;
  }
  throw new EditError('inconsistentRead', { sourceId });
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
  if (hasTwice(second) && !sameOnes(first, second)) throw new EditError('inconsistentRead', { sourceId });
  return once(second);
}

function hasTwice(links: readonly Link[]): boolean {
  return new Set(links.map(identityOf)).size < links.length;
}

function sameOnes(a: readonly Link[], b: readonly Link[]): boolean {
  const [ofA, ofB] = [new Set(a.map(identityOf)), new Set(b.map(identityOf))];
  return ofA.size === ofB.size && [...ofB].every((link) => ofA.has(link));
}

/** Each link once. One that is listed twice with different properties stays twice: whoever writes must hear of it. */
function once(links: readonly Link[]): readonly Link[] {
  if (!hasTwice(links)) return links;
  const kept: Link[] = [];
  const seen = new Map<string, Link[]>();
  for (const link of links) {
    const twins = seen.get(identityOf(link)) ?? [];
    if (twins.some((twin) => sameProperties(twin.properties ?? {}, link.properties ?? {}))) continue;
    seen.set(identityOf(link), [...twins, link]);
    kept.push(link);
  }
  return kept;
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
