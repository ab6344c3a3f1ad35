import { findConflicts, keyOf, type LinkConflict, type OutgoingLink, readLinks } from '../domain';
import { MAX_CONCURRENCY, mapConcurrent } from './mapConcurrent';
import { checkChange, checkEcho } from './checks';
import { EditError } from './errors';
import type { Step } from './batch';
import { typesFor } from './knownTypes';
import { readToShow } from './readConsistent';
import type { DirectionSwap, EditorCallOptions, GroupResult, LinkChange, LinkEditorOptions } from './types';

/** The two halves of turning links round: what other entries get, and what this one gives up. */
export interface SwapPlan {
  /** One for each other entry, or why it can't get its links. */
  readonly additions: readonly Step[];
  /** Removes the links that other entries can get; see `removalAfter`. */
  readonly removal: LinkChange;
}

/**
 * Reads the links to be turned round, and those of the entries at their other ends: whatever stands in the way of one of
 * them is found before the first is written. A link that is not there any more is a conflict: nothing is begun then. So
 * is one that another entry has already with other properties, for that entry: ours must not vanish for it.
 */
export async function planSwap(
  options: LinkEditorOptions,
  { sourceId, links: keys, known, madeFor }: DirectionSwap,
  group: string,
  call: EditorCallOptions,
): Promise<SwapPlan> {
  const { repository, linkTypes, policy } = options;
  const base = await readToShow(() => repository.getLinks(sourceId, call), sourceId);
  const types = await typesFor(base, await linkTypes(call), linkTypes, call);
  const current = readLinks(base, sourceId, types);
  checkEcho(sourceId, current);
  const { outgoing } = current;
  const present = new Map(outgoing.map((link) => [keyOf(link), link]));
  const gone = keys.filter((key) => !present.has(keyOf(key)));
  if (gone.length > 0) {
    const conflicts = gone.map((key): LinkConflict => {
      const seen = { ...key, properties: {} };
      return { key, base: seen, theirs: undefined, ours: undefined };
    });
    throw new EditError('conflict', { sourceId, conflicts, theirs: base });
  }
  // A link to itself is the same turned round.
  const wanted = new Set(keys.map(keyOf));
  const links = outgoing.filter((link) => link.targetId !== sourceId && wanted.has(keyOf(link)));
  const common = { cause: 'swap', group, ...(madeFor && { madeFor }), ...(known && { known }) } as const;
  const byTarget = new Map<number, OutgoingLink[]>();
  for (const link of links) {
    const turned = byTarget.get(link.targetId) ?? [];
    turned.push({ ...link, targetId: sourceId });
    byTarget.set(link.targetId, turned);
  }
  const entries = new Map(known?.map((entry) => [entry.id, entry]));
  const additions = await mapConcurrent(
    MAX_CONCURRENCY,
    [...byTarget],
    async ([targetId, turned]): Promise<Step> => {
      const target = entries.get(targetId) ?? (await repository.getEntry(targetId, call));
      const theirs = await readToShow(() => repository.getLinks(targetId, call), targetId);
      // What others are is no matter of this entry's.
      const source = entries.get(sourceId);
      const addition: LinkChange = {
        ...common,
        sourceId: targetId,
        // In full, not only where missing: what somebody adds there meanwhile with other properties is a conflict.
        edit: { upsert: turned },
        base: theirs,
        known: source ? [source, target] : [target],
      };
      try {
        checkChange(addition, types, policy());
        const there = readLinks(theirs, targetId, await typesFor(theirs, types, linkTypes, call));
        checkEcho(targetId, there);
        const conflicts = findConflicts([], there.outgoing, addition.edit);
        if (conflicts.length > 0) throw new EditError('conflict', { sourceId: targetId, conflicts, theirs });
        return { change: addition };
      } catch (error) {
        if (!(error instanceof EditError)) throw error;
        return { sourceId: targetId, error };
      }
    },
  );
  const removal = { ...common, sourceId, edit: { remove: links }, base };
  return { additions, removal: removalAfter(removal, additions) };
}

/** What this entry gives up: links that the other entries get, or have by now. */
export function removalAfter(removal: LinkChange, others: readonly (Step | GroupResult)[]): LinkChange {
  const kept = new Set(others.flatMap((one) => ('error' in one ? [one.sourceId] : [])));
  const remove = (removal.edit.remove ?? []).filter(({ targetId }) => !kept.has(targetId));
  return { ...removal, edit: { remove } };
}
