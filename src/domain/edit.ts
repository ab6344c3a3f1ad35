import { keyOf, type LinkKey, type OutgoingLink } from './link';
import type { LinkEdit, LinkUpsert } from './plan';

/**
 * Gives links another target or another type, with their properties. Where the entry has the wanted link already,
 * that one keeps its own properties. Keys that the entry does not have are passed over.
 */
export function relink(
  current: readonly OutgoingLink[],
  keys: readonly LinkKey[],
  to: Partial<LinkKey>,
): LinkEdit {
  const wanted = new Set(keys.map(keyOf));
  const moving = current.filter(
    (link) => wanted.has(keyOf(link)) && keyOf({ ...link, ...to }) !== keyOf(link),
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
    const wanted = new Map((edit.upsert ?? []).map((link) => [keyOf(link), link]));
    for (const { targetId, linkTypeId } of edit.remove ?? []) {
      const key = keyOf({ targetId, linkTypeId });
      if (wanted.has(key)) continue;
      put.delete(key);
      remove.set(key, { targetId, linkTypeId });
    }
    for (const [key, link] of wanted) {
      put.set(key, after(put.get(key), link, remove.delete(key)));
    }
  }
  return { upsert: [...put.values()], remove: [...remove.values()] };
}

/** What a link shall be that was asked for before, or removed. */
function after(
  before: LinkUpsert | undefined,
  { targetId, linkTypeId, ...wish }: LinkUpsert,
  removed: boolean,
): LinkUpsert {
  const key = { targetId, linkTypeId };
  if (removed) return { ...key, properties: wish.properties ?? {} };
  if (!before) return { ...key, ...wish };
  // It is there by now: what is only for a new link, or says nothing of properties, leaves it as it is.
  return wish.onlyIfAbsent || wish.properties === undefined
    ? before
    : { ...key, properties: wish.properties };
}

const asNew = ({ targetId, linkTypeId, properties }: OutgoingLink): LinkUpsert => ({
  targetId,
  linkTypeId,
  properties,
  onlyIfAbsent: true,
});
