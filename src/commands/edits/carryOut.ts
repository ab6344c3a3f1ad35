import { plural, UserError, type LinkCounts } from '../../host';
import { countWords } from '../../review';
import { changeAll, countsOf, totalOf, type BatchResult, type SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { busy, cancellable } from '../support/progress';
import { changeAsked } from './changeAsked';
import { howMany, tellFailures, type BatchReport } from './report';
import { tellDone } from './tellDone';
import { prepare, type EditTask } from './tasks';

export interface Batch {
  readonly title: string;
  /** What is done to each entry, for example `linked`: "7 of 9 entries linked". */
  readonly verb: string;
  /** The sentence after success. */
  readonly done: (counts: LinkCounts) => string;
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
  tell(deps, result, tasks, batch);
}

/** Carries out edits and tells the person what became of each entry. */
export async function carryOut(
  deps: CommandDeps,
  changes: readonly SourceEdit[],
  batch: Batch,
): Promise<void> {
  const isBatch = changes.length > 1;
  const result = await withProgress(batch.title, changes.length, (signal) =>
    changeAsked(deps, changes, batch.title, { signal, isBatch }),
  );
  tell(deps, result, changes, batch);
}

/** For argument objects: asks nothing, answers the counts over all entries, rejects when one of them failed. */
export async function carryOutQuietly(
  deps: CommandDeps,
  tasks: readonly EditTask[],
  batch: Pick<Batch, 'title' | 'verb'>,
): Promise<LinkCounts> {
  const { changes, failures } = await prepare(deps, tasks, batch.title);
  const done = await changeAll(deps, changes, batch.title);
  return countsOrFail({ ...done, failures: [...failures, ...done.failures] }, batch.verb);
}

/** The counts of a batch; it rejects with all sentences when an entry failed. */
export function countsOrFail(result: BatchResult, verb: string): LinkCounts {
  const { outcomes, failures } = result;
  if (failures.length === 0) return totalOf(result);
  const report = { verb, done: outcomes.map(({ sourceId }) => `${sourceId}`), failures };
  throw new UserError(`${howMany(report)} ${failures.join(' ')}`);
}

type Named = Pick<SourceEdit, 'connectionId' | 'sourceId' | 'name'>;

function tell(
  deps: CommandDeps,
  result: BatchResult,
  entries: readonly Named[],
  { title, verb, done }: Batch,
): void {
  const { outcomes, failures } = result;
  if (failures.length === 0) {
    const sent = outcomes.some((outcome) => outcome.sent);
    void tellDone(done(totalOf(result)), sent ? entries[0]?.connectionId : undefined);
    return;
  }
  const lines = outcomes.map(({ sourceId, plan }) => {
    const name = entries.find((entry) => entry.sourceId === sourceId)?.name ?? `entry ${sourceId}`;
    return `${name}: ${countWords(countsOf(plan))}`;
  });
  void tellFailures(deps, { title, verb, done: lines, failures } satisfies BatchReport);
}

/** Told after the sentence of success; empty when nothing was skipped. */
export function skippedWords(count: number): string {
  return count > 0 ? ` Skipped ${plural(count, 'link')} of other connections.` : '';
}
