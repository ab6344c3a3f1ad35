import {
  editBetween,
  keyOf,
  type Link,
  type LinkAssignment,
  type LinkType,
  NO_PROPERTIES,
  type OutgoingLink,
  planEdit,
  readLinks,
  toPayload,
} from '../domain';
import type { HistoryItem } from '../changes';

/** The payload that would write the links as a change left them: where the server stored others than were sent, those. */
export function payloadAfter(item: HistoryItem): readonly LinkAssignment[] {
  const { entryId, outcome, answer, payload } = item;
  if (outcome !== 'notAsSent' || !answer) return payload;
  const { outgoing, untyped } = readLinks(answer, entryId, []);
  return untyped.length > 0 ? payload : toPayload(outgoing);
}

/** The payload that would have written the links as they were before a change: told from the journal alone. */
export function payloadBefore({
  entryId,
  before,
  payload,
  added,
  removed,
  changed,
}: HistoryItem): readonly LinkAssignment[] {
  const news = new Set(added.map(keyOf));
  const old = toPayload([...removed, ...changed.map((change) => change.before)]);
  const again = new Set(old.map(keyOf));
  const links = [...payload.filter((link) => !news.has(keyOf(link)) && !again.has(keyOf(link))), ...old];
  // In the order in which the server listed them, so that a comparison shows what changed and no more.
  const places = new Map<string, number>();
  for (const [index, { sourceId, targetId, linkTypeId }] of before.entries()) {
    const name = linkTypeId === undefined ? `${targetId}` : keyOf({ targetId, linkTypeId });
    if (sourceId === entryId && !places.has(name)) places.set(name, index);
  }
  // Where the server told no types, the target says the place.
  const place = (link: LinkAssignment) => places.get(keyOf(link)) ?? places.get(`${link.targetId}`) ?? -1;
  return links.toSorted((a, b) => place(a) - place(b));
}

/**
 * The change that would lead from the links before a past change to those of now: taking it back restores the links
 * of then, whatever happened since.
 */
export function sinceBefore(
  item: HistoryItem,
  now: readonly Link[],
  types: readonly LinkType[],
): HistoryItem {
  const then = payloadBefore(item).map(({ targetId, linkTypeId, properties }): OutgoingLink => ({
    targetId,
    linkTypeId,
    properties: properties ?? NO_PROPERTIES,
  }));
  const { outgoing } = readLinks(now, item.entryId, types);
  const { added, removed, changed, kept } = planEdit(then, editBetween(then, outgoing));
  return {
    ...item,
    outcome: 'written',
    payload: toPayload(outgoing),
    answer: now,
    added,
    removed,
    changed,
    kept: kept.length,
  };
}
