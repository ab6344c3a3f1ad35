import type { Session } from '../../connections';
import type { GroupResult, LinkChange } from '../../editing';
import { sendGroup, type Ask } from '../../history';
import { confirmReviews } from '../../review';
import type { BatchResult, EntryOutcome, SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during, sentenceOf } from '../support/failure';
import { openSession } from '../support/pickConnection';

export interface AskedOptions {
  readonly signal: AbortSignal | undefined;
  /** Failures are listed, entry by entry; else the one failure is the command's. */
  readonly isBatch: boolean;
  /** Shows the reviews and asks; left out: a question where the setting asks for it. */
  readonly ask?: Ask;
}

/**
 * Changes entries after showing what it would do, where the setting asks for it; where somebody else changed the same
 * links, the person says whose count. A failure does not stop the rest; a single one fails as itself, as does a no.
 */
export async function changeAsked(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  title: string,
  { signal, isBatch, ask = confirmReviews }: AskedOptions,
): Promise<BatchResult> {
  const outcomes: EntryOutcome[] = [];
  const failures: string[] = [];
  for (const connectionId of new Set(edits.map((edit) => edit.connectionId))) {
    const own = edits.filter((edit) => edit.connectionId === connectionId);
    const session = await openSession(deps, connectionId);
    const named = own.length === 1 ? (own[0]?.name ?? '') : `${own.length} entries`;
    const results = await during(
      `change the links of ${named}`,
      () => changeGroup(session, own, signal, ask),
      connectionId,
    );
    for (const result of results) {
      const name =
        own.find(({ sourceId }) => sourceId === result.sourceId)?.name ?? `entry ${result.sourceId}`;
      if ('outcome' in result) {
        outcomes.push({ ...result.outcome, connectionId, name });
        continue;
      }
      const failure = new CommandFailure(`change the links of ${name}`, result.error, connectionId);
      if (!isBatch) throw failure;
      failures.push(sentenceOf(failure, title, deps));
    }
  }
  return { outcomes, failures };
}

async function changeGroup(
  session: Session,
  edits: readonly SourceEdit[],
  signal: AbortSignal | undefined,
  ask: Ask,
): Promise<readonly GroupResult[]> {
  const nameOf = (sourceId: number) =>
    edits.find((edit) => edit.sourceId === sourceId)?.name ?? `entry ${sourceId}`;
  const changes = edits.map(({ connectionId: _, name: __, cause = 'command', ...wish }): LinkChange => ({
    ...wish,
    cause,
  }));
  const { results } = await sendGroup(session, changes, { nameOf, ask, settles: true, signal });
  return results;
}
