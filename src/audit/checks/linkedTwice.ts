import type { LinkType } from '../../domain';
import { aboutLink, fold, groupBy, indexOf, removing, type LinkIndex, type TypedLink } from '../linkIndex';
import type { Check, Finding } from '../types';

/**
 * Pairs that are linked twice in the same direction where one link says all:
 * - one type is listed twice, with or without other properties;
 * - two types have the same labels, but for letter case and blanks: one was made twice;
 * - one type says no more than that the two have to do with each other, and the other one says what.
 * Two types that each say something of their own (an attachment that also supersedes) are no finding.
 */
export const linkedTwice: Check = {
  id: 'linkedTwice',
  needs: 'outgoing',
  find(model) {
    const index = indexOf(model);
    const pairs = groupBy(index.outgoing, ({ sourceId, targetId }) => `${sourceId}:${targetId}`);
    return [...pairs.values()].flatMap((links) => (links.length < 2 ? [] : [...findIn(links, index)]));
  },
};

function* findIn(links: readonly TypedLink[], index: LinkIndex): Iterable<Finding> {
  const byType = [...groupBy(links, ({ linkTypeId }) => linkTypeId).values()];
  for (const [link, ...more] of byType)
    if (link && more.length > 0)
      yield aboutLink('linkedTwice', link, index, { facts: { why: 'listedTwice', times: more.length + 1 } });
  const firsts = byType.flatMap(([link]) => {
    const type = link && index.types.get(link.linkTypeId);
    return type ? [{ link, type }] : [];
  });
  const kept: LinkType[] = [];
  for (const { link, type } of firsts) {
    const twin = kept.find((other) => haveSameLabels(type, other));
    const better = isGeneral(type) ? firsts.find((other) => !isGeneral(other.type))?.type : undefined;
    const other = twin ?? better;
    if (!twin) kept.push(type);
    if (!other) continue;
    const why = twin ? 'sameLabels' : 'general';
    const facts = { why, otherTypeId: other.linkTypeId };
    yield aboutLink('linkedTwice', link, index, { facts, mend: removing(link) });
  }
}

const haveSameLabels = (a: LinkType, b: LinkType): boolean =>
  fold(a.sourceLabel) === fold(b.sourceLabel) && fold(a.targetLabel) === fold(b.targetLabel);

/** Labels that only say that two entries have to do with each other. */
const GENERAL =
  /^(?:is )?(?:references?|referenced(?: by)?|refers to|relates(?: to)?|related(?: to| document| entry)?|see(?: also)?|links?(?: to)?|linked(?: to| by)?|associated(?: with)?|connected(?: to| with)?)$/;

const isGeneral = ({ sourceLabel, targetLabel }: LinkType): boolean =>
  GENERAL.test(fold(sourceLabel)) && GENERAL.test(fold(targetLabel));
