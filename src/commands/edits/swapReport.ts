import { type ChangeCounts, isCancelled, whyAndAdvice } from '../../ui';
import { formatCounts } from '../../changeFlow';
import { countsOf, doubtfulOf, totalOf, type EntryOutcome, type SentChange } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { causeOf, sentenceOf } from '../support/failure';
import type { EntryResult, SwapResult } from './swaps';

/** What became of a swap, entry by entry. */
export interface SwapReport {
  readonly done: readonly string[];
  /** Sentences. Where links were added at one end and stay at the other, they say so. */
  readonly failures: readonly string[];
  readonly cancelled: readonly string[];
  readonly counts: ChangeCounts;
  readonly outcomes: readonly EntryOutcome[];
  readonly doubtful: readonly SentChange[];
  /** The one failure of a swap that changed nothing. */
  readonly only?: unknown;
}

/** Adds up both outcomes of each link. */
export function swapReport(deps: CommandDeps, title: string, swaps: readonly SwapResult[]): SwapReport {
  const all = swaps.flatMap(({ added, removed }) => [...added, ...(removed ? [removed] : [])]);
  const outcomes = all.flatMap(outcomeOf);
  const errors = [
    ...all.flatMap(({ result }) => ('error' in result ? [result.error] : [])),
    ...swaps.flatMap(({ failure }) => failure ?? []),
  ];
  const made = {
    done: outcomes.map(({ name, plan }) => `${name}: ${formatCounts(countsOf(plan))}`),
    counts: totalOf({ outcomes }),
    outcomes,
    doubtful: all.flatMap(({ result }) => ('error' in result ? doubtfulOf(result.error) : [])),
  };
  if (errors.length === 1 && outcomes.length === 0)
    return { ...made, failures: [], cancelled: [], only: errors[0] };
  const failures: string[] = [];
  const cancelled: string[] = [];
  for (const swap of swaps) {
    const { name, failure } = swap;
    if (failure !== undefined) {
      if (isCancelled(causeOf(failure))) cancelled.push(name);
      else failures.push(sentenceOf(failure, title, deps));
      continue;
    }
    for (const one of swap.added) {
      if (!('error' in one.result)) continue;
      if (isCancelled(causeOf(one.result.error))) cancelled.push(one.name);
      else failures.push(notAdded(deps, title, swap, one));
    }
    if (swap.removed && 'error' in swap.removed.result)
      failures.push(notRemoved(deps, title, swap, swap.removed.result.error));
  }
  return { ...made, failures, cancelled };
}

function outcomeOf({ connectionId, name, result }: EntryResult): EntryOutcome[] {
  return 'outcome' in result ? [{ ...result.outcome, connectionId, name }] : [];
}

/** The other entry did not get the links: the source keeps them. */
function notAdded(
  deps: CommandDeps,
  title: string,
  { name: source }: SwapResult,
  { name, result }: EntryResult,
): string {
  const error = 'error' in result ? result.error : undefined;
  const sentence = sentenceOf(error, title, deps);
  // What was sent may have been added all the same: the sentence of that failure says what is known.
  if (doubtfulOf(error).length > 0) return `${sentence} The links of ${source} stay as they are.`;
  return `Not added at ${name}, so not removed from ${source}: ${whyAndAdvice(causeOf(error))[0]}.`;
}

/** The links are at both ends now. */
function notRemoved(deps: CommandDeps, title: string, { name, added }: SwapResult, error: unknown): string {
  const made = added.flatMap(outcomeOf);
  const sent = made.filter((outcome) => outcome.sent);
  const where = (sent.length > 0 ? sent : made).map((outcome) => outcome.name).join(', ');
  const there = sent.length > 0 ? `Added at ${where}` : `Already at ${where}`;
  const sentence = sentenceOf(error, title, deps);
  return doubtfulOf(error).length > 0
    ? `${there}. ${sentence}`
    : `${there}, not removed from ${name}: ${whyAndAdvice(causeOf(error))[0]}.`;
}
