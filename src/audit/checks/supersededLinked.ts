import { aboutLink, indexOf } from '../linkIndex';
import { newerOnes, orderingTypes } from '../ordering';
import type { Check } from '../types';

/**
 * Links of other types to an entry that a newer one supersedes: they still treat it as current. The newer one itself may
 * well refer to what it supersedes. Whether a link shall lead to the newer entry, or belongs to the older one (its own
 * attachments do), a person has to decide.
 */
export const supersededLinked: Check = {
  id: 'supersededLinked',
  needs: 'superseded',
  find(model, options) {
    const index = indexOf(model);
    const ordering = new Set(orderingTypes(model, options).map(({ linkTypeId }) => linkTypeId));
    const newer = newerOnes([...index.bySource.values()].flat(), model.linkTypes, options);
    for (const [older, ids] of model.superseded ?? [])
      newer.set(older, new Set([...(newer.get(older) ?? []), ...ids]));
    return index.outgoing.flatMap((link) => {
      const by = ordering.has(link.linkTypeId) ? undefined : newer.get(link.targetId);
      if (!by || by.has(link.sourceId) || link.sourceId === link.targetId) return [];
      const supersededBy = [...by];
      const paths = supersededBy.map((id) => index.paths.get(id) ?? '');
      return [aboutLink('supersededLinked', link, index, { facts: { supersededBy, paths } })];
    });
  },
};
