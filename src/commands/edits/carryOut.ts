import { plural, UserError, type ChangeCounts, type LinkCounts } from '../../host';
import type { Ask } from '../../history';
import { countWords } from '../../review';
import { changeAll, countsOf, totalOf, type BatchResult, type SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { busy, cancellable } from '../support/progress';
import { changeAsked } from './changeAsked';
import { howMany } from './report';
import { tellDone, tellPartly } from './tellDone';
import { prepare, type EditTask } from './tasks';

export interface Batch {
  readonly title: string;
  /** What is done to each entry, for example `linked`: "7 of 9 entries linked". */
  readonly verb: string;
  /** The sentence after success. */
  readonly done: (counts: LinkCounts) => string;
  /** Asks in another way than the setting says. */
  readonly ask?: Ask;
}

/** A batch of this many entries shows its progress with Cancel. */
const LONG = 4;

/** Shows progress while a step runs: with Cancel where it is about many entries. */
export function withProgress<T>(
  title: string,
  count: number,
  step: (signal?: AbortSignal) => Promise<T>,
): Thenable<T> {
  if (count < LONG) return busy(() => step());
  return cancellable(`${title}: ${plural(count, 'entry', 'entries')}…`, step);
}

/** Makes the edits of entries from what they have now, carries them out and tells the person what became of each. */
export async function carryOutTasks(
  deps: CommandDeps,
  tasks: readonly EditTask[],
  batch: Batch,
): Promise<void> {
  const result = await withProgress(batch.title, tasks.length, async (signal) => {
    const { changes, failures } = await prepare(deps, tasks, batch.title, signal);
    const done = await changeAsked(deps, changes, batch.title, { signal, isBatch: tasks.length > 1 });
    return { ...done, failures: [...failures, ...done.failures] };
  });
  tell(deps, result, batch);
}

/** Carries out edits and tells the person what became of each entry. */
export async function carryOut(
  deps: CommandDeps,
  changes: readonly SourceEdit[],
  batch: Batch,
): Promise<void> {
  const options = { isBatch: changes.length > 1, ...(batch.ask && { ask: batch.ask }) };
  const result = await withProgress(batch.title, changes.length, (signal) =>
    changeAsked(deps, changes, batch.title, { ...options, signal }),
  );
  tell(deps, result, batch);
}

/** For argument objects: asks nothing, answers the counts over all entries, rejects when one of them failed. */
export async function carryOutQuietly(
  deps: CommandDeps,
  tasks: readonly EditTask[],
  batch: Pick<Batch, 'title' | 'verb'>,
): Promise<ChangeCounts> {
  const { changes, failures } = await prepare(deps, tasks, batch.title);
  const done = await changeAll(deps, changes, batch.title);
  return countsOrFail({ ...done, failures: [...failures, ...done.failures] }, batch.verb);
}

/** The counts of a batch; it rejects with all sentences when an entry failed. */
export function countsOrFail(result: BatchResult, verb: string): ChangeCounts {
  const { outcomes, failures } = result;
  if (failures.length === 0) return totalOf(result);
  const report = { verb, done: outcomes.map(({ sourceId }) => `${sourceId}`), failures };
  throw new UserError(`${howMany(report)} ${failures.join(' ')}`);
}

function tell(deps: CommandDeps, result: BatchResult, { title, verb, done }: Batch): void {
  const { outcomes, failures } = result;
  if (failures.length === 0) {
    tellDone(deps, done(totalOf(result)), outcomes);
    return;
  }
  const lines = outcomes.map(({ name, plan }) => `${name}: ${countWords(countsOf(plan))}`);
  tellPartly(deps, { title, verb, done: lines, failures }, outcomes);
}

/** Told after the sentence of success; empty when nothing was skipped. */
export function skippedWords(count: number): string {
  return count > 0 ? ` Skipped ${plural(count, 'link')} of other connections.` : '';
}
