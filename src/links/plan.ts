import { keyOf, sameProperties, type LinkKey, type LinkProperties, type OutgoingLink } from './model';

/** What a person wants of an entry's outgoing links, told as a difference, so that it can be applied to a newer state. */
export interface LinkEdit {
  /** Links that shall be there. `properties` left out: an existing link keeps its own, a new one gets none. */
  readonly put?: readonly (LinkKey & { readonly properties?: LinkProperties })[];
  /** Links that shall not be there; those that are not anyway are passed over. */
  readonly remove?: readonly LinkKey[];
}

/** What an edit would do to the links of an entry. */
export interface LinkPlan {
  readonly added: readonly OutgoingLink[];
  readonly removed: readonly OutgoingLink[];
  /** Same target and type, other properties. */
  readonly changed: readonly { readonly before: OutgoingLink; readonly after: OutgoingLink }[];
  readonly kept: readonly OutgoingLink[];
  /** The complete set afterwards: existing links in their order, then the added ones. */
  readonly after: readonly OutgoingLink[];
}

/** Applies an edit to a set of outgoing links. A key both removed and put is put. */
export function planEdit(current: readonly OutgoingLink[], edit: LinkEdit): LinkPlan {
  const put = new Map((edit.put ?? []).map((link) => [keyOf(link), link]));
  const remove = new Set((edit.remove ?? []).map(keyOf).filter((key) => !put.has(key)));
  const present = new Set(current.map(keyOf));

  const removed = current.filter((link) => remove.has(keyOf(link)));
  const changed: { before: OutgoingLink; after: OutgoingLink }[] = [];
  const kept: OutgoingLink[] = [];
  const after: OutgoingLink[] = [];
  for (const before of current) {
    const key = keyOf(before);
    if (remove.has(key)) continue;
    const properties = put.get(key)?.properties;
    if (properties === undefined || sameProperties(properties, before.properties)) {
      kept.push(before);
      after.push(before);
    } else {
      const link = { ...before, properties };
      changed.push({ before, after: link });
      after.push(link);
    }
  }
  const added = [...put.values()]
    .filter((link) => !present.has(keyOf(link)))
    .map(({ targetId, linkTypeId, properties = {} }) => ({ targetId, linkTypeId, properties }));
  return { added, removed, changed, kept, after: [...after, ...added] };
}

export function isNoChange(plan: LinkPlan): boolean {
  return plan.added.length === 0 && plan.removed.length === 0 && plan.changed.length === 0;
}

/** The edit that leads from `base` to `wanted`. */
export function editBetween(base: readonly OutgoingLink[], wanted: readonly OutgoingLink[]): LinkEdit {
  const before = new Map(base.map((link) => [keyOf(link), link]));
  const after = new Set(wanted.map(keyOf));
  return {
    put: wanted.filter((link) => {
      const old = before.get(keyOf(link));
      return !old || !sameProperties(old.properties, link.properties);
    }),
    remove: base.filter((link) => !after.has(keyOf(link))),
  };
}

/** A link that the edit touches and that somebody else changed meanwhile. `undefined`: not there. */
export interface LinkConflict {
  readonly key: LinkKey;
  readonly base: OutgoingLink | undefined;
  readonly theirs: OutgoingLink | undefined;
  readonly ours: OutgoingLink | undefined;
}

/**
 * Links that both sides changed since `base`, to different ends. Where both did the same there is nothing to ask.
 * An edit that says nothing of properties (`put` without them) agrees with any link of its key.
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
  const touched = new Map<string, LinkKey & { properties?: LinkProperties; removed?: true }>();
  for (const key of edit.remove ?? []) touched.set(keyOf(key), { ...key, removed: true });
  for (const link of edit.put ?? []) touched.set(keyOf(link), link);
  for (const [id, wish] of touched) {
    const before = baseByKey.get(id);
    const now = theirsByKey.get(id);
    const { targetId, linkTypeId } = wish;
    const ours = wish.removed
      ? undefined
      : { targetId, linkTypeId, properties: wish.properties ?? now?.properties ?? before?.properties ?? {} };
    if (same(before, now) || same(now, ours)) continue;
    conflicts.push({ key: { targetId, linkTypeId }, base: before, theirs: now, ours });
  }
  return conflicts;
}
