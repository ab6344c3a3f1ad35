import type { LinkAssignment } from '../api/types';
import type { OutgoingLink } from './model';

/**
 * The body of PUT `…/links` for a complete set of outgoing links, in the order given.
 * Properties are read as `linkProperties` but written as `customProperties`; a link without any carries none.
 */
export function toPayload(links: readonly OutgoingLink[]): LinkAssignment[] {
  return links.map(({ targetId, linkTypeId, properties }) =>
    Object.keys(properties).length === 0
      ? { targetId, linkTypeId }
      : { targetId, linkTypeId, customProperties: { ...properties } },
  );
}
