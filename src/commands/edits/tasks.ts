import type { CallOptions } from '../../api';
import { type Entry, type Link, type LinkEdit, type OutgoingLink, readLinks } from '../../domain';
import { MAX_CONCURRENCY, mapConcurrent, priorityOf } from '../../changes';
import { isCancelled } from '../../ui';
import type { BatchOptions, SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { causeOf, during, sentenceOfPart } from '../support/failure';
import { openSession } from '../support/pickConnection';

/** One entry's part of a batch: what to do is told once its links are read, right before the change. */
export interface EditTask {
  readonly connectionId: string;
  readonly sourceId: number;
  /** For messages. */
  readonly name: string;
  readonly known?: readonly Entry[];
  /** Makes the edit of the outgoing links that the entry has; throws `UserError` when it can't be meant. */
  readonly edit: (outgoing: readonly OutgoingLink[]) => LinkEdit;
}

export interface Prepared {
  readonly changes: readonly SourceEdit[];
  /** One sentence for each entry that can't be changed. */
  readonly failures: readonly string[];
}

/** Reads the links of the entries and makes their edits. A failure does not stop the rest; a single one fails as itself. */
export async function prepare(
  deps: CommandDeps,
  tasks: readonly EditTask[],
  { title, isBatch, signal, onProgress }: BatchOptions,
): Promise<Prepared> {
  const call: CallOptions = { ...(signal && { signal }), priority: priorityOf(tasks.length) };
  let done = 0;
  const prepared = await mapConcurrent(MAX_CONCURRENCY, tasks, async ({ edit, ...task }) => {
    try {
      const { links, outgoing } = await readOutgoing(deps, task, call);
      return { change: { ...task, edit: edit(outgoing), base: links } };
    } catch (error) {
      if (!isBatch || isCancelled(causeOf(error))) throw error;
      return { failure: sentenceOfPart(error, title, deps) };
    } finally {
      done += 1;
      onProgress?.({ operation: 'reading', done, of: tasks.length });
    }
  });
  return {
    changes: prepared.flatMap(({ change }) => change ?? []),
    failures: prepared.flatMap(({ failure }) => failure ?? []),
  };
}

/** All links of an entry, and those that it owns. */
export async function readOutgoing(
  deps: CommandDeps,
  {
    connectionId,
    sourceId,
    name,
  }: { readonly connectionId: string; readonly sourceId: number; readonly name: string },
  call: CallOptions = {},
): Promise<{ readonly links: readonly Link[]; readonly outgoing: readonly OutgoingLink[] }> {
  const session = await openSession(deps, connectionId);
  const read = async () => {
    const [links, types] = await Promise.all([
      session.repository.getLinks(sourceId, { ...call, fresh: true }),
      session.linkTypes(call),
    ]);
    return { links, outgoing: readLinks(links, sourceId, types).outgoing };
  };
  return during(`read the links of ${name}`, read, connectionId);
}
