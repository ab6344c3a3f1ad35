import {
  happened,
  type CannotReturn,
  type ChangeCause,
  type HistoryItem,
  type RecordedOutcome,
} from '../changes';
import { oneLine } from '../domain';
import { plural } from '../ui';
import type { Names } from '.';

const CAUSES: Readonly<Record<ChangeCause, string>> = {
  form: 'with the form',
  command: 'by a command',
  dragAndDrop: 'by drag and drop',
  swap: 'direction swapped',
  undo: 'undo',
  restore: 'restored from the history',
  repair: 'lost incoming links restored',
  document: 'from a JSON document',
  bulk: 'from a bulk file',
  tool: 'by an AI tool',
};

/** What made a change. The journal may have been written by a newer version, with causes of its own. */
export function describeCause(cause: ChangeCause): string {
  return Object.hasOwn(CAUSES, cause) ? CAUSES[cause] : 'by a newer version';
}

/** What became of a change; nothing where it went as it should. */
export function describeOutcome(outcome: RecordedOutcome): string | undefined {
  switch (outcome) {
    case 'written':
      return undefined;
    case 'refused':
      return 'refused, nothing was written';
    case 'unknown':
      return 'not known whether it was written';
    case 'notAsSent':
      return 'the server stored other links than were sent';
  }
}

/** Why a link can't be brought back, as it continues "… can't come back: ". */
export function describeCannotReturn(why: CannotReturn['why']): string {
  switch (why) {
    case 'targetGone':
      return 'the target does not exist any more';
    case 'targetForbidden':
      return 'you may not open the target';
    case 'targetInRecycleBin':
      return 'the target is in the recycle bin';
    case 'sourceGone':
      return 'the entry that it comes from does not exist any more';
    case 'sourceForbidden':
      return 'you may not open the entry that it comes from';
    case 'linkTypeGone':
      return 'the repository does not have its link type any more';
  }
}

/** Links that are told one by one; the rest is counted. */
const TOLD = 5;

/** One sentence a link that can't be brought back, by name and reason. */
export function cannotReturnNotes(cannotReturn: readonly CannotReturn[], names: Names): string[] {
  const told = cannotReturn
    .slice(0, TOLD)
    .map(({ link, why }) => `The link to ${names.link(link)} can’t come back: ${describeCannotReturn(why)}.`);
  const rest = cannotReturn.length - told.length;
  return rest > 0 ? [...told, `${plural(rest, 'more link')} can’t come back.`] : told;
}

export interface Changed {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

/** For example `2 added, 1 removed`. */
export function describeChanged({ added, removed, changed }: Changed): string {
  return listed([
    [added, 'added'],
    [removed, 'removed'],
    [changed, 'changed'],
  ]);
}

/** What an undo or a restore did: `1 link restored, 2 removed`. */
export function describeReturned({ added, removed, changed }: Changed): string {
  const services = listed([
    [added, 'restored'],
    [removed, 'removed'],
    [changed, 'changed back'],
  ]);
  return services.replace(/^[\d,]+/, (count) => `${count} ${count === '1' ? 'link' : 'links'}`);
}

function listed(services: readonly (readonly [count: number, what: string])[]): string {
  const words = services
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count.toLocaleString('en-US')} ${what}`);
  return words.join(', ') || 'nothing changed';
}

/** What a change did, which may be other than what was meant. */
export function countsOfItem(item: HistoryItem): Changed & { readonly kept: number } {
  const { added, removed, changed, kept } = happened(item);
  return { added: added.length, removed: removed.length, changed: changed.length, kept };
}

/** What the entry of a change is called. */
export function entryName({ entryId, entryPath }: Pick<HistoryItem, 'entryId' | 'entryPath'>): string {
  return oneLine(entryPath ?? '') || `entry ${entryId}`;
}

/** What several changes are about: the one entry, or how many. */
export function describePlaces(items: readonly HistoryItem[]): string {
  const names = new Map(items.map((item) => [item.entryId, entryName(item)]));
  const [only] = names.values();
  return names.size === 1 && only !== undefined ? only : plural(names.size, 'entry', 'entries');
}

/** When a change was made, in the person's own time. */
export function formatTime(time: string): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
}
