import { toWireLink } from '../api';
import type { Applied, LinkChangeOutcome } from '../changes';
import type { LinkPlan, RepositoryRef } from '../domain';
import { type ChangeCounts, isCancelled, type LinkCounts } from '../ui';
import { causeOf, mayHaveWritten, OperationError } from './failure';
import { type Names, namesFrom } from './names';

/** What became of one entry of a change. */
export interface EntryResult {
  readonly connectionId: string;
  /** What the entry is called. */
  readonly name: string;
  /** The repository that was written to; none where its connection could not be opened. */
  readonly madeIn?: RepositoryRef;
  readonly applied: Applied;
  /** What its links and their types are called; left out where nothing was planned. */
  readonly names?: () => Names;
}

/** A change that was sent: what can be undone, and what the server dropped with it. */
export interface SentChange extends Pick<LinkChangeOutcome, 'madeIn' | 'recordId' | 'droppedIncoming'> {
  readonly connectionId: string;
}

/** What became of an entry that was changed, or had nothing to change. */
export interface EntryOutcome extends LinkChangeOutcome, SentChange {
  readonly name: string;
  readonly names: () => Names;
}

const nobodysNames = namesFrom({ links: [], linkTypes: [] });

export function outcomesOf(results: readonly EntryResult[]): EntryOutcome[] {
  return results.flatMap(({ connectionId, name, applied, names = () => nobodysNames }) =>
    'outcome' in applied ? [{ ...applied.outcome, connectionId, name, names }] : [],
  );
}

/** Results of entries that failed; a person's Cancel is no failure. */
export function failuresIn(results: readonly EntryResult[]): EntryResult[] {
  return results.filter(({ applied }) => 'error' in applied && !isCancelled(causeOf(applied.error)));
}

/** Names of entries that a person's Cancel left as they were. */
export function cancelledIn(results: readonly EntryResult[]): string[] {
  return results.flatMap(({ name, applied }) =>
    'error' in applied && isCancelled(causeOf(applied.error)) ? [name] : [],
  );
}

/** The failure of an entry together with what failed; undefined where it did not fail. */
export function failureOf(
  { connectionId, madeIn, applied }: EntryResult,
  failed: string,
): OperationError | undefined {
  if (!('error' in applied)) return undefined;
  const { error } = applied;
  return error instanceof OperationError ? error : new OperationError(failed, error, connectionId, madeIn);
}

/** The change behind a failure that came after its PUT was sent, and that may stand all the same. */
export function doubtfulOf(error: unknown): SentChange[] {
  if (!(error instanceof OperationError)) return [];
  const { cause, connectionId, madeIn } = error;
  const doubtful = mayHaveWritten(cause);
  if (!doubtful || connectionId === undefined || !madeIn) return [];
  const { recordId, droppedIncoming = [] } = doubtful.details;
  return [{ connectionId, madeIn, droppedIncoming, recordId }];
}

/** Whatever was sent, or may have been. */
export function sentOf(results: readonly EntryResult[]): SentChange[] {
  return [...outcomesOf(results), ...results.flatMap((result) => doubtfulOf(failureOf(result, '')))];
}

/** The changes of the history that can be undone. */
export function recordsOf(sent: readonly SentChange[]): string[] {
  return sent.flatMap(({ recordId }) => recordId ?? []);
}

export function countsOf({ added, removed, changed, kept }: LinkPlan): LinkCounts {
  return { added: added.length, removed: removed.length, changed: changed.length, kept: kept.length };
}

/** Adds up what was done, and names the incoming links that were dropped with it: a caller must hear of them too. */
export function totalOf(results: readonly EntryResult[]): ChangeCounts {
  const outcomes = outcomesOf(results);
  const total = { added: 0, removed: 0, changed: 0, kept: 0 };
  for (const { plan } of outcomes) {
    const counts = countsOf(plan);
    total.added += counts.added;
    total.removed += counts.removed;
    total.changed += counts.changed;
    total.kept += counts.kept;
  }
  const droppedIncoming = outcomes.flatMap((outcome) => outcome.droppedIncoming);
  return droppedIncoming.length > 0 ? { ...total, lostIncoming: droppedIncoming.map(toWireLink) } : total;
}
