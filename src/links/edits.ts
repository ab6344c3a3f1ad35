import { keyOf, type LinkKey, type OutgoingLink } from './model';
import type { LinkEdit, LinkPut } from './plan';

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
    put: moving.map((link) => asNew({ ...link, ...to })),
    remove: moving.map(({ targetId, linkTypeId }) => ({ targetId, linkTypeId })),
  };
}

/** Adds links with their properties, those of another entry for example. Links that are there keep their own. */
export function addCopies(links: readonly OutgoingLink[]): LinkEdit {
  return { put: links.map(asNew) };
}

const asNew = ({ targetId, linkTypeId, properties }: OutgoingLink): LinkPut => ({
  targetId,
  linkTypeId,
  properties,
  ifMissing: true,
});
