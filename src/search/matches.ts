import type { Entry, Link } from '../domain';
import { endOf, startOf } from './moments';
import { matchesPattern, sameText } from './pattern';
import type { LinkCondition, SearchQuery } from './query';

/**
 * Whether an entry is what a question asks for, as far as the entry itself tells: what it does not tell is left to the
 * server, which has found it. Text, folder, field and links can't be told from it.
 */
export function matches(entry: Entry, query: SearchQuery): boolean {
  const { name, entryType, template, creator } = query;
  return (
    (name === undefined || matchesPattern(entry.name, name)) &&
    (entryType === undefined || entry.entryType === entryType) &&
    (template === undefined ||
      entry.templateName === undefined ||
      sameText(entry.templateName ?? '', template)) &&
    (creator === undefined || entry.creator === undefined || sameText(entry.creator ?? '', creator)) &&
    isBetween(entry.createdAt, query.createdAfter, query.createdBefore) &&
    isBetween(entry.modifiedAt, query.modifiedAfter, query.modifiedBefore)
  );
}

function isBetween(told: string | undefined, after: string | undefined, before: string | undefined): boolean {
  const time = told === undefined ? Number.NaN : Date.parse(told);
  if (Number.isNaN(time)) return true;
  return (after === undefined || time >= startOf(after)) && (before === undefined || time <= endOf(before));
}

/** Whether an entry's links are what a condition says. */
export function holds(condition: LinkCondition, entryId: number, links: readonly Link[]): boolean {
  return links.some((link) => isMeant(condition, entryId, link)) === condition.has;
}

/** Whether a link of an entry is one that a condition is about, whether it is to be there or not. */
export function isMeant(
  { linkTypeId, as = 'either', with: other }: LinkCondition,
  entryId: number,
  link: Link,
): boolean {
  if (linkTypeId !== undefined && link.linkTypeId !== linkTypeId) return false;
  const isSource = link.sourceId === entryId && (other === undefined || link.targetId === other);
  const isTarget = link.targetId === entryId && (other === undefined || link.sourceId === other);
  return (as !== 'target' && isSource) || (as !== 'source' && isTarget);
}

/** The entries that have a link with `other` as a condition says, by the links of `other`. */
export function linkedWith(
  condition: LinkCondition & { readonly with: number },
  links: readonly Link[],
): Set<number> {
  const { with: other } = condition;
  const ids = links.flatMap(({ sourceId, targetId }) =>
    sourceId === other ? [targetId] : targetId === other ? [sourceId] : [],
  );
  return new Set(ids.filter((id) => links.some((link) => isMeant(condition, id, link))));
}
