import type { LinkType } from '../../api';
import type { Session } from '../../connections';
import {
  EditError,
  type ChangeReview,
  type GroupResult,
  type LinkChange,
  type LinkChangeOutcome,
} from '../../editing';
import { confirmReviews, settleConflict } from '../../review';
import type { BatchResult, SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during, sentenceOf } from '../support/failure';
import { openSession } from '../support/pickConnection';

export interface AskedOptions {
  readonly signal: AbortSignal | undefined;
  /** Failures are listed, entry by entry; else the one failure is the command's. */
  readonly isBatch: boolean;
}

/**
 * Changes entries after showing what it would do, where the setting asks for it; where somebody else changed the same
 * links, the person says whose count. A failure does not stop the rest; a single one fails as itself, as does a no.
 */
export async function changeAsked(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  title: string,
  { signal, isBatch }: AskedOptions,
): Promise<BatchResult> {
  const outcomes: LinkChangeOutcome[] = [];
  const failures: string[] = [];
  for (const connectionId of new Set(edits.map((edit) => edit.connectionId))) {
    const own = edits.filter((edit) => edit.connectionId === connectionId);
    const session = await openSession(deps, connectionId);
    const named = own.length === 1 ? (own[0]?.name ?? '') : `${own.length} entries`;
    const results = await during(
      `change the links of ${named}`,
      () => changeGroup(session, own, signal),
      connectionId,
    );
    for (const result of results) {
      if ('outcome' in result) {
        outcomes.push(result.outcome);
        continue;
      }
      const name =
        own.find(({ sourceId }) => sourceId === result.sourceId)?.name ?? `entry ${result.sourceId}`;
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
): Promise<readonly GroupResult[]> {
  const call = signal ? { signal } : {};
  const linkTypes = await session.linkTypes();
  const nameOf = (sourceId: number) =>
    edits.find((edit) => edit.sourceId === sourceId)?.name ?? `entry ${sourceId}`;
  const confirm = (reviews: readonly ChangeReview[]) =>
    confirmReviews(reviews.map((review) => ({ review, name: nameOf(review.sourceId), linkTypes })));
  const changes = edits.map(({ connectionId: _, name: __, cause = 'command', ...wish }): LinkChange => ({
    ...wish,
    cause,
  }));
  const { group, results } = await session.editor.changeGroup(changes, { ...call, confirm });
  const settled: GroupResult[] = [];
  for (const [index, result] of results.entries()) {
    const change = changes[index];
    settled.push(
      change && 'error' in result
        ? await settle(session, { ...change, group }, result.error, {
            name: nameOf(result.sourceId),
            linkTypes,
            call,
          })
        : result,
    );
  }
  return settled;
}

/** Asks about conflicts until there are none, or the person leaves it. */
async function settle(
  session: Session,
  change: LinkChange,
  error: unknown,
  about: {
    readonly name: string;
    readonly linkTypes: readonly LinkType[];
    readonly call: { readonly signal?: AbortSignal };
  },
): Promise<GroupResult> {
  const { sourceId } = change;
  if (!(error instanceof EditError && error.reason === 'conflict')) return { sourceId, error };
  const wish = await settleConflict(error, change, about.name, about.linkTypes);
  if (!wish) return { sourceId, error };
  try {
    return { sourceId, outcome: await session.editor.change(wish, about.call) };
  } catch (again) {
    return settle(session, wish, again, about);
  }
}
