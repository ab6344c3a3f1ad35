import { aboutLink, indexOf, removing } from '../linkIndex';
import type { Check } from '../types';

/**
 * Links to entries that are gone, closed, or in the recycle bin. A link to one that is gone, or about to be, can go; one
 * to an entry that is merely closed to this user may be as it should.
 */
export const deadTarget: Check = {
  id: 'deadTarget',
  needs: 'targets',
  find(model) {
    const index = indexOf(model);
    return index.outgoing.flatMap((link) => {
      const why = model.dead.get(link.targetId);
      if (why === undefined) return [];
      const mend = why === 'closed' ? undefined : removing(link);
      return [aboutLink('deadTarget', link, index, { facts: { why }, mend })];
    });
  },
};
