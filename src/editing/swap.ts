import { addCopies, keyOf, readLinks, sameProperties, type LinkConflict, type OutgoingLink } from '../links';
import { AT_ONCE, atMost } from './atMost';
import { checkEcho } from './checks';
import { EditError } from './errors';
import { readToShow } from './readSteadily';
import type {
  DirectionSwap,
  EditorCallOptions,
  GroupResult,
  LinkChange,
  LinkChangeOutcome,
  LinkEditorOptions,
} from './types';

/** The two halves of turning links round: what other entries get, and what this one gives up. */
export interface SwapPlan {
  readonly additions: readonly LinkChange[];
  /** Removes all of `links`; see `removalAfter`. */
  readonly removal: LinkChange;
  readonly links: readonly OutgoingLink[];
}

/** Reads the links to be turned round. A link that is not there any more is a conflict: nothing is begun then. */
export async function planSwap(
  { repository, linkTypes }: LinkEditorOptions,
  { sourceId, links: keys, known }: DirectionSwap,
  group: string,
  options: EditorCallOptions,
): Promise<SwapPlan> {
  const types = await linkTypes(options);
  const base = await readToShow(() => repository.getLinks(sourceId, options), sourceId);
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
  const common = { cause: 'swap', group, ...(known && { known }) } as const;
  const byTarget = new Map<number, OutgoingLink[]>();
  for (const link of links) {
    const turned = byTarget.get(link.targetId) ?? [];
    turned.push({ ...link, targetId: sourceId });
    byTarget.set(link.targetId, turned);
  }
  const entries = new Map(known?.map((entry) => [entry.id, entry]));
  const additions = await atMost(AT_ONCE, [...byTarget], async ([targetId, turned]): Promise<LinkChange> => {
    const target = entries.get(targetId) ?? (await repository.getEntry(targetId, options));
    // What others are is no matter of this entry's.
    const source = entries.get(sourceId);
    return {
      ...common,
      sourceId: targetId,
      edit: addCopies(turned),
      known: source ? [source, target] : [target],
    };
  });
  return { additions, removal: { ...common, sourceId, edit: { remove: links }, base }, links };
}

/** A link of this type is there already and says something else: ours must not vanish for it. */
export function refuseOtherProperties(
  { sourceId, links }: SwapPlan & { readonly sourceId: number },
  outcome: LinkChangeOutcome,
): LinkChangeOutcome {
  const conflicts = [...outcome.plan.kept].flatMap((theirs): LinkConflict[] => {
    if (theirs.targetId !== sourceId) return [];
    const turned = links.find(
      (link) => link.targetId === outcome.sourceId && link.linkTypeId === theirs.linkTypeId,
    );
    if (!turned || sameProperties(turned.properties, theirs.properties)) return [];
    const key = { targetId: sourceId, linkTypeId: theirs.linkTypeId };
    return [{ key, base: undefined, theirs, ours: { ...key, properties: turned.properties } }];
  });
  if (conflicts.length === 0) return outcome;
  throw new EditError('conflict', { sourceId: outcome.sourceId, conflicts, theirs: outcome.links });
}

/** What this entry gives up after all: links that the other entry has now. */
export function removalAfter({ removal }: SwapPlan, added: readonly GroupResult[]): LinkChange {
  const done = new Set(added.flatMap((result) => ('outcome' in result ? [result.sourceId] : [])));
  const remove = (removal.edit.remove ?? []).filter(({ targetId }) => done.has(targetId));
  return { ...removal, edit: { remove } };
}
