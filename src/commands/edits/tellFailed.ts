import type { CommandDeps } from '../support/deps';
import { doubtfulOf } from '../support/changes';
import { tellFailure } from '../support/failure';
import { tellLost } from './tellLost';
import { undoRecords } from './undoing';

/**
 * Tells a failure of a command. Where links were sent and may have been changed all the same, it offers *Undo*, and what
 * the server dropped with them is told and can be put back.
 */
export async function tellFailed(
  error: unknown,
  title: string,
  deps: CommandDeps,
  retry: () => unknown,
): Promise<void> {
  tellLost(deps, doubtfulOf(error), undoRecords);
  await tellFailure(error, title, deps, retry, undoRecords);
}
