import type { CommandDeps } from '../support/deps';
import { doubtfulOf } from '../support/changes';
import { reportFailure } from '../support/failure';
import { reportDroppedLinks } from './tellLost';
import { undoRecords } from './undoing';

/**
 * Tells a failure of a command. Where links were sent and may have been changed all the same, it offers *Undo*, and what
 * the server dropped with them is told and can be put back.
 */
export async function reportFailed(
  error: unknown,
  title: string,
  deps: CommandDeps,
  retry: () => unknown,
): Promise<void> {
  reportDroppedLinks(deps, doubtfulOf(error), undoRecords);
  await reportFailure(error, title, deps, retry, undoRecords);
}
