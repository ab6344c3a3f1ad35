import type { Link } from '../domain';
import type { Session } from '../connections';
import {
  EditError,
  type ChangePlan,
  type GroupOptions,
  type AppliedSet,
  type Applied,
  type ChangeRequest,
} from '../changes';
import { confirmReviews, settleConflict, type NamedReview } from '.';

/** Runs a question; whoever shows what goes on rests meanwhile. */
export type Asking = <T>(question: () => Promise<T>) => Promise<T>;

/** Shows what changes would do, and asks. */
export type Ask = (reviews: readonly NamedReview[]) => Promise<boolean>;

export interface SendOptions {
  readonly nameOf: (sourceId: number) => string;
  /** Shows the reviews and asks; left out: a question where the setting asks for it. `false`: nothing is asked. */
  readonly ask?: Ask | false;
  /** Links that tell names which those of the entries don't, for example of links that are gone. */
  readonly told?: readonly Link[];
  /** Whether the person says whose count where somebody else changed the same links; else that is a failure. */
  readonly settles: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: GroupOptions['onProgress'];
  readonly asking?: Asking;
}

/**
 * Makes changes of several entries as one thing, after showing what it would do where the setting asks for it.
 * A failure does not stop the rest. Rejects when the person says no.
 */
export async function sendGroup(
  session: Session,
  changes: readonly ChangeRequest[],
  {
    nameOf,
    ask = confirmReviews,
    told = [],
    settles,
    signal,
    onProgress,
    asking = (question) => question(),
  }: SendOptions,
): Promise<AppliedSet> {
  const call = signal ? { signal } : {};
  const linkTypes = await session.linkTypes(call);
  const named = (reviews: readonly ChangePlan[]) =>
    reviews.map((review): NamedReview => ({ review, told, name: nameOf(review.sourceId), linkTypes }));
  const { group, results } = await session.editor.changeGroup(changes, {
    ...call,
    ...(ask && { confirm: (reviews) => asking(() => ask(named(reviews))) }),
    ...(onProgress && { onProgress }),
  });
  const settled: Applied[] = [];
  for (const [index, result] of results.entries()) {
    const change = changes[index];
    settled.push(
      settles && change && 'error' in result
        ? await settle({ ...change, group }, result.error, nameOf(result.sourceId))
        : result,
    );
  }
  return { group, results: settled };

  /** Asks about conflicts until there are none, or the person leaves it. */
  async function settle(change: ChangeRequest, error: unknown, name: string): Promise<Applied> {
    const { sourceId } = change;
    if (!(error instanceof EditError && error.reason === 'conflict')) return { sourceId, error };
    const wish = await asking(() => settleConflict(error, change, name, linkTypes));
    if (!wish) return { sourceId, error };
    try {
      return { sourceId, outcome: await session.editor.change(wish, call) };
    } catch (again) {
      return settle(wish, again, name);
    }
  }
}
