import type { Entry, Link } from '../../api';
import { isCancelled } from '../../host';
import { readLinks, type LinkEdit, type OutgoingLink } from '../../links';
import type { SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during, sentenceOf } from '../support/failure';
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
  title: string,
  signal?: AbortSignal,
): Promise<Prepared> {
  const changes: SourceEdit[] = [];
  const failures: string[] = [];
  for (const { edit, ...task } of tasks) {
    try {
      const { links, outgoing } = await readOutgoing(deps, task, signal);
      changes.push({ ...task, edit: edit(outgoing), base: links });
    } catch (error) {
      if (tasks.length === 1 || (error instanceof CommandFailure && isCancelled(error.cause))) throw error;
      failures.push(sentenceOf(error, title, deps));
    }
  }
  return { changes, failures };
}

/** All links of an entry, and those that it owns. */
export async function readOutgoing(
  deps: CommandDeps,
  {
    connectionId,
    sourceId,
    name,
  }: { readonly connectionId: string; readonly sourceId: number; readonly name: string },
  signal?: AbortSignal,
): Promise<{ readonly links: readonly Link[]; readonly outgoing: readonly OutgoingLink[] }> {
  const session = await openSession(deps, connectionId);
  const read = async () => {
    const [links, types] = await Promise.all([
      session.repository.getLinks(sourceId, signal ? { signal } : {}),
      session.linkTypes(),
    ]);
    return { links, outgoing: readLinks(links, sourceId, types).outgoing };
  };
  return during(`read the links of ${name}`, read, connectionId);
}
