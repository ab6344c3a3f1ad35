import { l10n } from 'vscode';
import {
  happened,
  type CannotReturn,
  type ChangeCause,
  type HistoryItem,
  type RecordedOutcome,
} from '../changes';
import { type Link, type LinkType, oneLine, pathIn } from '../domain';
import { byCount, formatList, formatNumber } from '../ui';
import { type LinkDeed, linkDeeds } from './linkDeeds';
import { nameOfId, type Names, namesFrom } from './names';

/** What made a change. The journal may have been written by a newer version, with causes of its own. */
export function describeCause(cause: ChangeCause): string {
  switch (cause) {
    case 'form':
      return l10n.t('with the form');
    case 'command':
      return l10n.t('by a command');
    case 'dragAndDrop':
      return l10n.t('by drag and drop');
    case 'swap':
      return l10n.t('direction swapped');
    case 'undo':
      return l10n.t('undo');
    case 'restore':
      return l10n.t('restored from the history');
    case 'repair':
      return l10n.t('lost incoming links restored');
    default:
      return l10n.t('by a newer version');
  }
}

/** What became of a change; nothing where it went as it should. */
export function describeOutcome(outcome: RecordedOutcome): string | undefined {
  switch (outcome) {
    case 'written':
      return undefined;
    case 'refused':
      return l10n.t('refused, nothing was written');
    case 'unknown':
      return l10n.t('unknown whether it was written');
    case 'notAsSent':
      return l10n.t('the server stored other links than were sent');
  }
}

/** Links that are told one by one; the rest is counted. */
const TOLD = 5;

/** One sentence a link that can't be brought back, by name and reason. */
export function cannotReturnNotes(cannotReturn: readonly CannotReturn[], names: Names): string[] {
  const told = cannotReturn
    .slice(0, TOLD)
    .map(({ link, why }) => describeCannotReturn(names.link(link), why));
  const rest = cannotReturn.length - told.length;
  if (rest <= 0) return told;
  const more = byCount(
    rest,
    l10n.t('1 more link can’t come back.'),
    l10n.t('{0} more links can’t come back.', formatNumber(rest)),
  );
  return [...told, more];
}

function describeCannotReturn(link: string, why: CannotReturn['why']): string {
  switch (why) {
    case 'targetGone':
      return l10n.t('The link to {0} can’t come back: the target no longer exists.', link);
    case 'targetForbidden':
      return l10n.t('The link to {0} can’t come back: you may not open the target.', link);
    case 'targetInRecycleBin':
      return l10n.t('The link to {0} can’t come back: the target is in the recycle bin.', link);
    case 'sourceGone':
      return l10n.t('The link to {0} can’t come back: the entry that it comes from no longer exists.', link);
    case 'sourceForbidden':
      return l10n.t('The link to {0} can’t come back: you may not open the entry that it comes from.', link);
    case 'linkTypeGone':
      return l10n.t(
        'The link to {0} can’t come back: its link type no longer exists in the repository.',
        link,
      );
  }
}

export interface Changed {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** For example `2 added, 1 removed`. */
export function describeChanged({ added, removed, changed }: Changed): string {
  const counts = [
    ...(added > 0 ? [l10n.t('{0} added', formatNumber(added))] : []),
    ...(removed > 0 ? [l10n.t('{0} removed', formatNumber(removed))] : []),
    ...(changed > 0 ? [l10n.t('{0} changed', formatNumber(changed))] : []),
  ];
  return counts.length > 0 ? formatList(counts) : l10n.t('nothing changed');
}

/** What an undo or a restore did: `1 link restored, 2 removed`. */
export function describeReturned({ added, removed, changed }: Changed): string {
  const counts: string[] = [];
  // The first of them says what is counted.
  if (added > 0)
    counts.push(byCount(added, l10n.t('1 link restored'), l10n.t('{0} links restored', formatNumber(added))));
  if (removed > 0)
    counts.push(
      counts.length > 0
        ? l10n.t('{0} removed', formatNumber(removed))
        : byCount(removed, l10n.t('1 link removed'), l10n.t('{0} links removed', formatNumber(removed))),
    );
  if (changed > 0)
    counts.push(
      counts.length > 0
        ? l10n.t('{0} changed back', formatNumber(changed))
        : byCount(
            changed,
            l10n.t('1 link changed back'),
            l10n.t('{0} links changed back', formatNumber(changed)),
          ),
    );
  return counts.length > 0 ? formatList(counts) : l10n.t('nothing changed');
}

/** What a change did, which may be other than what was meant. */
export function countsOfItem(item: HistoryItem): Changed & { readonly kept: number } {
  const { added, removed, changed, kept } = happened(item);
  return { added: added.length, removed: removed.length, changed: changed.length, kept };
}

/** What the entry of a change is called. */
export function entryName({ entryId, entryPath, before, answer = [] }: HistoryItem): string {
  return oneLine(entryPath ?? pathIn([...before, ...answer], entryId) ?? '') || nameOfId(entryId);
}

/** What the entries of several changes are called, each once. */
export function placesOf(items: readonly HistoryItem[]): string[] {
  return [...new Map(items.map((item) => [item.entryId, entryName(item)])).values()];
}

/** When a change was made, in the person's own time. */
export function formatTime(time: string): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}

/** What a change did, link by link, which may be other than what was meant. */
export function deedsOfItem(item: HistoryItem): LinkDeed[] {
  return linkDeeds(happened(item));
}

/** What the links of a past change were called then: told from the journal alone. */
export function namesOfItem(item: HistoryItem): Names {
  const { before, answer = [], droppedIncoming = [] } = item;
  // The answer is of links that are, which may have been renamed since they were read before.
  const links = [...before, ...droppedIncoming, ...answer];
  return namesFrom({ links, linkTypes: typesIn(links), named: { [item.entryId]: entryName(item) } });
}

/** Types as links tell them. */
function typesIn(links: readonly Link[]): LinkType[] {
  const types = new Map<number, LinkType>();
  for (const { linkTypeId, sourceLabel, targetLabel } of links)
    if (linkTypeId !== undefined && sourceLabel && targetLabel)
      types.set(linkTypeId, { linkTypeId, sourceLabel, targetLabel });
  return [...types.values()];
}
