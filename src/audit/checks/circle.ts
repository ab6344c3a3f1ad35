import { aboutLink, groupBy, indexOf, linkKey, type LinkIndex, type TypedLink } from '../linkIndex';
import { orderingTypes } from '../ordering';
import type { Check, Finding } from '../types';

/**
 * Circles in types that order: A supersedes B, which supersedes C, which supersedes A. Each circle is told once, at its
 * first entry in the order of the set. Where circles share links, their number may grow beyond all bounds: as many are
 * told as it takes for each link that lies on one to be in at least one of them, and these are as short as can be. A link
 * of an entry to itself is no circle but a finding of `selfLink`.
 */
export const circle: Check = {
  id: 'circle',
  needs: 'outgoing',
  find(model, options) {
    const index = indexOf(model);
    const order = new Map(model.entries.map(({ id }, at) => [id, at]));
    const found = orderingTypes(model, options).flatMap(({ linkTypeId }) =>
      circlesOf(linksOfType(linkTypeId, index)).flatMap((links) => toFinding(links, order, index)),
    );
    const placeOf = ({ entryId }: Finding) => order.get(entryId) ?? Infinity;
    return found.toSorted((a, b) => placeOf(a) - placeOf(b));
  },
};

/** Each pair once, whatever is listed twice. */
function linksOfType(linkTypeId: number, { bySource }: LinkIndex): TypedLink[] {
  const links = [...bySource.values()]
    .flat()
    .filter((link) => link.linkTypeId === linkTypeId && link.sourceId !== link.targetId);
  return [...new Map(links.map((link) => [linkKey(link), link])).values()];
}

function toFinding(
  links: readonly TypedLink[],
  order: ReadonlyMap<number, number>,
  index: LinkIndex,
): Finding[] {
  const placeOf = ({ sourceId }: TypedLink) => order.get(sourceId) ?? Infinity;
  const first = links.reduce((a, b) => (placeOf(b) < placeOf(a) ? b : a));
  // One that goes through the set touches it; another is not its business.
  if (placeOf(first) === Infinity) return [];
  const at = links.indexOf(first);
  const round = [...links.slice(at), ...links.slice(0, at)];
  const entryIds = round.map(({ sourceId }) => sourceId);
  const paths = entryIds.map((id) => index.paths.get(id) ?? '');
  return [aboutLink('circle', first, index, { facts: { entryIds, paths } })];
}

/** For each link that lies on a circle, and on none that was found before, a shortest circle through it. */
function circlesOf(links: readonly TypedLink[]): TypedLink[][] {
  const bySource = groupBy(links, ({ sourceId }) => sourceId);
  const component = componentsOf(links, bySource);
  const inner = links.filter(({ sourceId, targetId }) => component.get(sourceId) === component.get(targetId));
  const next = groupBy(inner, ({ sourceId }) => sourceId);
  const covered = new Set<TypedLink>();
  return inner.flatMap((link) => {
    if (covered.has(link)) return [];
    const round = [link, ...shortestWay(link.targetId, link.sourceId, next)];
    for (const one of round) covered.add(one);
    return [round];
  });
}

/** Within a component there is always one. */
function shortestWay(from: number, to: number, next: ReadonlyMap<number, readonly TypedLink[]>): TypedLink[] {
  const reachedBy = new Map<number, TypedLink>();
  const queue = [from];
  for (let at = 0; at < queue.length && !reachedBy.has(to); at += 1)
    for (const link of next.get(queue[at] ?? from) ?? [])
      if (link.targetId !== from && !reachedBy.has(link.targetId)) {
        reachedBy.set(link.targetId, link);
        queue.push(link.targetId);
      }
  const way: TypedLink[] = [];
  for (let link = reachedBy.get(to); link; link = reachedBy.get(link.sourceId)) way.unshift(link);
  return way;
}

/** Entries that reach each other have the same number (by Tarjan, without recursion: circles may be long). */
function componentsOf(
  links: readonly TypedLink[],
  bySource: ReadonlyMap<number, readonly TypedLink[]>,
): Map<number, number> {
  const order = new Map<number, number>();
  const low = new Map<number, number>();
  const component = new Map<number, number>();
  const open: number[] = [];
  const lower = (id: number, to: number) => low.set(id, Math.min(low.get(id) ?? to, to));
  const enter = (id: number) => {
    order.set(id, order.size);
    lower(id, order.size - 1);
    open.push(id);
    return { id, rest: (bySource.get(id) ?? []).values() };
  };
  for (const { sourceId } of links) {
    if (order.has(sourceId)) continue;
    const stack = [enter(sourceId)];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { id, rest } = top;
      const { value } = rest.next();
      if (value) {
        const seen = order.get(value.targetId);
        if (seen === undefined) stack.push(enter(value.targetId));
        else if (!component.has(value.targetId)) lower(id, seen);
        continue;
      }
      stack.pop();
      const own = low.get(id) ?? 0;
      const parent = stack.at(-1);
      if (parent) lower(parent.id, own);
      if (own === order.get(id)) for (const one of open.splice(open.lastIndexOf(id))) component.set(one, own);
    }
  }
  return component;
}
