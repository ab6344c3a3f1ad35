import type { Link } from '../../api';
import { plural } from '../../host';
import { lostWords, nameOfSource, partLost, repairLost } from '../../history';
import { notify } from '../../ui';
import type { EntryOutcome } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during, sentenceOf, tellFailure } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { watched } from '../support/progress';
import { progressOf } from './progressWords';
import { tellFailures } from './report';

const TITLE = 'Restore Incoming Links';

/** Told after the sentence of success, where it could not be seen whether the server dropped incoming links. */
export function uncheckedWords(outcomes: readonly EntryOutcome[]): string {
  const names = outcomes.filter(({ incomingUnchecked }) => incomingUnchecked).map(({ name }) => name);
  const [first] = names;
  if (first === undefined) return '';
  const where = names.length === 1 ? first : plural(names.length, 'entry', 'entries');
  return ` Whether the server kept the incoming links of ${where} could not be seen: refresh and look at them.`;
}

/** Warns of incoming links that the server dropped with changes, and offers to put them back. */
export function tellLost(deps: CommandDeps, outcomes: readonly EntryOutcome[]): void {
  for (const connectionId of new Set(outcomes.map((outcome) => outcome.connectionId))) {
    const lost = outcomes
      .filter((outcome) => outcome.connectionId === connectionId)
      .flatMap(({ lostIncoming }) => lostIncoming);
    if (lost.length > 0) offer(deps, connectionId, lost);
  }
}

/** One warning a connection; what could not be put back is offered again by *Retry*. */
function offer(deps: CommandDeps, connectionId: string, lost: readonly Link[]): void {
  const tell = async () => {
    const { linkTypes } = await openSession(deps, connectionId);
    const parted = partLost(lost);
    const restore = parted.repairable.length === 1 ? 'Restore It' : 'Restore Them';
    const actions = parted.repairable.length > 0 ? [restore] : [];
    const answer = await notify.warn(lostWords(parted, await linkTypes()), ...actions);
    if (answer === restore) await repair(deps, connectionId, parted.repairable);
  };
  tell().catch((error: unknown) => tellFailure(error, TITLE, deps, () => offer(deps, connectionId, lost)));
}

async function repair(deps: CommandDeps, connectionId: string, lost: readonly Link[]): Promise<void> {
  const session = await openSession(deps, connectionId);
  const { results } = await watched(TITLE, (watch) => {
    const { signal, asking } = watch;
    const options = { settles: true, signal, asking, onProgress: progressOf(watch, 'restored') };
    return during('restore the incoming links', () => repairLost(session, lost, options), connectionId);
  });
  const outcomes = results.flatMap((result): EntryOutcome[] =>
    'outcome' in result
      ? [{ ...result.outcome, connectionId, name: nameOfSource(lost, result.sourceId) }]
      : [],
  );
  const failures = results.flatMap((result) =>
    'error' in result
      ? [
          new CommandFailure(
            `restore the links of ${nameOfSource(lost, result.sourceId)}`,
            result.error,
            connectionId,
          ),
        ]
      : [],
  );
  // Putting links back is a change like any other: such a server may drop others with it.
  tellLost(deps, outcomes);
  const [failure] = failures;
  if (failure && results.length === 1) throw failure;
  if (failure) {
    await tellFailures(deps, {
      title: TITLE,
      verb: 'restored',
      done: outcomes.map(({ name, plan }) => `${name}: ${plural(plan.added.length, 'link')} restored`),
      failures: failures.map((one) => sentenceOf(one, TITLE, deps)),
    });
    return;
  }
  const count = outcomes.reduce((sum, { plan }) => sum + plan.added.length, 0);
  void notify.info(
    count > 0 ? `Restored ${plural(count, 'incoming link')}.` : 'The incoming links are there already.',
  );
}
