import { isNoChange } from '../domain';
import { MAX_CONCURRENCY, mapConcurrent } from './mapConcurrent';
import { throwIfAborted } from './checks';
import { EditError } from './errors';
import { independentGroups } from './independentGroups';
import type { ChangeReview, GroupOptions, GroupResult, LinkChange, LinkChangeOutcome } from './types';

/** Above it, how fast a group goes matters more than that a Cancel finds as little begun as can be. */
const LONG_RUN = 20;

/** A change to be made, or why it won't be. */
export type Step = { readonly change: LinkChange } | { readonly sourceId: number; readonly error: unknown };

export const stepsOf = (changes: readonly LinkChange[]): Step[] => changes.map((change) => ({ change }));

/**
 * Shows all that would be sent at once. What was confirmed becomes the base of each change: what others do in the
 * meantime to the same links is a conflict, not a surprise. A change that can't be reviewed keeps its failure.
 */
export async function confirmed(
  steps: readonly Step[],
  review: (change: LinkChange) => Promise<ChangeReview>,
  confirm: (reviews: readonly ChangeReview[]) => PromiseLike<boolean>,
  { signal, onProgress }: GroupOptions = {},
): Promise<Step[]> {
  let done = 0;
  const looked = await mapConcurrent(MAX_CONCURRENCY, steps, async (step) => {
    if ('error' in step) return { step };
    const { change } = step;
    try {
      const seen = await review(change);
      return { step: { change: { ...change, base: seen.links } }, seen };
    } catch (error) {
      return { step: { sourceId: change.sourceId, error } };
    } finally {
      done += 1;
      onProgress?.({ operation: 'reading', done, of: steps.length });
    }
  });
  // A part of what was wanted is nothing to ask about.
  throwIfAborted(signal);
  const reviews = looked.flatMap(({ seen }) => (seen && !isNoChange(seen.plan) ? [seen] : []));
  const [first] = reviews;
  if (first && !(await confirm(reviews))) throw new EditError('declined', { sourceId: first.sourceId });
  return looked.map(({ step }) => step);
}

/** In a long run two more are begun: the connection has something to do while others wait for locks and the journal. */
function writtenAtOnce(entries: number): number {
  return entries > LONG_RUN ? MAX_CONCURRENCY + 2 : MAX_CONCURRENCY;
}

/**
 * Makes changes, of a few entries at once; those of entries that are linked to each other in their order. A failure
 * does not stop the rest, and the results are in the order of the steps.
 */
export async function makeAll(
  steps: readonly Step[],
  write: (change: LinkChange) => Promise<LinkChangeOutcome>,
  { onProgress }: Pick<GroupOptions, 'onProgress'> = {},
): Promise<GroupResult[]> {
  const results = new Map<Step, GroupResult>();
  await mapConcurrent(writtenAtOnce(steps.length), independentGroups(steps), async (lane) => {
    for (const step of lane) {
      results.set(step, 'error' in step ? step : await made(step.change));
      onProgress?.({ operation: 'writing', done: results.size, of: steps.length });
    }
  });
  return steps.flatMap((step) => results.get(step) ?? []);

  async function made(change: LinkChange): Promise<GroupResult> {
    const { sourceId } = change;
    try {
      return { sourceId, outcome: await write(change) };
    } catch (error) {
      return { sourceId, error };
    }
  }
}
