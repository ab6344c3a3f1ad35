import type { Link } from '../../api';
import { EditError, type ChangeReview, type GroupProgress, type GroupResult } from '../../editing';
import type { Asking } from '../../history';
import { plural } from '../../host';
import { confirmReviews, type NamedReview } from '../../review';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { gates } from './gates';
import type { LinksOfSource } from './linksOfSource';

/** What became of one entry of a swap: both ends of each link have theirs. */
export interface EntryResult {
  readonly connectionId: string;
  readonly name: string;
  readonly result: GroupResult;
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
): Promise<readonly EntryResult[]> {
  const reviewed: NamedReview[] = [];
  const gate = gates(owned.length);
  const swaps = owned.map(async ({ connectionId, sourceId, name, keys, known }, step) => {
    const names = new Map([[sourceId, name]]);
    const swap = async () => {
      const { editor, linkTypes: types } = await openSession(deps, connectionId);
      const linkTypes = await types();
      const confirm = (reviews: readonly ChangeReview[]) => {
        for (const review of reviews) {
          const called = names.get(review.sourceId) ?? nameOf(review.sourceId, review);
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
      return results.map((result): EntryResult => {
        const called = names.get(result.sourceId) ?? `entry ${result.sourceId}`;
        return { connectionId, name: called, result: withDoing(result, called, connectionId) };
      });
    } catch (error) {
      return [{ connectionId, name, result: { sourceId, error } }];
    } finally {
      gate.leave(step);
    }
  });
  await gate.all;
  const isAsked = ask && reviewed.length > 0 && !signal.aborted;
  const yes = !isAsked || (await asking(() => confirmReviews(reviewed, wordsOf(owned))));
  const results: EntryResult[] = [];
  for (const [step, swap] of swaps.entries()) {
    gate.open(step, yes);
    results.push(...(await swap));
    onProgress({ doing: 'writing', done: step + 1, of: owned.length });
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

function withDoing(result: GroupResult, name: string, connectionId: string): GroupResult {
  if (!('error' in result)) return result;
  const { sourceId, error } = result;
  return { sourceId, error: new CommandFailure(`change the links of ${name}`, error, connectionId) };
}

function nameOf(entryId: number, { change, links }: ChangeReview): string {
  const entry = change.known?.find(({ id }) => id === entryId);
  return entry?.fullPath ?? pathIn(links, entryId) ?? entry?.name ?? `entry ${entryId}`;
}

function pathIn(links: readonly Link[], entryId: number): string | undefined {
  for (const { sourceId, sourceFullPath, targetId, targetFullPath } of links) {
    if (sourceId === entryId && sourceFullPath) return sourceFullPath;
    if (targetId === entryId && targetFullPath) return targetFullPath;
  }
  return undefined;
}
