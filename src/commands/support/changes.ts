import type { LinkChangeOutcome } from '../../editing';
import type { LinkCounts } from '../../host';
import type { LinkEdit, LinkPlan } from '../../links';
import type { CommandDeps } from './deps';
import { CommandFailure, during, sentenceOf } from './failure';
import { openSession } from './pickConnection';
import { plural } from '../../host';

/** One entry's part of a change. */
export interface SourceEdit {
  readonly connectionId: string;
  readonly sourceId: number;
  /** For messages. */
  readonly name: string;
  readonly edit: LinkEdit;
}

export function countsOf({ added, removed, changed, kept }: LinkPlan): LinkCounts {
  return { added: added.length, removed: removed.length, changed: changed.length, kept: kept.length };
}

/** Changes the links of one entry. */
export async function changeLinks(deps: CommandDeps, change: SourceEdit): Promise<LinkChangeOutcome> {
  const { connectionId, sourceId, name, edit } = change;
  const session = await openSession(deps, connectionId);
  return during(
    `change the links of ${name}`,
    () => session.changeLinks({ sourceId, edit, cause: 'command' }),
    connectionId,
  );
}

export interface BatchResult {
  readonly outcomes: readonly LinkChangeOutcome[];
  /** One sentence for each entry that failed. */
  readonly failures: readonly string[];
}

/** Changes several entries one after another; a failure does not stop the rest. A single one fails as itself. */
export async function changeAll(
  deps: CommandDeps,
  changes: readonly SourceEdit[],
  title: string,
): Promise<BatchResult> {
  const outcomes: LinkChangeOutcome[] = [];
  const failures: string[] = [];
  for (const change of changes) {
    try {
      outcomes.push(await changeLinks(deps, change));
    } catch (error) {
      if (changes.length === 1 || !(error instanceof CommandFailure)) throw error;
      failures.push(sentenceOf(error, title, deps));
    }
  }
  return { outcomes, failures };
}

/** Adds up what a batch did. */
export function totalOf({ outcomes }: BatchResult): LinkCounts {
  const total = { added: 0, removed: 0, changed: 0, kept: 0 };
  for (const { plan } of outcomes) {
    const counts = countsOf(plan);
    total.added += counts.added;
    total.removed += counts.removed;
    total.changed += counts.changed;
    total.kept += counts.kept;
  }
  return total;
}

/** For example "7 of 9 entries changed. Could not change the links of …". */
export function describeFailures({ outcomes, failures }: BatchResult): string {
  const all = outcomes.length + failures.length;
  const first = failures[0] ?? '';
  const more = failures.length > 1 ? ` (${plural(failures.length - 1, 'more failure')} in the log)` : '';
  return `${outcomes.length} of ${plural(all, 'entry', 'entries')} changed. ${first}${more}`;
}
