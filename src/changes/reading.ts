import type { CallOptions, Ticket } from '../api';
import { type EntryLinks, type Link, type LinkType, needsTypes, readLinks } from '../domain';
import { systemClock, type EditingClock } from './clock';
import { readConsistent } from './readConsistent';
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
      if (earlierPages !== undefined) await ticket.ensure(earlierPages + 1, turnOf(call));
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
export const turnOf = ({ signal }: CallOptions) => ({ signal });

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
