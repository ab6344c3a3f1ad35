import { sendGroup, type Ask, type Asking } from '../../history';
import { confirmReviews } from '../../review';
import { changeEach, type BatchOptions, type BatchResult, type SourceEdit } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { openSession } from '../support/pickConnection';

export interface AskedOptions extends BatchOptions {
  /** Shows the reviews and asks; left out: a question where the setting asks for it. */
  readonly ask?: Ask;
  readonly asking: Asking;
}

/**
 * Changes entries after showing what it would do, where the setting asks for it; where somebody else changed the same
 * links, the person says whose count. A failure does not stop the rest; a single one fails as itself, as does a no.
 */
export function changeAsked(
  deps: CommandDeps,
  edits: readonly SourceEdit[],
  { ask = confirmReviews, ...options }: AskedOptions,
): Promise<BatchResult> {
  return changeEach(deps, edits, options, async (connectionId, own, changes) => {
    const session = await openSession(deps, connectionId);
    const names = new Map(own.map(({ sourceId, name }) => [sourceId, name]));
    const nameOf = (sourceId: number) => names.get(sourceId) ?? `entry ${sourceId}`;
    const { signal, onProgress, asking } = options;
    const call = { nameOf, ask, asking, settles: true, signal, onProgress };
    return (await sendGroup(session, changes, call)).results;
  });
}
