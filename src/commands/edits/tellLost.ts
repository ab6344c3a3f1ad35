import { type Link, repositoryKey } from '../../domain';
import { describeDropped, nameOfSource, partLost, repairLost } from '../../changeFlow';
import { notify, plural } from '../../ui';
import { doubtfulOf, recordsOf, type EntryOutcome, type SentChange } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during, sentenceOfPart, reportFailure, type UndoRecords } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { watched } from '../support/progress';
import { progressOf } from './progressWords';
import { reportFailures } from './report';
import { requireConnection, type MadeThrough } from './whereMade';

const TITLE = 'Restore Incoming Links';

/** Told after the sentence of success, where it could not be seen whether the server dropped incoming links. */
export function describeUnchecked(outcomes: readonly EntryOutcome[]): string {
  const names = outcomes.filter(({ incomingUnchecked }) => incomingUnchecked).map(({ name }) => name);
  const [first] = names;
  if (first === undefined) return '';
  const where = names.length === 1 ? first : plural(names.length, 'entry', 'entries');
  return ` Whether the server kept the incoming links of ${where} could not be seen: refresh and look at them.`;
}

/** Warns of incoming links that the server dropped with changes, and offers to put them back. */
export function reportDroppedLinks(deps: CommandDeps, sent: readonly SentChange[], undo: UndoRecords): void {
  const places = new Map<string, { readonly from: MadeThrough; readonly lost: Link[] }>();
  for (const { connectionId, madeIn, droppedIncoming } of sent) {
    const key = repositoryKey(madeIn);
    const place = places.get(key) ?? { from: { ...madeIn, id: connectionId }, lost: [] };
    place.lost.push(...droppedIncoming);
    places.set(key, place);
  }
  for (const { from, lost } of places.values()) if (lost.length > 0) offer(deps, { from, lost, undo });
}

/** Links that were lost in one repository. */
export interface LostIn {
  readonly from: MadeThrough;
  readonly lost: readonly Link[];
  readonly undo: UndoRecords;
}

/** One warning a repository; what could not be put back is offered again by *Retry*. */
function offer(deps: CommandDeps, where: LostIn): void {
  const parted = partLost(where.lost);
  const tell = async () => {
    const { id } = requireConnection(deps, where.from, 'restore the incoming links');
    const { linkTypes } = await openSession(deps, id);
    const restore = parted.repairable.length === 1 ? 'Restore It' : 'Restore Them';
    const actions = parted.repairable.length > 0 ? [restore] : [];
    const answer = await notify.warn(describeDropped(parted, await linkTypes()), ...actions);
    if (answer === restore) await restoreLost(deps, { ...where, lost: parted.repairable });
  };
  tell().catch((error: unknown) => reportFailure(error, TITLE, deps, () => offer(deps, where), where.undo));
}

/** Puts lost links back through the entries that own them, where they were lost, and tells what became of it. */
export async function restoreLost(deps: CommandDeps, { from, lost, undo }: LostIn): Promise<void> {
  const operation = 'restore the incoming links';
  const { id: connectionId } = requireConnection(deps, from, operation);
  const session = await openSession(deps, connectionId);
  const madeIn = session.connection;
  const { results } = await watched(TITLE, (watch) => {
    const { signal, asking } = watch;
    const options = { settles: true, signal, asking, onProgress: progressOf(watch, 'restored') };
    return during(operation, () => repairLost(session, lost, from, options), connectionId);
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
            madeIn,
          ),
        ]
      : [],
  );
  // Putting links back is a change like any other: such a server may drop others with it.
  const sent = [...outcomes, ...failures.flatMap(doubtfulOf)];
  reportDroppedLinks(deps, sent, undo);
  const [failure] = failures;
  if (failure && results.length === 1) throw failure;
  if (failure) {
    await reportFailures(deps, {
      title: TITLE,
      verb: 'restored',
      done: outcomes.map(({ name, plan }) => `${name}: ${plural(plan.added.length, 'link')} restored`),
      failures: failures.map((one) => sentenceOfPart(one, TITLE, deps)),
      ...(recordsOf(sent).length > 0 && { undo: () => undo(deps, recordsOf(sent)) }),
    });
    return;
  }
  const count = outcomes.reduce((sum, { plan }) => sum + plan.added.length, 0);
  void notify.info(
    count > 0 ? `Restored ${plural(count, 'incoming link')}.` : 'The incoming links are there already.',
  );
}
