import { EditError, type ChangePlan, type GroupProgress, type Applied } from '../../changes';
import type { RepositoryRef } from '../../domain';
import { plural } from '../../ui';
import { type Asking, confirmReviews, entryNameIn, type NamedReview } from '../../changeFlow';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { gates } from './gates';
import type { LinksOfSource } from './linksOfSource';

/** What became of one entry of a swap: both ends of each link have theirs. */
export interface EntryResult {
  readonly connectionId: string;
  readonly name: string;
  readonly result: Applied;
}

/** What became of the links of one source: added at the other entries first, then removed at the source. */
export interface SwapResult {
  /** What the source is called. */
  readonly name: string;
  readonly added: readonly EntryResult[];
  /** None where nothing was to be removed, as nothing was added. */
  readonly removed?: EntryResult;
  /** Why it was not begun. */
  readonly failure?: unknown;
}

export interface SwapOptions {
  /** Whether to ask where the setting asks for it. */
  readonly ask: boolean;
  readonly signal: AbortSignal;
  readonly asking: Asking;
  readonly onProgress: (at: GroupProgress) => void;
}

/**
 * Turns links round, one source after the other, after one question for all of them. A failure does not stop the rest.
 * Rejects when the person says no.
 */
export async function swapAll(
  deps: CommandDeps,
  owned: readonly LinksOfSource[],
  { ask, signal, asking, onProgress }: SwapOptions,
): Promise<readonly SwapResult[]> {
  const reviewed: NamedReview[] = [];
  const gate = gates(owned.length);
  const swaps = owned.map(
    async ({ connectionId, sourceId, name, keys, known }, step): Promise<SwapResult> => {
      // What callers call by its id alone is called by its path where that is known.
      const names = new Map<number, string>(name === `entry ${sourceId}` ? [] : [[sourceId, name]]);
      const swap = async () => {
        const { editor, linkTypes: types } = await openSession(deps, connectionId);
        const linkTypes = await types();
        const confirm = (reviews: readonly ChangePlan[]) => {
          for (const review of reviews) {
            const told = entryNameIn(review.sourceId, review) ?? `entry ${review.sourceId}`;
            const called = names.get(review.sourceId) ?? told;
            names.set(review.sourceId, called);
            reviewed.push({ review, name: called, linkTypes });
          }
          return gate.arrive(step);
        };
        const wish = { sourceId, links: keys, ...(known && { known }) };
        return editor.swapDirection(wish, { confirm, signal });
      };
      try {
        const { results } = await during(`swap the links of ${name}`, swap, connectionId);
        const { connection: madeIn } = await openSession(deps, connectionId);
        const told = results.map((result): EntryResult => {
          const called = names.get(result.sourceId) ?? `entry ${result.sourceId}`;
          return { connectionId, name: called, result: withDoing(result, called, { connectionId, madeIn }) };
        });
        const removed = told.find(({ result }) => result.sourceId === sourceId);
        const added = told.filter((one) => one !== removed);
        return { name: names.get(sourceId) ?? name, added, ...(removed && { removed }) };
      } catch (error) {
        return { name, added: [], failure: error };
      } finally {
        gate.leave(step);
      }
    },
  );
  await gate.all;
  const isAsked = ask && reviewed.length > 0 && !signal.aborted;
  const yes = !isAsked || (await asking(() => confirmReviews(reviewed, wordsOf(owned))));
  const results: SwapResult[] = [];
  for (const [step, swap] of swaps.entries()) {
    gate.open(step, yes);
    results.push(await swap);
    onProgress({ operation: 'writing', done: step + 1, of: owned.length });
  }
  if (!yes) throw new EditError('declined', { sourceId: owned[0]?.sourceId ?? 0 });
  return results;
}

function wordsOf(owned: readonly LinksOfSource[]): { readonly question: string; readonly verb: string } {
  const count = owned.reduce((sum, { keys }) => sum + keys.length, 0);
  return {
    question: `Swap the direction of ${plural(count, 'link')}?`,
    verb: count === 1 ? 'Swap Link' : `Swap ${plural(count, 'Link')}`,
  };
}

function withDoing(
  result: Applied,
  name: string,
  { connectionId, madeIn }: { readonly connectionId: string; readonly madeIn: RepositoryRef },
): Applied {
  if (!('error' in result)) return result;
  const { sourceId, error } = result;
  return { sourceId, error: new CommandFailure(`change the links of ${name}`, error, connectionId, madeIn) };
}
