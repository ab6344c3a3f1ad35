import { isNoChange } from '../links';
import { EditError } from './errors';
import type { ChangeReview, GroupResult, LinkChange, LinkChangeOutcome } from './types';

/** A change to be made, or why it won't be. */
export type Step = { readonly change: LinkChange } | { readonly sourceId: number; readonly error: unknown };

export const stepsOf = (changes: readonly LinkChange[]): Step[] => changes.map((change) => ({ change }));

/**
 * Shows all that would be sent at once. What was confirmed becomes the base of each change: what others do in the
 * meantime to the same links is a conflict, not a surprise. A change that can't be reviewed keeps its failure.
 */
export async function confirmed(
  changes: readonly LinkChange[],
  review: (change: LinkChange) => Promise<ChangeReview>,
  confirm: (reviews: readonly ChangeReview[]) => PromiseLike<boolean>,
): Promise<Step[]> {
  const steps: Step[] = [];
  const reviews: ChangeReview[] = [];
  for (const change of changes) {
    try {
      const seen = await review(change);
      steps.push({ change: { ...change, base: seen.links } });
      if (!isNoChange(seen.plan)) reviews.push(seen);
    } catch (error) {
      steps.push({ sourceId: change.sourceId, error });
    }
  }
  const [first] = reviews;
  if (first && !(await confirm(reviews))) throw new EditError('declined', { sourceId: first.sourceId });
  return steps;
}

/** Makes changes one after another; a failure does not stop the rest. */
export async function inOrder(
  steps: readonly Step[],
  write: (change: LinkChange) => Promise<LinkChangeOutcome>,
): Promise<GroupResult[]> {
  const results: GroupResult[] = [];
  for (const step of steps) {
    if ('error' in step) {
      results.push(step);
      continue;
    }
    const { sourceId } = step.change;
    try {
      results.push({ sourceId, outcome: await write(step.change) });
    } catch (error) {
      results.push({ sourceId, error });
    }
  }
  return results;
}
