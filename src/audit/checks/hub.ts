import { indexOf, pathOf } from '../linkIndex';
import type { Check } from '../types';

/** So many links at one entry are ordinary. */
const HUB_ABOVE = 100;

/** Entries with more links than that, outgoing and incoming ones together; one to itself counts once. */
export const hub: Check = {
  id: 'hub',
  needs: 'links',
  find(model, { hubAbove = HUB_ABOVE }) {
    const { bySource, byTarget } = indexOf(model);
    return model.entries.flatMap((entry) => {
      const outgoing = bySource.get(entry.id) ?? [];
      const incoming = (byTarget.get(entry.id) ?? []).filter(({ sourceId }) => sourceId !== entry.id);
      const count = outgoing.length + incoming.length;
      if (count <= hubAbove) return [];
      const facts = { count, above: hubAbove };
      return [{ check: 'hub', entryId: entry.id, path: pathOf(entry), facts, mend: undefined } as const];
    });
  },
};
