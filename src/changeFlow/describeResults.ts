import { l10n } from 'vscode';
import type { GroupProgress } from '../changes';
import { byCount, formatNumber } from '../ui';
import { describeReturned } from './describeHistory';
import { formatCounts } from './describePlan';
import { cancelledIn, countsOf, type EntryOutcome, type EntryResult, outcomesOf } from './results';

/** What is done to each entry of a batch. */
export type Deed = 'linked' | 'changed' | 'changedBack' | 'restored';

/** How far a batch is, for example `3 of 1,000 linked`. */
export function describeProgress({ operation, done, of }: GroupProgress, deed: Deed): string {
  const [count, all] = [formatNumber(done), formatNumber(of)];
  switch (operation === 'reading' ? operation : deed) {
    case 'reading':
      return l10n.t('{0} of {1} read', count, all);
    case 'linked':
      return l10n.t('{0} of {1} linked', count, all);
    case 'changed':
      return l10n.t('{0} of {1} changed', count, all);
    case 'changedBack':
      return l10n.t('{0} of {1} changed back', count, all);
    case 'restored':
      return l10n.t('{0} of {1} restored', count, all);
  }
}

/** What failed where an entry of a batch could not be changed: a whole sentence without its full stop. */
export function failedFor(name: string, deed: Deed): string {
  switch (deed) {
    case 'linked':
    case 'changed':
      return l10n.t('Could not change the links of {0}', name);
    case 'changedBack':
      return l10n.t('Could not change the links of {0} back', name);
    case 'restored':
      return l10n.t('Could not restore the links of {0}', name);
  }
}

/** How many entries of a batch came to which end. */
export interface BatchTotal {
  readonly done: number;
  readonly failed: number;
  /** Left as they were, since the person cancelled. */
  readonly cancelled: number;
}

/** `7 of 9 entries linked.`, or `Cancelled: 3 of 1,000 entries linked, 997 left as they were.` */
export function describeTotal({ done, failed, cancelled }: BatchTotal, deed: Deed): string {
  const all = done + failed + cancelled;
  const [count, of, left] = [done, all, cancelled].map(formatNumber) as [string, string, string];
  if (cancelled === 0) return describeDone(all, count, of, deed);
  if (all === 1) return describeAllCancelled(deed);
  return byCount(cancelled, describeOneCancelled(count, of, deed), describeCancelled(count, of, left, deed));
}

function describeDone(all: number, count: string, of: string, deed: Deed): string {
  switch (deed) {
    case 'linked':
      return byCount(
        all,
        l10n.t('{0} of 1 entry linked.', count),
        l10n.t('{0} of {1} entries linked.', count, of),
      );
    case 'changed':
      return byCount(
        all,
        l10n.t('{0} of 1 entry changed.', count),
        l10n.t('{0} of {1} entries changed.', count, of),
      );
    case 'changedBack':
      return byCount(
        all,
        l10n.t('{0} of 1 entry changed back.', count),
        l10n.t('{0} of {1} entries changed back.', count, of),
      );
    case 'restored':
      return byCount(
        all,
        l10n.t('{0} of 1 entry restored.', count),
        l10n.t('{0} of {1} entries restored.', count, of),
      );
  }
}

function describeAllCancelled(deed: Deed): string {
  switch (deed) {
    case 'linked':
      return l10n.t('Cancelled: 0 of 1 entry linked, 1 left as it was.');
    case 'changed':
      return l10n.t('Cancelled: 0 of 1 entry changed, 1 left as it was.');
    case 'changedBack':
      return l10n.t('Cancelled: 0 of 1 entry changed back, 1 left as it was.');
    case 'restored':
      return l10n.t('Cancelled: 0 of 1 entry restored, 1 left as it was.');
  }
}

function describeOneCancelled(count: string, of: string, deed: Deed): string {
  switch (deed) {
    case 'linked':
      return l10n.t('Cancelled: {0} of {1} entries linked, 1 left as it was.', count, of);
    case 'changed':
      return l10n.t('Cancelled: {0} of {1} entries changed, 1 left as it was.', count, of);
    case 'changedBack':
      return l10n.t('Cancelled: {0} of {1} entries changed back, 1 left as it was.', count, of);
    case 'restored':
      return l10n.t('Cancelled: {0} of {1} entries restored, 1 left as it was.', count, of);
  }
}

function describeCancelled(count: string, of: string, left: string, deed: Deed): string {
  switch (deed) {
    case 'linked':
      return l10n.t('Cancelled: {0} of {1} entries linked, {2} left as they were.', count, of, left);
    case 'changed':
      return l10n.t('Cancelled: {0} of {1} entries changed, {2} left as they were.', count, of, left);
    case 'changedBack':
      return l10n.t('Cancelled: {0} of {1} entries changed back, {2} left as they were.', count, of, left);
    case 'restored':
      return l10n.t('Cancelled: {0} of {1} entries restored, {2} left as they were.', count, of, left);
  }
}

/** Sentences told at most. */
const TOLD = 20;

/** The first failures; an error message of thousands of sentences helps nobody. */
export function firstFailures(failures: readonly string[]): readonly string[] {
  return [...failures.slice(0, TOLD), ...moreFailures(failures.length - TOLD)];
}

/** A sentence for failures beside those that are told one by one; none where there are none. */
export function moreFailures(count: number): string[] {
  return count > 0
    ? [byCount(count, l10n.t('And 1 more failure.'), l10n.t('And {0} more failures.', formatNumber(count)))]
    : [];
}

/** A line of what became of an entry, for example `Email: 1 added, 2 kept`. */
export function describeEntry({ name, plan }: Pick<EntryOutcome, 'name' | 'plan'>, deed: Deed): string {
  const counts = countsOf(plan);
  return l10n.t(
    '{0}: {1}',
    name,
    deed === 'changedBack' || deed === 'restored' ? describeReturned(counts) : formatCounts(counts),
  );
}

/** A line for each entry of a batch, below what became of it in all. */
export function describeDetails({
  title,
  deed,
  results,
  failures,
}: {
  readonly title: string;
  readonly deed: Deed;
  readonly results: readonly EntryResult[];
  readonly failures: readonly string[];
}): string[] {
  const [outcomes, cancelled] = [outcomesOf(results), cancelledIn(results)];
  const counts = { done: outcomes.length, failed: failures.length, cancelled: cancelled.length };
  return [
    `${title}: ${describeTotal(counts, deed)}`,
    ...outcomes.map((one) => `  ✓ ${describeEntry(one, deed)}`),
    ...failures.map((line) => `  ✗ ${line}`),
    ...cancelled.map((name) => `  – ${l10n.t('{0}: cancelled', name)}`),
  ];
}

/** Told after incoming links were put back. */
export function describeRestored(count: number): string {
  return count > 0
    ? byCount(
        count,
        l10n.t('Restored 1 incoming link.'),
        l10n.t('Restored {0} incoming links.', formatNumber(count)),
      )
    : l10n.t('The incoming links are there already.');
}

/** Told after the sentence of success, where it could not be seen whether the server dropped incoming links; else nothing. */
export function describeUnchecked(outcomes: readonly EntryOutcome[]): string[] {
  const names = outcomes.filter(({ incomingUnchecked }) => incomingUnchecked).map(({ name }) => name);
  const [first] = names;
  if (first === undefined) return [];
  return [
    byCount(
      names.length,
      l10n.t(
        'Could not check whether the server kept the incoming links of {0}: refresh and check them.',
        first,
      ),
      l10n.t(
        'Could not check whether the server kept the incoming links of {0} entries: refresh and check them.',
        formatNumber(names.length),
      ),
    ),
  ];
}
