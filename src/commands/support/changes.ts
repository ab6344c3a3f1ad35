import { randomUUID } from 'node:crypto';
import { toWireLink } from '../../api';
import type { Entry, Link, LinkEdit, LinkPlan, RepositoryRef } from '../../domain';
import {
  EditError,
  type ChangeCause,
  type GroupOptions,
  type Applied,
  type ChangeRequest,
  type LinkChangeOutcome,
} from '../../changes';
import { type ChangeCounts, isCancelled, type LinkCounts } from '../../ui';
import type { CommandDeps } from './deps';
import { causeOf, CommandFailure, during, isDeclined, sentenceOfPart } from './failure';
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
  /** The repository that it was made for, where that was some time ago. */
  readonly madeFor?: RepositoryRef;
}

export function countsOf({ added, removed, changed, kept }: LinkPlan): LinkCounts {
  return { added: added.length, removed: removed.length, changed: changed.length, kept: kept.length };
}

/** A change that was sent: what can be taken back, and what went lost with it. */
export interface SentChange extends Pick<LinkChangeOutcome, 'madeIn' | 'recordId' | 'droppedIncoming'> {
  readonly connectionId: string;
}

/** What became of one entry. */
export interface EntryOutcome extends LinkChangeOutcome, SentChange {
  /** For messages. */
  readonly name: string;
}

/** The change behind a failure that came after its PUT was sent, and that may stand all the same. */
export function doubtfulOf(error: unknown): SentChange[] {
  if (!(error instanceof CommandFailure) || error.connectionId === undefined || !error.madeIn) return [];
  const { cause, connectionId, madeIn } = error;
  if (!(cause instanceof EditError && (cause.reason === 'notAsSent' || cause.reason === 'outcomeUnknown')))
    return [];
  const { recordId, droppedIncoming = [] } = cause.details;
  return [{ connectionId, madeIn, droppedIncoming, ...(recordId !== undefined && { recordId }) }];
}

/** The changes of the history that can be taken back. */
export function recordsOf(sent: readonly SentChange[]): string[] {
  return sent.flatMap(({ recordId }) => recordId ?? []);
}

export interface BatchResult {
  readonly outcomes: readonly EntryOutcome[];
  /** One sentence for each entry that failed. */
  readonly failures: readonly string[];
  /** Names of entries that the person's Cancel left as they were. */
  readonly cancelled: readonly string[];
  /** Changes of entries that failed after their PUT was sent. */
  readonly doubtful: readonly SentChange[];
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
  changes: readonly ChangeRequest[],
) => Promise<readonly Applied[]>;

/**
 * Sends edits connection by connection, and sorts what became of each entry. Rejects only while nothing was sent: once
 * one connection's part is done, what goes wrong with another is told beside it.
 */
export async function changeEach(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  { title, isBatch }: Pick<BatchOptions, 'title' | 'isBatch'>,
  send: SendChanges,
): Promise<BatchResult> {
  const outcomes: EntryOutcome[] = [];
  const failures: string[] = [];
  const cancelled: string[] = [];
  const doubtful: SentChange[] = [];
  const group = edits.find((edit) => edit.group !== undefined)?.group ?? randomUUID();
  for (const connectionId of new Set(edits.map((edit) => edit.connectionId))) {
    const own = edits.filter((edit) => edit.connectionId === connectionId);
    const { results, madeIn } = await sendTo(connectionId, own).catch((error: unknown) => {
      if (outcomes.length + failures.length + cancelled.length === 0) throw error;
      return { results: own.map(({ sourceId }) => ({ sourceId, error: causeOf(error) })), madeIn: undefined };
    });
    for (const [index, result] of results.entries()) {
      const name = own[index]?.name ?? `entry ${result.sourceId}`;
      if ('outcome' in result) {
        outcomes.push({ ...result.outcome, connectionId, name });
        continue;
      }
      const { error } = result;
      const failure = new CommandFailure(`change the links of ${name}`, error, connectionId, madeIn);
      if (!isBatch) throw failure;
      doubtful.push(...doubtfulOf(failure));
      if (isCancelled(error) || isDeclined(error)) cancelled.push(name);
      else failures.push(sentenceOfPart(failure, title, deps));
    }
  }
  return { outcomes, failures, cancelled, doubtful };

  async function sendTo(connectionId: string, own: readonly SourceEdit[]) {
    const named = own.length === 1 ? (own[0]?.name ?? '') : `${own.length.toLocaleString('en-US')} entries`;
    const changes = own.map(({ connectionId: _, name: __, cause = 'command', ...wish }): ChangeRequest => ({
      ...wish,
      cause,
      group,
    }));
    const { connection: madeIn } = await openSession(deps, connectionId);
    const operation = `change the links of ${named}`;
    return { results: await during(operation, () => send(connectionId, own, changes), connectionId), madeIn };
  }
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
  const droppedIncoming = outcomes.flatMap((outcome) => outcome.droppedIncoming);
  return droppedIncoming.length > 0 ? { ...total, lostIncoming: droppedIncoming.map(toWireLink) } : total;
}
