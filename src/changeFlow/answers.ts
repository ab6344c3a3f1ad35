import { l10n } from 'vscode';
import { type ChangeCounts, type UndoCounts, UserError } from '../ui';
import { type Deed, describeTotal, failedFor, firstFailures } from './describeResults';
import type { FlowDeps } from './failure';
import { cancelledIn, type EntryResult, failureOf, outcomesOf, sentOf, totalOf } from './results';
import { describeFailures, reportDroppedLinks } from './tell';
import type { Undone } from './undo';

/**
 * For argument objects: the counts over all entries.
 * @throws UserError with all sentences where an entry failed or was cancelled.
 */
export function countsOrThrow(
  deps: FlowDeps,
  results: readonly EntryResult[],
  options: {
    readonly title: string;
    readonly deed: Deed;
    /** Sentences, where they are others than those of the results. */
    readonly failures?: readonly string[];
    /** Told after them. */
    readonly advice?: string;
  },
): ChangeCounts {
  const { title, deed, failures = describeFailures(deps, results, title, deed), advice = [] } = options;
  const cancelled = cancelledIn(results).length;
  if (failures.length + cancelled === 0) return totalOf(results);
  // The answer would name what was dropped; an error has no place for it.
  reportDroppedLinks(deps, sentOf(results));
  const total = describeTotal({ done: outcomesOf(results).length, failed: failures.length, cancelled }, deed);
  throw new UserError([total, ...firstFailures(failures), advice].flat().join(' '));
}

/** For argument objects: the counts, or a failure with all sentences; a single failure is thrown. */
export function countsOfUndone(deps: FlowDeps, { results, cannotReturn }: Undone): UndoCounts {
  const [only] = results;
  const failure = results.length === 1 && only && failureOf(only, failedFor(only.name, 'changedBack'));
  if (failure) throw failure;
  const counts = countsOrThrow(deps, results, { title: l10n.t('Undo'), deed: 'changedBack' });
  return { ...counts, cannotReturn: cannotReturn.length };
}
