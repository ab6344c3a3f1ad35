import { type Link, type LinkType, resolveLinkTypeId } from '../domain';

/** Links of `before` that are not in `after`, with their types filled in where those can be told. */
export function missingLinks(
  before: readonly Link[],
  after: readonly Link[],
  types: readonly LinkType[],
): Link[] {
  const named = (link: Link): Link => {
    const linkTypeId = resolveLinkTypeId(link, types);
    return typeof linkTypeId === 'number' ? { ...link, linkTypeId } : link;
  };
  const present = new Set(after.map((link) => sameEnds(named(link))));
  return before.map(named).filter((link) => !present.has(sameEnds(link)));
}

/** Link ids may change with a PUT: they are no part of it. */
function sameEnds({ sourceId, targetId, linkTypeId, sourceLabel, targetLabel }: Link): string {
  return JSON.stringify([sourceId, targetId, linkTypeId ?? [sourceLabel, targetLabel]]);
}
