import { settings } from '../../ui';
import { type Ask, type Asking, confirmReviews, entryNameIn, sendGroup } from '../../changeFlow';
import { changeEach, type BatchOptions, type BatchResult, type SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { openSession } from '../support/pickConnection';

export interface AskedOptions extends BatchOptions {
  /** Shows the reviews and asks; left out: a question where the setting asks for it. `false`: nothing is asked. */
  readonly ask?: Ask | false;
  /** Whether the person says whose count where somebody else changed the same links; else that is a failure. */
  readonly settles: boolean;
  readonly asking: Asking;
}

/**
 * Changes entries after showing what it would do, where the setting asks for it. A failure does not stop the rest; a
 * single one fails as itself, as does a no.
 */
export function changeAsked(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  { ask = confirmReviews, settles, ...options }: AskedOptions,
): Promise<BatchResult> {
  return changeEach(deps, edits, options, async (connectionId, own, changes) => {
    const session = await openSession(deps, connectionId);
    const names = new Map(own.map(({ sourceId, name }) => [sourceId, name]));
    const nameOf = (sourceId: number) => names.get(sourceId) ?? `entry ${sourceId}`;
    const { signal, onProgress, asking } = options;
    const call = { nameOf, ask, asking, settles, signal, onProgress };
    return (await sendGroup(session, changes, call)).results;
  });
}

/**
 * How calls with argument objects are asked about: nobody can tell a keybinding from a link in somebody's text. Entries
 * are called by their paths where these are known. `false` where no question can come: then nothing is read for it.
 */
export function askCaller(): Ask | false {
  if (!settings.askArgumentObjects() || settings.confirmChanges() === 'never') return false;
  return (reviews) =>
    confirmReviews(
      reviews.map((named) => ({
        ...named,
        name: entryNameIn(named.review.sourceId, named.review) ?? named.name,
      })),
    );
}
