import type { Link } from '../api';
import { EditError } from './errors';

/** The server's own page size: shorter lists come in one page, which is always consistent. */
const FULL_PAGE = 100;

/**
 * Reads all links of an entry. Pages are cut by position: a link that somebody removes while they are read makes the
 * following ones slip, so that one is missed, and an added one makes them come twice. Where that may have happened,
 * the links are read once more.
 * @param base what was there earlier, to tell missing links.
 */
export async function readSteadily(
  read: () => Promise<readonly Link[]>,
  sourceId: number,
  base: readonly Link[] = [],
): Promise<readonly Link[]> {
  const first = await read();
  if (!hasTwice(first) && !mayHaveSlipped(first, base)) return first;
  const second = await read();
  if (hasTwice(second)) throw new EditError('unsteadyRead', { sourceId });
  return second;
}

function hasTwice(links: readonly Link[]): boolean {
  return new Set(links.map(identityOf)).size < links.length;
}

function mayHaveSlipped(links: readonly Link[], base: readonly Link[]): boolean {
  if (base.length < FULL_PAGE) return false;
  const present = new Set(links.map(identityOf));
  return base.some((link) => !present.has(identityOf(link)));
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
