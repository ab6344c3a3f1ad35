import type { CallOptions, Ticket } from '../api';
import { type EntryLinks, type Link, type LinkType, needsTypes, readLinks, sameProperties } from '../domain';
import { type EditingClock, systemClock } from './clock';
import { EditError } from './errors';
import type { LinkEditorOptions } from './types';

/** All links of an entry as they were read to be written back, and how old that is. */
export interface Reading {
  /** As the server sent them. */
  readonly links: readonly Link[];
  /** Parted by what may be written back. */
  readonly current: EntryLinks;
  /** The link types that `current` was told by: asked for anew where a link told no type of its own. */
  readonly types: readonly LinkType[];
  readonly pages: number;
  /** When the requests of the last pass over the pages began, by both clocks; milliseconds. */
  readonly began: { readonly monotonic: number; readonly wall: number };
  /** How long that pass took; milliseconds. */
  readonly tookMs: number;
}

export interface ReadingOptions {
  readonly sourceId: number;
  /** An earlier reading: good enough for a list of several pages to agree with. */
  readonly base: readonly Link[] | undefined;
  /** Link types that are good enough where each link tells its own. */
  readonly types: readonly LinkType[];
  readonly ticket: Ticket;
  readonly call: CallOptions;
}

/**
 * Reads all links of an entry to be written back. The budget for a pass over several pages, and for the write after
 * it, is in hand before the pass begins: nothing is waited for between them.
 */
export async function readToWrite(
  { repository, linkTypes, clock = systemClock }: LinkEditorOptions,
  { sourceId, base, types, ticket, call }: ReadingOptions,
): Promise<Reading> {
  let began = now(clock);
  let pages = 0;
  const links = await readConsistent(
    async (onPage, earlierPages) => {
      if (earlierPages !== undefined) await ticket.ensure(earlierPages + 1, waitOf(call));
      began = now(clock);
      pages = 0;
      const countPages = (count: number) => {
        pages += 1;
        onPage(count);
      };
      return repository.getLinks(sourceId, { ...call, ticket, onPage: countPages });
    },
    sourceId,
    base,
  );
  const tookMs = clock.monotonic() - began.monotonic;
  const told = await typesToday({ linkTypes }, links, types, { ...call, ticket });
  return { links, current: readLinks(links, sourceId, told), types: told, pages, began, tookMs };
}

/** The types to read links by: asked for anew where the links tell none, since labels may have changed meanwhile. */
export async function typesToday(
  { linkTypes }: Pick<LinkEditorOptions, 'linkTypes'>,
  links: readonly Link[],
  known: readonly LinkType[],
  call: CallOptions = {},
): Promise<readonly LinkType[]> {
  return needsTypes(links) ? linkTypes({ ...call, fresh: true }) : known;
}

/** How a call waits for more of the budget: as long as its caller does. */
export const waitOf = ({ signal }: CallOptions) => ({ signal });

/** Links that are older are read again before anything is written on the ground of them. */
export const FRESH_MS = 1_000;

/** Whether a reading is at most so old, by the clock that never goes back and by the one that goes on in sleep. */
export function isYoungerThan(
  { began }: Pick<Reading, 'began'>,
  milliseconds: number,
  { clock = systemClock }: Pick<LinkEditorOptions, 'clock'>,
): boolean {
  const { monotonic, wall } = now(clock);
  // A clock that was put back tells nothing of what passed meanwhile.
  return monotonic - began.monotonic <= milliseconds && Math.abs(wall - began.wall) <= milliseconds;
}

const now = (clock: EditingClock) => ({ monotonic: clock.monotonic(), wall: clock.wall() });

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
export function identityOf({ sourceId, targetId, linkTypeId, id, sourceLabel, targetLabel }: Link): string {
  const type = linkTypeId !== undefined && linkTypeId > 0 ? linkTypeId : [id, sourceLabel, targetLabel];
  return JSON.stringify([sourceId, targetId, type]);
}
