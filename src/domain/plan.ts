import {
  keyOf,
  sameProperties,
  type LinkKey,
  type LinkProperties,
  type OutgoingLink,
  type PropertyChange,
} from './link';

/** A link that shall be there. */
export interface LinkUpsert extends LinkKey {
  /** Left out: an existing link keeps its own, a new one gets none. */
  readonly properties?: LinkProperties;
  /** The properties are for a new link only: an existing one keeps its own. */
  readonly onlyIfAbsent?: true;
}

/** What a person wants of an entry's outgoing links, told as a difference, so that it can be applied to a newer state. */
export interface LinkEdit {
  /** Links that shall be there. */
  readonly upsert?: readonly LinkUpsert[];
  /** Links that shall not be there; those that are not anyway are passed over. */
  readonly remove?: readonly LinkKey[];
}

/** What an edit would do to the links of an entry. */
export interface LinkPlan {
  readonly added: readonly OutgoingLink[];
  readonly removed: readonly OutgoingLink[];
  /** Same target and type, other properties. */
  readonly changed: readonly PropertyChange[];
  readonly kept: readonly OutgoingLink[];
  /** The complete set afterwards: existing links in their order, then the added ones. */
  readonly after: readonly OutgoingLink[];
}

/** Applies an edit to a set of outgoing links. A key both removed and put is put. */
export function planEdit(current: readonly OutgoingLink[], edit: LinkEdit): LinkPlan {
  const put = new Map((edit.upsert ?? []).map((link) => [keyOf(link), link]));
  const remove = new Set((edit.remove ?? []).map(keyOf).filter((key) => !put.has(key)));
  const present = new Set(current.map(keyOf));

  const removed = current.filter((link) => remove.has(keyOf(link)));
  const changed: PropertyChange[] = [];
  const kept: OutgoingLink[] = [];
  const after: OutgoingLink[] = [];
  for (const before of current) {
    const key = keyOf(before);
    if (remove.has(key)) continue;
    const wish = put.get(key);
    const properties = wish?.onlyIfAbsent ? undefined : wish?.properties;
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
    upsert: wanted.filter((link) => {
      const old = before.get(keyOf(link));
      return !old || !sameProperties(old.properties, link.properties);
    }),
    remove: base.filter((link) => !after.has(keyOf(link))),
  };
}

/** Equal as sets over (target, type), properties included. */
export function sameLinks(a: readonly OutgoingLink[], b: readonly OutgoingLink[]): boolean {
  const byKey = new Map(b.map((link) => [keyOf(link), link]));
  return (
    a.length === b.length &&
    a.every((link) => {
      const other = byKey.get(keyOf(link));
      return other !== undefined && sameProperties(link.properties, other.properties);
    })
  );
}
