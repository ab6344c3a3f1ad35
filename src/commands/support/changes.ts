import { randomUUID } from 'node:crypto';
import type { Entry, Link } from '../../api';
import type { ChangeCause, LinkChangeOutcome } from '../../editing';
import type { ChangeCounts, LinkCounts } from '../../host';
import type { LinkEdit, LinkPlan } from '../../links';
import type { CommandDeps } from './deps';
import { CommandFailure, during, sentenceOf } from './failure';
import { openSession } from './pickConnection';

/** One entry's part of a change. */
export interface SourceEdit {
  readonly connectionId: string;
  readonly sourceId: number;
  /** For messages. */
  readonly name: string;
  readonly edit: LinkEdit;
  /** What made the change; `command` when left out. */
  readonly cause?: ChangeCause;
  /** Entries that the command has read: warnings are made of them. */
  readonly known?: readonly Entry[];
  /** All links that the person saw while choosing: overlaps with foreign changes since are conflicts. */
  readonly base?: readonly Link[];
  /** Changes of one group are one thing in the history. */
  readonly group?: string;
}

export function countsOf({ added, removed, changed, kept }: LinkPlan): LinkCounts {
  return { added: added.length, removed: removed.length, changed: changed.length, kept: kept.length };
}

/** Changes the links of one entry. */
export async function changeLinks(deps: CommandDeps, change: SourceEdit): Promise<LinkChangeOutcome> {
  const { connectionId, name, cause = 'command', ...wish } = change;
  const session = await openSession(deps, connectionId);
  return during(`change the links of ${name}`, () => session.changeLinks({ ...wish, cause }), connectionId);
}

/** What became of one entry. */
export interface EntryOutcome extends LinkChangeOutcome {
  readonly connectionId: string;
  /** For messages. */
  readonly name: string;
}

export interface BatchResult {
  readonly outcomes: readonly EntryOutcome[];
  /** One sentence for each entry that failed. */
  readonly failures: readonly string[];
}

/** Changes several entries one after another; a failure does not stop the rest. A single one fails as itself. */
export async function changeAll(
  deps: CommandDeps,
  changes: readonly SourceEdit[],
  title: string,
): Promise<BatchResult> {
  const outcomes: EntryOutcome[] = [];
  const failures: string[] = [];
  const group = changes.length > 1 ? { group: randomUUID() } : {};
  for (const change of changes) {
    const { connectionId, name } = change;
    try {
      outcomes.push({ ...(await changeLinks(deps, { ...change, ...group })), connectionId, name });
    } catch (error) {
      if (changes.length === 1 || !(error instanceof CommandFailure)) throw error;
      failures.push(sentenceOf(error, title, deps));
    }
  }
  return { outcomes, failures };
}

/** Adds up what a batch did, and names the incoming links that were lost with it: a caller must hear of them too. */
export function totalOf({ outcomes }: { readonly outcomes: readonly LinkChangeOutcome[] }): ChangeCounts {
  const total = { added: 0, removed: 0, changed: 0, kept: 0 };
  for (const { plan } of outcomes) {
    const counts = countsOf(plan);
    total.added += counts.added;
    total.removed += counts.removed;
    total.changed += counts.changed;
    total.kept += counts.kept;
  }
  const lostIncoming = outcomes.flatMap((outcome) => outcome.lostIncoming);
  return lostIncoming.length > 0 ? { ...total, lostIncoming } : total;
}
