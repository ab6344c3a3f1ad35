import { aboutLink, indexOf, linkKey } from '../linkIndex';
import { isSymmetric } from '../ordering';
import type { Check } from '../types';

/**
 * Pairs that are linked in both directions by one type whose ends are called differently: an attachment of its own
 * attachment. Which of both is wrong can't be told. Each pair is told once, at the link that comes first.
 */
export const bothWays: Check = {
  id: 'bothWays',
  needs: 'outgoing',
  find(model) {
    const index = indexOf(model);
    const seen = new Set<string>();
    return index.outgoing.flatMap((link) => {
      const { sourceId, targetId, linkTypeId } = link;
      const type = index.types.get(linkTypeId);
      if (sourceId === targetId || !type || isSymmetric(type)) return [];
      const back = index.bySource
        .get(targetId)
        ?.find((other) => other.targetId === sourceId && other.linkTypeId === linkTypeId);
      if (!back || seen.has(linkKey(link)) || seen.has(linkKey(back))) return [];
      seen.add(linkKey(link));
      return [aboutLink('bothWays', link, index)];
    });
  },
};
