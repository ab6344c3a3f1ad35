import { keyOf, type LinkKey, type OutgoingLink, sameProperties } from './link';
import type { LinkEdit, LinkUpsert } from './plan';

/** A link that the edit touches and that somebody else changed meanwhile. `undefined`: not there. */
export interface LinkConflict {
  readonly key: LinkKey;
  readonly base: OutgoingLink | undefined;
  readonly theirs: OutgoingLink | undefined;
  readonly ours: OutgoingLink | undefined;
}

/**
 * Links that both sides changed since `base`, to different ends. Where both did the same there is nothing to ask.
 * An edit that says nothing of properties (`put` without them, or only if missing) agrees with any link of its key.
 */
export function findConflicts(
  base: readonly OutgoingLink[],
  theirs: readonly OutgoingLink[],
  edit: LinkEdit,
): LinkConflict[] {
  const baseByKey = new Map(base.map((link) => [keyOf(link), link]));
  const theirsByKey = new Map(theirs.map((link) => [keyOf(link), link]));
  const same = (a: OutgoingLink | undefined, b: OutgoingLink | undefined) =>
    a === b || (a !== undefined && b !== undefined && sameProperties(a.properties, b.properties));

  const conflicts: LinkConflict[] = [];
  const touched = new Map<string, LinkUpsert & { removed?: true }>();
  for (const key of edit.remove ?? []) touched.set(keyOf(key), { ...key, removed: true });
  for (const link of edit.upsert ?? []) touched.set(keyOf(link), link);
  for (const [id, change] of touched) {
    const before = baseByKey.get(id);
    const now = theirsByKey.get(id);
    if (same(before, now)) continue;
    const { targetId, linkTypeId } = change;
    const key = { targetId, linkTypeId };
    const requested = change.onlyIfAbsent && now ? undefined : change.properties;
    const properties = requested ?? now?.properties ?? before?.properties ?? {};
    const ours = change.removed ? undefined : { ...key, properties };
    if (!same(now, ours)) conflicts.push({ key, base: before, theirs: now, ours });
  }
  return conflicts;
}

/** Whose side a conflict is settled for. */
export type ConflictChoice = 'mine' | 'theirs';

/**
 * The edit after a person has chosen, by `keyOf(conflict.key)`; a conflict without a choice is settled for theirs.
 * To be applied with the links of the conflict (`EditError.details.theirs`) as the new base.
 */
export function resolveConflicts(
  edit: LinkEdit,
  conflicts: readonly LinkConflict[],
  choices: Readonly<Record<string, ConflictChoice>>,
): LinkEdit {
  const disputed = new Set(conflicts.map(({ key }) => keyOf(key)));
  const undisputed = (key: LinkKey) => !disputed.has(keyOf(key));
  const mine = conflicts.filter(({ key }) => choices[keyOf(key)] === 'mine');
  return {
    // In full: an edit that left the properties to the link as it was must not lose them with it.
    upsert: [...(edit.upsert ?? []).filter(undisputed), ...mine.flatMap(({ ours }) => ours ?? [])],
    remove: [
      ...(edit.remove ?? []).filter(undisputed),
      ...mine.filter(({ ours }) => ours === undefined).map(({ key }) => key),
    ],
  };
}
