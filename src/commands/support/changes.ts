import { randomUUID } from 'node:crypto';
import type { Entry, Link } from '../../api';
import type { ChangeCause, GroupOptions, GroupResult, LinkChange, LinkChangeOutcome } from '../../editing';
import { isCancelled, type ChangeCounts, type LinkCounts } from '../../host';
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
  /** Names of entries that the person's Cancel left as they were. */
  readonly cancelled: readonly string[];
}

export interface BatchOptions extends Pick<GroupOptions, 'signal' | 'onProgress'> {
  /** What the batch is called in the log. */
  readonly title: string;
  /** Failures are listed, entry by entry; else the one failure is the command's. */
  readonly isBatch: boolean;
}

/** Sends the changes of one connection: resolves with a result for each, in their order. */
export type SendChanges = (
  connectionId: string,
  edits: readonly SourceEdit[],
  changes: readonly LinkChange[],
) => Promise<readonly GroupResult[]>;

/** Changes several entries, asking nothing; a failure does not stop the rest. A single one fails as itself. */
export function changeAll(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  options: BatchOptions,
): Promise<BatchResult> {
  const { signal, onProgress } = options;
  const call = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
  return changeEach(deps, edits, options, async (connectionId, _, changes) => {
    const { editor } = await openSession(deps, connectionId);
    return (await editor.changeGroup(changes, call)).results;
  });
}

/** Sends edits connection by connection, and sorts what became of each entry. */
export async function changeEach(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  { title, isBatch }: Pick<BatchOptions, 'title' | 'isBatch'>,
  send: SendChanges,
): Promise<BatchResult> {
  const outcomes: EntryOutcome[] = [];
  const failures: string[] = [];
  const cancelled: string[] = [];
  const group = edits.find((edit) => edit.group !== undefined)?.group ?? randomUUID();
  for (const connectionId of new Set(edits.map((edit) => edit.connectionId))) {
    const own = edits.filter((edit) => edit.connectionId === connectionId);
    const named = own.length === 1 ? (own[0]?.name ?? '') : `${own.length.toLocaleString('en-US')} entries`;
    const changes = own.map(({ connectionId: _, name: __, cause = 'command', ...wish }): LinkChange => ({
      ...wish,
      cause,
      group,
    }));
    const doing = `change the links of ${named}`;
    const results = await during(doing, () => send(connectionId, own, changes), connectionId);
    for (const [index, result] of results.entries()) {
      const name = own[index]?.name ?? `entry ${result.sourceId}`;
      if ('outcome' in result) {
        outcomes.push({ ...result.outcome, connectionId, name });
        continue;
      }
      const failure = new CommandFailure(`change the links of ${name}`, result.error, connectionId);
      if (!isBatch) throw failure;
      if (isCancelled(result.error)) cancelled.push(name);
      else failures.push(sentenceOf(failure, title, deps));
    }
  }
  return { outcomes, failures, cancelled };
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
