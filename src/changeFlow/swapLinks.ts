import { l10n } from 'vscode';
import { type LinkKey, keyOf } from '../domain';
import type { DirectionSwap, PlannedStep, PlanSet } from '../changes';
import { byCount, formatList, formatNumber, isCancelled, notify, whyAndAdvice } from '../ui';
import { mayAsk, type Proposal } from './approve';
import { callOf, carryOut } from './carryOut';
import { titleFor } from './changeLinks';
import { failedFor } from './describeResults';
import { causeOf, failingAs, type FlowDeps, mayHaveWritten, openSession, sentenceOf } from './failure';
import { nameOfId } from './names';
import { type EntryResult, failureOf, outcomesOf } from './results';

/** Links of one source whose direction shall be turned. */
export interface Swap extends DirectionSwap {
  readonly connectionId: string;
  /** What the source is called, where that is known. */
  readonly name?: string | undefined;
}

/** What became of the links of one source: added at the other entries first, then removed at the source. */
export interface SwapResult {
  /** What the source is called. */
  readonly name: string;
  readonly added: readonly EntryResult[];
  /** None where nothing was to be removed, as nothing was added. */
  readonly removed?: EntryResult | undefined;
  /** Why it was not begun. */
  readonly failure?: EntryResult | undefined;
}

/**
 * Links that are no other links turned round. Where the reverse of a link is to be turned as well, both stay:
 * together they are the same afterwards, and turned one after the other one of them would be lost.
 */
export function withoutPairs<
  T extends { readonly connectionId: string; readonly sourceId: number; readonly links: readonly LinkKey[] },
>(swaps: readonly T[]): T[] {
  const all = new Set(
    swaps.flatMap(({ connectionId, sourceId, links }) =>
      links.map((key) => `${connectionId} ${sourceId} ${keyOf(key)}`),
    ),
  );
  const hasReverse = ({ connectionId, sourceId }: T, { targetId, linkTypeId }: LinkKey) =>
    all.has(`${connectionId} ${targetId} ${keyOf({ targetId: sourceId, linkTypeId })}`);
  return swaps
    .map((swap) => ({ ...swap, links: swap.links.filter((key) => !hasReverse(swap, key)) }))
    .filter(({ links }) => links.length > 0);
}

export interface SwapOptions {
  readonly title: string;
  readonly isInteractive: boolean;
}

/**
 * Turns links round, one source after the other, after one question for all of them. A failure does not stop the rest;
 * a single one is thrown. Undefined: the person said no, or cancelled before anything was sent, which is told.
 */
export async function swapLinks(
  deps: FlowDeps,
  swaps: readonly Swap[],
  { title, isInteractive }: SwapOptions,
): Promise<readonly SwapResult[] | undefined> {
  const [first] = swaps;
  if (!first) return [];
  const count = swaps.reduce((sum, { links }) => sum + links.length, 0);
  const connectionIds = [...new Set(swaps.map(({ connectionId }) => connectionId))];
  const sets = connectionIds.map((connectionId) =>
    swaps.filter((swap) => swap.connectionId === connectionId),
  );
  const planned: PlanSet[] = [];
  const failed = l10n.t('Could not swap the links of {0}', nameOf(first));
  const approval = {
    question: byCount(
      count,
      l10n.t('Swap the direction of 1 link?'),
      l10n.t('Swap the direction of {0} links?', formatNumber(count)),
    ),
    verb: byCount(count, l10n.t('Swap Link'), l10n.t('Swap {0} Links', formatNumber(count))),
    ...(!mayAsk(isInteractive) && { isApproved: true as const }),
  };
  const work = () =>
    carryOut(
      { title: titleFor(title, swaps.length), deed: 'changed', resolvesConflicts: false, approval },
      async (watch) => {
        const proposals: Proposal[] = [];
        for (const own of sets) {
          const session = await openSession(deps, own[0]?.connectionId ?? '');
          const names = new Map(own.map(({ sourceId, name }) => [sourceId, name]));
          const set = await session.editor.planSwap(own, callOf(watch, 'changed'));
          planned.push(set);
          proposals.push({ session, set, nameOf: (sourceId) => names.get(sourceId) });
        }
        return proposals;
      },
    );
  try {
    const results = await failingAs(failed, work, first.connectionId);
    const each = results?.flatMap((own, index) =>
      resultsOf(sets[index] ?? [], planned[index]?.steps ?? [], own),
    );
    if (each) throwOnly(each);
    return each;
  } catch (error) {
    if (!isInteractive || !isCancelled(causeOf(error))) throw error;
    void notify.info(l10n.t('{0} was cancelled. Nothing was changed.', title));
    return undefined;
  }
}

const nameOf = ({ name, sourceId }: Pick<Swap, 'name' | 'sourceId'>): string => name ?? nameOfId(sourceId);

