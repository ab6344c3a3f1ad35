import { notify } from '../../ui';
import { recordsOf, type EntryOutcome, type SentChange } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { UNDO } from '../support/failure';
import { reportFailures, type BatchReport } from './report';
import { reportFailed } from './tellFailed';
import { reportDroppedLinks, describeUnchecked } from './tellLost';
import { undoRecords } from './undoing';

/** Tells a change that was made, with a way back: *Undo* takes back this change, whatever was made since. */
export function reportSuccess(deps: CommandDeps, sentence: string, outcomes: readonly EntryOutcome[]): void {
  reportDroppedLinks(deps, outcomes, undoRecords);
  const actions = recordsOf(outcomes).length > 0 ? [UNDO] : [];
  const tell = async () => {
    const words = `${sentence}${describeUnchecked(outcomes)}`;
    const answer = await notify.info(words, ...actions);
    if (answer === UNDO) await undo(deps, outcomes);
  };
  void tell();
}

/**
 * Tells a batch that did not work out for every entry; what did can be taken back, and so can what was sent and went
 * wrong only afterwards.
 */
export function reportPartly(
  deps: CommandDeps,
  report: BatchReport,
  outcomes: readonly EntryOutcome[],
  doubtful: readonly SentChange[],
): void {
  const sent = [...outcomes, ...doubtful];
  reportDroppedLinks(deps, sent, undoRecords);
  const canUndo = recordsOf(sent).length > 0;
  void reportFailures(deps, { ...report, ...(canUndo && { undo: () => undo(deps, sent) }) });
}

/** Takes changes back that were told of; a failure is told as well. */
export async function undo(deps: CommandDeps, sent: readonly SentChange[]): Promise<void> {
  try {
    await undoRecords(deps, recordsOf(sent));
  } catch (error) {
    await reportFailed(error, 'Undo', deps, () => undo(deps, sent));
  }
}
