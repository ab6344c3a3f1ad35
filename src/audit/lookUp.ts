import type { CallOptions } from '../api';
import type { Entry, LinkType } from '../domain';
import { type LinkCondition, type LinkEnd, type Search, type Searches, toCommand } from '../search';
import { type Draft, NOTHING_READ, slim } from './draft';
import type { AuditProgress } from './progress';
import type { AuditSet, ReadList } from './state';
import type { RequiredLink } from './types';

/** A set that a search finds. */
type FoundSet = Exclude<AuditSet, { readonly entryIds: readonly number[] }>;

/** What searches of an audit work with. */
export interface Lookup {
  readonly draft: Draft;
  readonly searches: Pick<Searches, 'all'>;
  readonly linkTypes: readonly LinkType[];
  readonly call: CallOptions;
  /** Waits while the audit is paused. */
  readonly turn: () => Promise<void>;
  readonly isPaused: () => boolean;
  readonly tell: (at: Pick<AuditProgress, 'doing' | 'done' | 'of'>) => void;
}

/** Lists the entries of the set. */
export async function listSet(lookup: Lookup, set: FoundSet): Promise<void> {
  const { draft } = lookup;
  await readList(lookup, 'in' in set ? { query: { in: set.in } } : set, {
    doing: 'listing',
    at: () => draft.set,
    add(entries, list) {
      for (const entry of entries) draft.entries.set(entry.id, slim(entry));
      draft.set = list;
    },
  });
}

/** Which entries of the set have a link of a type. */
export async function findRelation(lookup: Lookup, set: FoundSet, required: RequiredLink): Promise<void> {
  const { draft } = lookup;
  const { linkTypeId, as } = required;
  const place = () => draft.relations.findIndex((one) => one.linkTypeId === linkTypeId && one.as === as);
  if (place() < 0) draft.relations.push({ ...NOTHING_READ, linkTypeId, as, entryIds: [] });
  const at = place();
  await readList(lookup, withLink(set, { has: true, linkTypeId, as }, lookup.linkTypes), {
    doing: 'searching',
    at: () => draft.relations[at] ?? NOTHING_READ,
    add(entries, list) {
      const before = draft.relations[at]?.entryIds ?? [];
      const entryIds = [...new Set([...before, ...entries.map(({ id }) => id)])];
      draft.relations[at] = { ...list, linkTypeId, as, entryIds };
    },
  });
}

/** Which entries of the set have links at all. Where a search can't tell that, any may have some. */
export async function findLinked(lookup: Lookup, set: FoundSet, as: LinkEnd): Promise<void> {
  const { draft, linkTypes } = lookup;
  if (linkTypes.length > 0 && !canTell({ as }, linkTypes)) return;
  draft.linked ??= { ...NOTHING_READ, isDone: linkTypes.length === 0, entryIds: new Set() };
  const { entryIds } = draft.linked;
  await readList(lookup, withLink(set, { has: true, as }, linkTypes), {
    doing: 'searching',
    at: () => draft.linked ?? NOTHING_READ,
    add(entries, list) {
      for (const { id } of entries) entryIds.add(id);
      draft.linked = { ...list, entryIds };
    },
  });
}

/** Whether the server's search tells for certain which entries have such a link: by labels that mean one thing only. */
export function canTell(link: Omit<LinkCondition, 'has'>, linkTypes: readonly LinkType[]): boolean {
  return toCommand({ links: [{ has: true, ...link }] }, { linkTypes }).unsure.length === 0;
}

/** Those of the set that have a link. */
function withLink(set: FoundSet, condition: LinkCondition, linkTypes: readonly LinkType[]): Search {
  if ('command' in set) {
    const { text } = toCommand({ links: [condition] }, { linkTypes });
    return { command: `(${set.command}) & ${text}` };
  }
  const query = 'in' in set ? { in: set.in } : set.query;
  return { query: { ...query, links: [...(query.links ?? []), condition] } };
}

interface ListReader {
  readonly doing: AuditProgress['doing'];
  readonly at: () => ReadList;
  readonly add: (entries: readonly Entry[], list: ReadList) => void;
}

/** Why a search is given up for the time being. */
class PauseRequest extends Error {}

/**
 * Reads what a search finds from where an earlier run was; each page is kept before the next one is read. A search is
 * not left open while the audit is paused, since the server gives it up by itself: another one goes on after its rows.
 */
async function readList(lookup: Lookup, search: Search, { doing, at, add }: ListReader): Promise<void> {
  const { searches, draft, call, turn, isPaused, tell } = lookup;
  while (!at().isDone) {
    await turn();
    try {
      const { complete } = await searches.all(search, {
        ...call,
        fresh: true,
        from: at().rows,
        async onPage({ entries, rows }) {
          add(entries, { rows, isDone: false, isComplete: true });
          await draft.save();
          if (isPaused()) throw new PauseRequest();
        },
        onProgress: ({ total }) =>
          tell({ doing, done: at().rows, ...(total !== undefined && { of: total }) }),
      });
      add([], { rows: at().rows, isDone: true, isComplete: complete });
      await draft.save();
    } catch (error) {
      if (!(error instanceof PauseRequest)) throw error;
    }
  }
}
