import type { LinkChangeOutcome } from '../editing';
import { COMMANDS, isCancelled, plural, UserError, type ChangeCounts } from '../host';
import { notify } from '../ui';
import { chooseLinks, countLinks } from './edits/chosenLinks';
import { tellDone, tellPartly } from './edits/tellDone';
import { withProgress } from './edits/carryOut';
import { readLinksOfSource, type LinksOfSource } from './edits/linksOfSource';
import { failureWords, howMany } from './edits/report';
import { progressOf } from './edits/progressWords';
import { withoutPairs } from './edits/pairs';
import { swapAll, type EntryResult } from './edits/swaps';
import { countWords } from '../review';
import { asArguments, readArguments } from './support/arguments';
import { countsOf, totalOf } from './support/changes';
import type { CommandDeps, Handler } from './support/deps';
import { CommandFailure, sentenceOf } from './support/failure';

const TITLE = 'Swap Link Direction';

/**
 * Turns links round: the other entry becomes the source. Added there first, then removed here; what could not be added
 * stays. With an argument object it asks nothing and answers the counts over both entries.
 */
export const swapLinkDirection: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const args = readArguments(COMMANDS.swapLinkDirection, fields);
    const owned = readLinksOfSource(args);
    const results = await swapWatched(deps, [owned], false);
    const [only] = results;
    if (results.length === 1 && only && 'error' in only.result) throw only.result.error;
    const { counts, ...rest } = summed(deps, results);
    const { failures, cancelled } = rest;
    if (failures.length + cancelled.length > 0)
      throw new UserError([howMany({ verb: 'changed', ...rest }), ...failureWords(failures)].join(' '));
    return counts;
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
): Promise<readonly EntryResult[]> {
  return withProgress(TITLE, owned.length, (watch) => {
    const { signal, asking } = watch;
    return swapAll(deps, owned, { ask, signal, asking, onProgress: progressOf(watch, 'swapped') });
  });
}

/** Both outcomes of each link as one: what was added at the other entries and what was removed here. */
function tell(deps: CommandDeps, results: readonly EntryResult[]): void {
  const [only] = results;
  if (results.length === 1 && only && 'error' in only.result) throw only.result.error;
  const { counts, ...rest } = summed(deps, results);
  const { done, failures, cancelled } = rest;
  const outcomes = results.flatMap(({ connectionId, name, result }) =>
    'outcome' in result ? [{ ...result.outcome, connectionId, name }] : [],
  );
  if (failures.length + cancelled.length > 0) {
    tellPartly(deps, { title: TITLE, verb: 'changed', ...rest }, outcomes);
    return;
  }
  const told = done.length <= 3 ? done.join('; ') : `${plural(done.length, 'entry', 'entries')} changed`;
  tellDone(deps, `Swapped ${plural(counts.removed, 'link')}. ${told}.`, outcomes);
}

interface Summed {
  readonly done: readonly string[];
  readonly failures: readonly string[];
  readonly cancelled: readonly string[];
  readonly counts: ChangeCounts;
}

function summed(deps: CommandDeps, results: readonly EntryResult[]): Summed {
  const done: string[] = [];
  const failures: string[] = [];
  const cancelled: string[] = [];
  const outcomes: LinkChangeOutcome[] = [];
  for (const { name, result } of results) {
    if ('error' in result) {
      const { error } = result;
      if (isCancelled(error instanceof CommandFailure ? error.cause : error)) cancelled.push(name);
      else failures.push(sentenceOf(error, TITLE, deps));
      continue;
    }
    outcomes.push(result.outcome);
    done.push(`${name}: ${countWords(countsOf(result.outcome.plan))}`);
  }
  return { done, failures, cancelled, counts: totalOf({ outcomes }) };
}
