import { aboutLink, indexOf, linkKey, removing } from '../linkIndex';
import type { Check } from '../types';

/** Links of an entry to itself. */
export const selfLink: Check = {
  id: 'selfLink',
  needs: 'outgoing',
  find(model) {
    const index = indexOf(model);
    const seen = new Set<string>();
    return index.outgoing.flatMap((link) => {
      if (link.sourceId !== link.targetId || seen.has(linkKey(link))) return [];
      seen.add(linkKey(link));
      return [aboutLink('selfLink', link, index, { mend: removing(link) })];
    });
  },
};
