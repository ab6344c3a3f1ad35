import { aboutLink, indexOf } from '../linkIndex';
import { olderEnd, orderingTypes } from '../ordering';
import type { Check } from '../types';

/**
 * Links of other types to an entry that a newer one supersedes: they still treat it as current. The newer one itself may
 * well refer to what it supersedes. Whether a link shall lead to the newer entry, or belongs to the older one (its own
 * attachments do), a person has to decide.
 */
export const supersededLinked: Check = {
  id: 'supersededLinked',
  needs: 'links',
  find(model, options) {
    const index = indexOf(model);
    const ordering = new Map(
      orderingTypes(model, options).map((type) => [type.linkTypeId, olderEnd(type)] as const),
    );
    const newer = new Map<number, Set<number>>();
    for (const links of index.bySource.values())
      for (const { sourceId, targetId, linkTypeId } of links) {
        const end = ordering.get(linkTypeId);
        if (end === undefined || sourceId === targetId) continue;
        const [older, by] = end === 'target' ? [targetId, sourceId] : [sourceId, targetId];
        newer.set(older, (newer.get(older) ?? new Set()).add(by));
      }
    return index.outgoing.flatMap((link) => {
      const by = ordering.has(link.linkTypeId) ? undefined : newer.get(link.targetId);
      if (!by || by.has(link.sourceId) || link.sourceId === link.targetId) return [];
      const supersededBy = [...by];
      const paths = supersededBy.map((id) => index.paths.get(id) ?? '');
      return [aboutLink('supersededLinked', link, index, { facts: { supersededBy, paths } })];
    });
  },
};
