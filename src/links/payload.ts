import type { LinkAssignment } from '../api/types';
import type { OutgoingLink } from './model';

/**
 * What assigning a complete set of outgoing links sends, in the order given; a link without properties carries none.
 */
export function toPayload(links: readonly OutgoingLink[]): LinkAssignment[] {
  return links.map(({ targetId, linkTypeId, properties }) =>
    Object.keys(properties).length === 0
      ? { targetId, linkTypeId }
      : { targetId, linkTypeId, properties: { ...properties } },
  );
}
