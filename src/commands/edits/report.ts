import * as vscode from 'vscode';
import { plural } from '../../host';
import type { CommandDeps } from '../support/deps';

/** What became of a batch, entry by entry. */
export interface BatchReport {
  readonly title: string;
  /** What was done to each entry, for example `linked`. */
  readonly verb: string;
  /** A line for each entry that was changed, or had nothing to change. */
  readonly done: readonly string[];
  /** A sentence for each entry that failed. */
  readonly failures: readonly string[];
  /** Takes back what was done; left out where that can't be. */
  readonly undo?: () => Promise<unknown>;
}

/** The button that takes back exactly what was told. */
export const UNDO = 'Undo';

/** `7 of 9 entries linked.` */
export function howMany({ verb, done, failures }: Pick<BatchReport, 'verb' | 'done' | 'failures'>): string {
  return `${done.length} of ${plural(done.length + failures.length, 'entry', 'entries')} ${verb}.`;
}

/** Tells a batch that did not work out for every entry; *Show Details* lists each of them in the log. */
export async function tellFailures({ log }: CommandDeps, report: BatchReport): Promise<void> {
  const { title, done, failures, undo } = report;
  const [first = ''] = failures;
  const more = failures.length > 1 ? ` And ${plural(failures.length - 1, 'more failure')}.` : '';
  const details = 'Show Details';
  const actions = undo ? [details, UNDO] : [details];
  const answer = await vscode.window.showWarningMessage(`${howMany(report)} ${first}${more}`, ...actions);
  if (answer === UNDO) await undo?.();
  if (answer !== details) return;
  log.info(
    [
      `${title}: ${howMany(report)}`,
      ...done.map((line) => `  ✓ ${line}`),
      ...failures.map((line) => `  ✗ ${line}`),
    ].join('\n'),
  );
  log.show();
}
