import type { LinkEnd } from '../../search';
import { indexOf, type LinkIndex, pathOf } from '../linkIndex';
import type { AuditModel, Check, Finding, RequiredLink } from '../types';

/**
 * Entries without a link that they must have. Shortcuts have none of their own. An entry whose links could not be read
 * lacks nothing that anybody knows of, unless a search has told.
 */
export const missingLink: Check = {
  id: 'missingLink',
  needs: 'search',
  find(model, { required = [] }) {
    const tests = required.map((one) => ({ one, has: holderOf(one, model) }));
    return model.entries
      .filter(({ entryType }) => entryType !== 'Shortcut')
      .flatMap((entry) =>
        tests
          .filter(({ has }) => !has(entry.id))
          .map(({ one: { linkTypeId, as } }): Finding => ({
            check: 'missingLink',
            entryId: entry.id,
            path: pathOf(entry),
            linkTypeId,
            facts: { as },
            mend: undefined,
          })),
      );
  },
};

function holderOf({ linkTypeId, as }: RequiredLink, model: AuditModel): (entryId: number) => boolean {
  const told = model.relations?.find((one) => one.linkTypeId === linkTypeId && one.as === as);
  if (told) return (entryId) => told.entryIds.has(entryId);
  const index = indexOf(model);
  const ends: readonly LinkEnd[] = as === 'either' ? ['source', 'target'] : [as];
  return (entryId) =>
    model.unread?.has(entryId) === true ||
    ends.some((end) => linksAt(index, entryId, end).some((link) => link.linkTypeId === linkTypeId));
}

const linksAt = ({ bySource, byTarget }: LinkIndex, entryId: number, end: LinkEnd) =>
  (end === 'source' ? bySource : byTarget).get(entryId) ?? [];
