import { aboutLink, groupBy, indexOf } from '../linkIndex';
import type { Check } from '../types';

/** A type with fewer links than this is hardly used. */
const RARE_BELOW = 3;

/**
 * Links of types that are hardly used: of all links of the set, outgoing and incoming ones, fewer than so many have it.
 * It may be one that was chosen by mistake. Each such link that goes out from an entry of the set is told.
 */
export const rareType: Check = {
  id: 'rareType',
  needs: 'links',
  find(model, { rareBelow = RARE_BELOW }) {
    const index = indexOf(model);
    const all = [...index.bySource.values()].flat();
    const byType = groupBy(all, ({ linkTypeId }) => linkTypeId);
    return index.outgoing.flatMap((link) => {
      const count = byType.get(link.linkTypeId)?.length ?? 0;
      return count < rareBelow
        ? [aboutLink('rareType', link, index, { facts: { count, below: rareBelow } })]
        : [];
    });
  },
};
