import { notify, plural } from '../../ui';
import type { CommandDeps } from '../support/deps';
import { UNDO } from '../support/failure';

/** What became of a batch, entry by entry. */
export interface BatchReport {
  readonly title: string;
  /** What was done to each entry, for example `linked`. */
  readonly verb: string;
  /** A line for each entry that was changed, or had nothing to change. */
  readonly done: readonly string[];
  /** A sentence for each entry that failed. */
  readonly failures: readonly string[];
  /** Names of entries that were left as they were, since the person cancelled. */
  readonly cancelled?: readonly string[];
  /** Takes back what was done; left out where that can't be. */
  readonly undo?: () => Promise<unknown>;
}

type Counted = Pick<BatchReport, 'verb' | 'done' | 'failures' | 'cancelled'>;

/** `7 of 9 entries linked.`, or `Cancelled: 3 of 1,000 entries linked, 997 left as they were.` */
export function howMany({ verb, done, failures, cancelled = [] }: Counted): string {
  const all = plural(done.length + failures.length + cancelled.length, 'entry', 'entries');
  const words = `${done.length.toLocaleString('en-US')} of ${all} ${verb}`;
  if (cancelled.length === 0) return `${words}.`;
  const left = cancelled.length === 1 ? '1 left as it was' : `${numberOf(cancelled)} left as they were`;
  return `Cancelled: ${words}, ${left}.`;
}

/** Sentences told at most. */
const TOLD = 20;

/** The first failures; an error message of thousands of sentences helps nobody. */
export function describeFailures(failures: readonly string[]): readonly string[] {
  const more = failures.length - TOLD;
  return more > 0 ? [...failures.slice(0, TOLD), `And ${plural(more, 'more failure')}.`] : failures;
}

const numberOf = (list: readonly unknown[]) => list.length.toLocaleString('en-US');

/** Tells a batch that did not work out for every entry; *Show Details* lists each of them in the log. */
export async function reportFailures({ log }: CommandDeps, report: BatchReport): Promise<void> {
  const { title, done, failures, cancelled = [], undo } = report;
  const [first] = failures;
  const more = failures.length > 1 ? [`And ${plural(failures.length - 1, 'more failure')}.`] : [];
  const words = [howMany(report), ...(first === undefined ? [] : [first]), ...more].join(' ');
  const details = 'Show Details';
  const actions = undo ? [details, UNDO] : [details];
  const answer = await notify.warn(words, ...actions);
  if (answer === UNDO) await undo?.();
  if (answer !== details) return;
  log.info(
    [
      `${title}: ${howMany(report)}`,
      ...done.map((line) => `  ✓ ${line}`),
      ...failures.map((line) => `  ✗ ${line}`),
      ...cancelled.map((name) => `  – ${name}: cancelled`),
    ].join('\n'),
  );
  log.show();
}
