import { type Ask, formatCounts } from '../../changeFlow';
import { type ChangeCounts, isCancelled, type LinkCounts, notify, plural, UserError } from '../../ui';
import { countsOf, totalOf, type BatchResult, type SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { causeOf } from '../support/failure';
import { watched, type Watched } from '../support/progress';
import { askCaller, changeAsked } from './changeAsked';
import { joined } from './joined';
import { progressOf } from './progressWords';
import { describeFailures, howMany } from './report';
import { reportSuccess, reportPartly } from './tellDone';
import { reportDroppedLinks } from './tellLost';
import { undoRecords } from './undoing';
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

/** Runs a step that is about so many entries, with progress and Cancel where it takes a while. */
export function withProgress<T>(
  title: string,
  count: number,
  step: (watch: Watched) => Promise<T>,
): Promise<T> {
  return watched(count > 1 ? `${title} (${plural(count, 'entry', 'entries')})` : title, step);
}

/** Makes the edits of entries from what they have now, carries them out and tells the person what became of each. */
export async function carryOutTasks(
  deps: CommandDeps,
  tasks: readonly EditTask[],
  batch: Batch,
): Promise<void> {
  await carryOutEach(deps, tasks.length, batch, async (options) => {
    const { changes, failures } = await prepare(deps, tasks, options);
    const done = await changeAsked(deps, changes, { ...options, ...askOf(batch), settles: true });
    return { ...done, failures: [...failures, ...done.failures] };
  });
}

/** Carries out edits and tells the person what became of each entry. */
export async function carryOut(
  deps: CommandDeps,
  changes: readonly SourceEdit[],
  batch: Batch,
): Promise<void> {
  await carryOutEach(deps, changes.length, batch, (options) =>
    changeAsked(deps, changes, { ...options, ...askOf(batch), settles: true }),
  );
}

/**
 * For argument objects: asks as the settings say, one question for all entries, and answers the counts over all of them.
 * Rejects when one of them failed, and when the person says no.
 */
export async function answerTasks(
  deps: CommandDeps,
  tasks: readonly EditTask[],
  { title, verb }: Pick<Batch, 'title' | 'verb'>,
): Promise<ChangeCounts> {
  return withProgress(title, tasks.length, async (watch) => {
    const options = optionsOf(watch, title, verb, tasks.length);
    const { changes, failures } = await prepare(deps, tasks, options);
    const done = await changeAsked(deps, changes, { ...options, settles: false, ask: askCaller() });
    return countsOrFail(deps, { ...done, failures: [...failures, ...done.failures] }, verb);
  });
}

/** The same for edits that need no look at the links before; those of one entry go together. */
export async function answerEdits(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  { title, verb }: Pick<Batch, 'title' | 'verb'>,
): Promise<ChangeCounts> {
  const each = joined(edits);
  return withProgress(title, each.length, async (watch) => {
    const options = { ...optionsOf(watch, title, verb, each.length), settles: false, ask: askCaller() };
    return countsOrFail(deps, await changeAsked(deps, each, options), verb);
  });
}

/** The counts of a batch; it rejects with all sentences when an entry failed or was cancelled. */
function countsOrFail(deps: CommandDeps, result: BatchResult, verb: string): ChangeCounts {
  const { outcomes, failures, cancelled, doubtful } = result;
  if (failures.length + cancelled.length === 0) return totalOf(result);
  // The answer would name what was lost; an error has no place for it.
  reportDroppedLinks(deps, [...outcomes, ...doubtful], undoRecords);
  const report = { verb, done: outcomes.map(({ sourceId }) => `${sourceId}`), failures, cancelled };
  throw new UserError([howMany(report), ...describeFailures(failures)].join(' '));
}

async function carryOutEach(
  deps: CommandDeps,
  count: number,
  batch: Batch,
  step: (options: ReturnType<typeof optionsOf>) => Promise<BatchResult>,
): Promise<void> {
  const { title, verb } = batch;
  try {
    const result = await withProgress(title, count, (watch) => step(optionsOf(watch, title, verb, count)));
    tell(deps, result, batch);
  } catch (error) {
    if (!isCancelled(causeOf(error))) throw error;
    void notify.info(`${title} was cancelled. Nothing was changed.`);
  }
}

function optionsOf(watch: Watched, title: string, verb: string, count: number) {
  const { signal, asking } = watch;
  return { title, isBatch: count > 1, signal, asking, onProgress: progressOf(watch, verb) };
}

const askOf = ({ ask }: Batch) => (ask ? { ask } : {});

function tell(deps: CommandDeps, result: BatchResult, { title, verb, done }: Batch): void {
  const { outcomes, failures, cancelled, doubtful } = result;
  if (failures.length + cancelled.length === 0) {
    reportSuccess(deps, done(totalOf(result)), outcomes);
    return;
  }
  const lines = outcomes.map(({ name, plan }) => `${name}: ${formatCounts(countsOf(plan))}`);
  reportPartly(deps, { title, verb, done: lines, failures, cancelled }, outcomes, doubtful);
}

/** Told after the sentence of success; empty when nothing was skipped. */
export function describeSkipped(count: number): string {
  return count > 0 ? ` Skipped ${plural(count, 'link')} of other connections.` : '';
}
