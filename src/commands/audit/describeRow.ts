import { l10n } from 'vscode';
import type { CheckId, Finding } from '../../audit';
import { type LinkType, linkTypeTitle, oneLine } from '../../domain';

/** What a check looks for, for whoever chooses among them. */
export function describeCheck(check: CheckId): string {
  switch (check) {
    case 'missingLink':
      return l10n.t('Entries without a link that they must have; you choose which');
    case 'deadTarget':
      return l10n.t('Links to entries that are gone, closed or in the recycle bin');
    case 'linkedTwice':
      return l10n.t('The same two entries linked twice');
    case 'bothWays':
      return l10n.t('Two entries linked in both directions by one type');
    case 'selfLink':
      return l10n.t('Entries linked to themselves');
    case 'circle':
      return l10n.t('Circles in types that order, for example Supersedes');
    case 'supersededLinked':
      return l10n.t('Superseded entries that others still link to as if they were current');
    case 'hub':
      return l10n.t('Entries with very many links');
    case 'oddProperties':
      return l10n.t('Link properties that are missing, odd or spelt in another way');
    case 'rareType':
      return l10n.t('Link types that are hardly used');
  }
}

/** The link of a finding: its type, and the entry at the other end. Empty where it is about none. */
export function describeLinkOf({ linkTypeId, targetId }: Finding, linkTypes: readonly LinkType[]): string {
  if (linkTypeId === undefined) return '';
  const type = linkTypes.find((one) => one.linkTypeId === linkTypeId);
  const title = type ? oneLine(linkTypeTitle(type)) : l10n.t('type {0}', linkTypeId);
  return targetId === undefined ? title : l10n.t('{0} · to #{1}', title, targetId);
}

/** What would mend a finding; undefined where a person has to decide. */
export function describeMend({ mend, entryId }: Finding): string | undefined {
  switch (mend?.kind) {
    case 'removeLink':
      return mend.sourceId === entryId
        ? l10n.t('Remove the link to #{0}', mend.targetId)
        : l10n.t('Remove the link from #{0} to #{1}', mend.sourceId, mend.targetId);
    case undefined:
      return undefined;
  }
}
