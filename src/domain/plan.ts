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
  /** An order in which links stood: one that comes anew goes after the nearest one before it here that is there. */
  readonly order?: readonly LinkKey[];
}

/** What an edit would do to the links of an entry. */
export interface LinkPlan {
  readonly added: readonly OutgoingLink[];
  readonly removed: readonly OutgoingLink[];
  /** Same target and type, other properties. */
  readonly changed: readonly PropertyChange[];
  readonly kept: readonly OutgoingLink[];
  /** The complete set afterwards: existing links in their order, then the added ones that no order gives a place. */
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
    const upsert = put.get(key);
    const properties = upsert?.onlyIfAbsent ? undefined : upsert?.properties;
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
  return { added, removed, changed, kept, after: inPlaces(after, added, edit.order ?? []) };
}

function inPlaces(
  there: readonly OutgoingLink[],
  added: readonly OutgoingLink[],
  order: readonly LinkKey[],
): readonly OutgoingLink[] {
  const isThere = new Set(there.map(keyOf));
  const rest = new Map(added.map((link) => [keyOf(link), link]));
  /** By the link that they go after; none: to the front. */
  const after = new Map<string | undefined, OutgoingLink[]>();
  let last: string | undefined;
  for (const key of order.map(keyOf)) {
    const link = rest.get(key);
    if (isThere.has(key)) last = key;
    if (!link) continue;
    rest.delete(key);
    const group = after.get(last);
    if (group) group.push(link);
    else after.set(last, [link]);
  }
  const placed = there.flatMap((link) => [link, ...(after.get(keyOf(link)) ?? [])]);
  return [...(after.get(undefined) ?? []), ...placed, ...rest.values()];
}

export function isNoChange(plan: LinkPlan): boolean {
  return plan.added.length === 0 && plan.removed.length === 0 && plan.changed.length === 0;
}

/** The edit that leads from `base` to `target`. */
export function editBetween(base: readonly OutgoingLink[], target: readonly OutgoingLink[]): LinkEdit {
  const before = new Map(base.map((link) => [keyOf(link), link]));
  const after = new Set(target.map(keyOf));
  return {
    upsert: target.filter((link) => {
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

/**
 * Gives links another target or another type, with their properties. Where the entry has the wanted link already,
 * that one keeps its own properties. Keys that the entry does not have are passed over.
 */
export function relink(
  current: readonly OutgoingLink[],
  keys: readonly LinkKey[],
  to: Partial<LinkKey>,
): LinkEdit {
  const named = new Set(keys.map(keyOf));
  const moving = current.filter(
    (link) => named.has(keyOf(link)) && keyOf({ ...link, ...to }) !== keyOf(link),
  );
  return {
    upsert: moving.map((link) => asNew({ ...link, ...to })),
    remove: moving.map(({ targetId, linkTypeId }) => ({ targetId, linkTypeId })),
  };
}

/** Adds links with their properties, those of another entry for example. Links that are there keep their own. */
export function addCopies(links: readonly OutgoingLink[]): LinkEdit {
  return { upsert: links.map(asNew) };
}

/** One edit that does what several do one after the other, so that it takes one PUT. */
export function joinEdits(edits: readonly LinkEdit[]): LinkEdit {
  const put = new Map<string, LinkUpsert>();
  const remove = new Map<string, LinkKey>();
  for (const edit of edits) {
    const upserts = new Map((edit.upsert ?? []).map((link) => [keyOf(link), link]));
    for (const { targetId, linkTypeId } of edit.remove ?? []) {
      const key = keyOf({ targetId, linkTypeId });
      if (upserts.has(key)) continue;
      put.delete(key);
      remove.set(key, { targetId, linkTypeId });
    }
    for (const [key, link] of upserts) {
      put.set(key, after(put.get(key), link, remove.delete(key)));
    }
  }
  return { upsert: [...put.values()], remove: [...remove.values()] };
}

/** What a link shall be that was asked for before, or removed. */
function after(
  before: LinkUpsert | undefined,
  { targetId, linkTypeId, ...request }: LinkUpsert,
  removed: boolean,
): LinkUpsert {
  const key = { targetId, linkTypeId };
  if (removed) return { ...key, properties: request.properties ?? {} };
  if (!before) return { ...key, ...request };
  // It is there by now: what is only for a new link, or says nothing of properties, leaves it as it is.
  return request.onlyIfAbsent || request.properties === undefined
    ? before
    : { ...key, properties: request.properties };
}

const asNew = ({ targetId, linkTypeId, properties }: OutgoingLink): LinkUpsert => ({
  targetId,
  linkTypeId,
  properties,
  onlyIfAbsent: true,
});