/**
 * The results of each swap. Its steps follow each other: one alone where it could not be planned, else one for each
 * other entry, and the removal where there is any.
 */
function resultsOf(
  swaps: readonly Swap[],
  steps: readonly PlannedStep[],
  results: readonly EntryResult[],
): SwapResult[] {
  let at = 0;
  return swaps.map((swap): SwapResult => {
    const { sourceId, links } = swap;
    const begun = steps[at];
    if (begun && 'error' in begun && begun.sourceId === sourceId) {
      const failure = results[at];
      at += 1;
      return { name: failure?.name ?? nameOf(swap), added: [], failure };
    }
    const others = new Set(links.map(({ targetId }) => targetId).filter((id) => id !== sourceId)).size;
    const added = results.slice(at, at + others);
    at += others;
    const next = steps[at];
    const isRemoval = next && 'plan' in next && next.plan.removesWhatOthersGot === true;
    const removed = isRemoval ? results[at] : undefined;
    if (isRemoval) at += 1;
    return { name: removed?.name ?? nameOf(swap), added, removed: wasTried(removed) ? removed : undefined };
  });
}

/** Where no other entry got its links, nothing was to be removed. */
function wasTried(removed: EntryResult | undefined): boolean {
  return removed !== undefined && ('error' in removed.applied || removed.applied.outcome.sent);
}

/** All results of swaps, in their order. */
export function entriesOf(swaps: readonly SwapResult[]): EntryResult[] {
  return swaps.flatMap(({ added, removed, failure }) => [
    ...added,
    ...(removed ? [removed] : []),
    ...(failure ? [failure] : []),
  ]);
}

/** The one failure of swaps that changed nothing is thrown as itself. */
function throwOnly(swaps: readonly SwapResult[]): void {
  const all = entriesOf(swaps);
  const failures = all.filter(({ applied }) => 'error' in applied);
  const [only] = failures;
  if (!only || failures.length > 1 || outcomesOf(all).length > 0) return;
  const isWhole = swaps.some(({ failure }) => failure === only);
  const failed = isWhole
    ? l10n.t('Could not swap the links of {0}', only.name)
    : failedFor(only.name, 'changed');
  throw failureOf(only, failed) ?? new Error(failed);
}

/** A sentence for each failure. Where links were added at one end and stay at the other, it says so. */
export function describeSwapFailures(
  deps: Pick<FlowDeps, 'log'>,
  title: string,
  swaps: readonly SwapResult[],
): string[] {
  const failures = (result: EntryResult | undefined) =>
    result && 'error' in result.applied && !isCancelled(causeOf(result.applied.error)) ? [result] : [];
  return swaps.flatMap((swap) => [
    ...failures(swap.failure).map((one) =>
      sentenceOf(failureOf(one, l10n.t('Could not swap the links of {0}', swap.name)), deps, { title }),
    ),
    ...swap.added.flatMap(failures).map((one) => describeNotAdded(deps, title, swap, one)),
    ...failures(swap.removed).map((one) => describeNotRemoved(deps, title, swap, one)),
  ]);
}

/** The other entry did not get the links: the source keeps them. */
function describeNotAdded(
  deps: Pick<FlowDeps, 'log'>,
  title: string,
  { name: source }: SwapResult,
  result: EntryResult,
): string {
  const failure = failureOf(result, failedFor(result.name, 'changed'));
  const sentence = sentenceOf(failure, deps, { title });
  // What was sent may have been added all the same: the sentence of that failure says what is known.
  if (mayHaveWritten(failure?.cause))
    return l10n.t('{0} The links of {1} stay as they are.', sentence, source);
  const [why] = whyAndAdvice(failure?.cause);
  return l10n.t('Not added at {0}, so not removed from {1}: {2}.', result.name, source, why);
}

/** The links are at both ends now. */
function describeNotRemoved(
  deps: Pick<FlowDeps, 'log'>,
  title: string,
  { name, added }: SwapResult,
  result: EntryResult,
): string {
  const made = outcomesOf(added);
  const sent = made.filter((outcome) => outcome.sent);
  const where = formatList((sent.length > 0 ? sent : made).map((outcome) => outcome.name));
  const failure = failureOf(result, failedFor(result.name, 'changed'));
  const sentence = sentenceOf(failure, deps, { title });
  const [why] = whyAndAdvice(failure?.cause);
  if (mayHaveWritten(failure?.cause))
    return sent.length > 0
      ? l10n.t('Added at {0}. {1}', where, sentence)
      : l10n.t('Already at {0}. {1}', where, sentence);
  return sent.length > 0
    ? l10n.t('Added at {0}, not removed from {1}: {2}.', where, name, why)
    : l10n.t('Already at {0}, not removed from {1}: {2}.', where, name, why);
}
