import type { LinkChangeOutcome } from '../../changes';
import { editBetween, keyOf, type LinkEdit, type OutgoingLink, planEdit } from '../../domain';
import type { Saved } from './protocol';

/** What a save did, and what others had done since the links that it was made on. */
export function savedOf(
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
