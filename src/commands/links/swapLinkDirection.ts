import { type ChangeCounts, COMMANDS, notify, plural, UserError } from '../../ui';
import { askCaller } from '../edits/changeAsked';
import { chooseLinks, countLinks } from '../edits/chosenLinks';
import { reportSuccess, reportPartly } from '../edits/tellDone';
import { withProgress } from '../edits/carryOut';
import { readLinksOfSource, type LinksOfSource } from '../edits/linksOfSource';
import { describeFailures, howMany } from '../edits/report';
import { progressOf } from '../edits/progressWords';
import { withoutPairs } from '../edits/pairs';
import { swapReport } from '../edits/swapReport';
import { swapAll, type SwapResult } from '../edits/swaps';
import { reportDroppedLinks } from '../edits/tellLost';
import { undoRecords } from '../edits/undoing';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';

const TITLE = 'Swap Link Direction';

/**
 * Turns links round: the other entry becomes the source. Added there first, then removed here; what could not be added
 * stays. With an argument object it answers the counts over both entries.
 */
export const swapLinkDirection: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const args = readArguments(COMMANDS.swapLinkDirection, fields);
    const owned = readLinksOfSource(args);
    return answer(deps, await swapWatched(deps, [owned], askCaller() !== false));
  }
  const chosen = await chooseLinks(deps, first, selected, TITLE);
  if (!chosen) return undefined;
  const owned = withoutPairs(chosen);
  const count = countLinks(owned);
  if (count === 0) {
    void notify.info('Nothing to swap: each link has its reverse among the selected ones.');
    return undefined;
  }
  tell(deps, await swapWatched(deps, owned, true));
  return undefined;
};

function swapWatched(
  deps: CommandDeps,
  owned: readonly LinksOfSource[],
  ask: boolean,
): Promise<readonly SwapResult[]> {
  return withProgress(TITLE, owned.length, (watch) => {
    const { signal, asking } = watch;
    return swapAll(deps, owned, { ask, signal, asking, onProgress: progressOf(watch, 'swapped') });
  });
}

/** Both outcomes of each link as one: what was added at the other entries and what was removed here. */
function tell(deps: CommandDeps, swaps: readonly SwapResult[]): void {
  const report = swapReport(deps, TITLE, swaps);
  if (report.only !== undefined) throw report.only as Error;
  const { done, failures, cancelled, counts, outcomes, doubtful } = report;
  if (failures.length + cancelled.length > 0) {
    reportPartly(deps, { title: TITLE, verb: 'changed', done, failures, cancelled }, outcomes, doubtful);
    return;
  }
  const told = done.length <= 3 ? done.join('; ') : `${plural(done.length, 'entry', 'entries')} changed`;
  reportSuccess(deps, `Swapped ${plural(counts.removed, 'link')}. ${told}.`, outcomes);
}

/** For argument objects: the counts over both entries, or a failure with all sentences. */
function answer(deps: CommandDeps, swaps: readonly SwapResult[]): ChangeCounts {
  const report = swapReport(deps, TITLE, swaps);
  if (report.only !== undefined) throw report.only as Error;
  const { failures, cancelled, counts, outcomes, doubtful } = report;
  if (failures.length + cancelled.length === 0) return counts;
  reportDroppedLinks(deps, [...outcomes, ...doubtful], undoRecords);
  const takeBack = outcomes.some(({ sent }) => sent)
    ? ['Undo Last Link Change takes back what was written.']
    : [];
  throw new UserError(
    [howMany({ verb: 'changed', ...report }), ...describeFailures(failures), ...takeBack].join(' '),
  );
}
