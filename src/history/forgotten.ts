import type { Forgotten } from '../connections';
import type { HistoryItem } from '../editing';
import { plural } from '../host/plural';
import { timeWords } from './words';

/** The changes of a batch are made within it, mostly. Milliseconds. */
const OF_ONE_TIME_MS = 60_000;

/**
 * Whether changes that were made together may have been more than the history still holds: it has forgotten some that
 * are about as new as the oldest of them.
 */
export function partForgotten(items: readonly HistoryItem[], forgotten: Forgotten | undefined): boolean {
  const until = Date.parse(forgotten?.until ?? '');
  if (Number.isNaN(until) || !items.some(({ group }) => group !== undefined)) return false;
  const oldest = Math.min(...items.map(({ time }) => Date.parse(time)));
  return until >= oldest - OF_ONE_TIME_MS;
}

/** The last row of the history: that it is not all there was. */
export function forgottenWords({ changes, until }: Forgotten): {
  readonly label: string;
  readonly detail: string;
} {
  const made = until === undefined ? '' : `, made until ${timeWords(until)},`;
  return {
    label: `${plural(changes, 'older change')} forgotten`,
    detail: `The history keeps within its limits: ${changes === 1 ? 'this one' : 'these'}${made} can’t be undone from here any more`,
  };
}
