import type { LinkChangeOutcome } from '../../changes';
import { editBetween, keyOf, type Link, type LinkEdit, type OutgoingLink, planEdit } from '../../domain';
import type { Saved } from './protocol';

/**
 * Links as the form needs them: what it neither shows nor compares would make up most of a message of thousands. Links
 * that others own stay whole, since the form may ask to put them back.
 */
export function linksForApp(links: readonly Link[], sourceId: number): readonly Link[] {
  return links.map((link) => {
    if (link.sourceId !== sourceId || link.linkTypeId === undefined || link.linkTypeId <= 0) return link;
    const { targetId, targetPath, linkTypeId, typeDescription, properties, hasOddProperties, description } =
      link;
    const isDescribed = description && description !== typeDescription;
    return {
      sourceId,
      targetId,
      linkTypeId,
      ...(targetPath && { targetPath }),
      ...(properties && Object.keys(properties).length > 0 && { properties }),
      ...(hasOddProperties && { hasOddProperties }),
      ...(isDescribed && { description }),
    };
  });
}

/** What a save did, and what others had done since the links that it was made on. */
export function savedFrom(
  { links, plan, recordId, droppedIncoming, incomingUnchecked }: LinkChangeOutcome,
  base: readonly OutgoingLink[],
  edit: LinkEdit,
): Saved {
  const { added, removed, changed, kept } = plan;
  return {
    links,
    added: added.length,
    removed: removed.length,
    changed: changed.length,
    kept: kept.length,
    others: ofOthers(base, [...kept, ...removed, ...changed.map(({ before }) => before)], edit),
    ...(recordId !== undefined && { changeId: recordId }),
    droppedIncoming,
    ...(incomingUnchecked && { incomingUnchecked }),
  };
}

/** Links that the edit touches are left out: there both did the same, or it would have been a conflict. */
function ofOthers(
  base: readonly OutgoingLink[],
  before: readonly OutgoingLink[],
  { upsert = [], remove = [] }: LinkEdit,
): Saved['others'] {
  const ours = new Set([...upsert, ...remove].map(keyOf));
  const { added, removed, changed } = planEdit(base, editBetween(base, before));
  const foreign = (links: readonly OutgoingLink[]) => links.filter((link) => !ours.has(keyOf(link))).length;
  return {
    added: foreign(added),
    removed: foreign(removed),
    changed: foreign(changed.map(({ after }) => after)),
  };
}
