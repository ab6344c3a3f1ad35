import { l10n } from 'vscode';
import { type LinkType, linkTypeTitle } from '../domain';
import type { LinkCondition, LinkEnd } from '../search';

/** A condition on links in words; types that are not among those known by their ids. */
export function describeCondition(
  { has, linkTypeId, as = 'either', with: other }: LinkCondition,
  types: readonly LinkType[],
): string {
  const type = types.find((one) => one.linkTypeId === linkTypeId);
  const unknown = linkTypeId === undefined ? undefined : l10n.t('type {0}', linkTypeId);
  const label = type ? labelAt(type, as) : unknown;
  if (other !== undefined)
    return label === undefined
      ? has
        ? l10n.t('a link with entry {0}', other)
        : l10n.t('no link with entry {0}', other)
      : has
        ? l10n.t('a link “{0}” with entry {1}', label, other)
        : l10n.t('no link “{0}” with entry {1}', label, other);
  if (label !== undefined) return has ? l10n.t('a link “{0}”', label) : l10n.t('no link “{0}”', label);
  switch (as) {
    case 'source':
      return has ? l10n.t('a link to another entry') : l10n.t('no link to another entry');
    case 'target':
      return has ? l10n.t('a link from another entry') : l10n.t('no link from another entry');
    case 'either':
      return has ? l10n.t('a link') : l10n.t('no link');
  }
}

/** What a type is called at one of its ends; both where either is meant. */
function labelAt(type: LinkType, as: LinkEnd): string {
  if (as === 'either') return linkTypeTitle(type);
  return (as === 'source' ? type.sourceLabel : type.targetLabel) || linkTypeTitle(type);
}
