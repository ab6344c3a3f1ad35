import { notify } from '../../ui';
import type { EntryOutcome } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { tellFailure } from '../support/failure';
import { tellFailures, UNDO, type BatchReport } from './report';
import { tellLost, uncheckedWords } from './tellLost';
import { undoMade } from './undoing';

/** Tells a change that was made, with a way back: *Undo* takes back this change, whatever was made since. */
export function tellDone(deps: CommandDeps, sentence: string, outcomes: readonly EntryOutcome[]): void {
  tellLost(deps, outcomes);
  const actions = outcomes.some(({ sent }) => sent) ? [UNDO] : [];
  const tell = async () => {
    const words = `${sentence}${uncheckedWords(outcomes)}`;
    const answer = await notify.info(words, ...actions);
    if (answer === UNDO) await undo(deps, outcomes);
  };
  void tell();
}

/** Tells a batch that did not work out for every entry; what did can be taken back. */
export function tellPartly(deps: CommandDeps, report: BatchReport, outcomes: readonly EntryOutcome[]): void {
  tellLost(deps, outcomes);
  const canUndo = outcomes.some(({ sent }) => sent);
  void tellFailures(deps, { ...report, ...(canUndo && { undo: () => undo(deps, outcomes) }) });
}

async function undo(deps: CommandDeps, outcomes: readonly EntryOutcome[]): Promise<void> {
  try {
    await undoMade(deps, outcomes);
  } catch (error) {
    await tellFailure(error, 'Undo', deps, () => undo(deps, outcomes));
  }
}
