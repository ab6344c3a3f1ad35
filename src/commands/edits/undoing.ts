import * as vscode from 'vscode';
import type { Session } from '../../connections';
import { takenBack, type CannotReturn, type Applied, type HistoryItem } from '../../changes';
import type { RepositoryRef } from '../../domain';
import {
  byRepository,
  describeChanged,
  describePlaces,
  describeReturned,
  namesIn,
  takeBack,
  type TakeBackOptions,
  type TakenBack,
} from '../../changeFlow';
import { groupsOf } from '../../history';
import { COMMANDS, isCancelled, notify, setContext, settings, type UndoCounts, UserError } from '../../ui';
import { countsOf, doubtfulOf, recordsOf, totalOf, type EntryOutcome } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during, sentenceOfPart, reportFailure } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { watched } from '../support/progress';
import { progressOf } from './progressWords';
import { describeFailures, howMany, reportFailures } from './report';
import { reportDroppedLinks, describeUnchecked } from './tellLost';
import { requireConnection, requireRepository } from './whereMade';
import { refuseReadOnly } from './writable';

/** What became of an undo or a restore. */
export interface Undone {
  readonly items: readonly HistoryItem[];
  readonly connectionId: string;
  readonly outcomes: readonly EntryOutcome[];
  readonly failures: readonly CommandFailure[];
  /** Names of entries that the person's Cancel left as they were. */
  readonly cancelled: readonly string[];
  readonly cannotReturn: readonly CannotReturn[];
  readonly notes: readonly string[];
}

/** Who wants something back: a person is asked about conflicts, a caller is not; both as the settings say about the rest. */
export type By = 'person' | 'caller';

export type TakeBackStep = (session: Session, options: TakeBackOptions) => Promise<TakenBack>;

/**
 * Takes changes made in one repository back together. Rejects when the person says no.
 * @param through the connection that a caller named; left out: the one that the changes were made through, if it may be.
 */
export async function undoItems(
  deps: CommandDeps,
  items: readonly HistoryItem[],
  by: By,
  through?: string,
): Promise<Undone> {
  const step: TakeBackStep = (session, options) => takeBack(session, items, options);
  const words = { operation: `undo the change of ${describePlaces(items)}`, by };
  return carryBack(deps, items, { ...words, step, ...(through !== undefined && { through }) });
}

interface CarryBack {
  readonly operation: string;
  readonly by: By;
  readonly step: TakeBackStep;
  /** What the history does not hold any more. */
  readonly through?: string;
}

/** An undo, or whatever else brings links of the past back, in the repository of the first change. */
export async function carryBack(
  deps: CommandDeps,
  items: readonly HistoryItem[],
  { operation, by, step, through = items[0]?.connection.id ?? '' }: CarryBack,
): Promise<Undone> {
  const [first] = items;
  if (!first) throw new UserError(NOTHING);
  const { id: connectionId } = requireConnection(deps, { ...first.connection, id: through }, operation);
  refuseReadOnly(deps, { connectionId, sourceId: first.entryId }, operation);
  const session = await openSession(deps, connectionId);
  const { connection: madeIn } = session;
  requireRepository(madeIn, first.connection, { operation, sourceId: first.entryId });
  const title = operation.charAt(0).toUpperCase() + operation.slice(1);
  const taken = await watched(title, (watch) => {
    const { signal, asking } = watch;
    const isCaller = by === 'caller';
    const who = { settles: !isCaller, asks: !isCaller || settings.askArgumentObjects() };
    const options = { ...who, signal, asking, onProgress: progressOf(watch, 'changed back') };
    return during(operation, () => step(session, options), connectionId);
  });
  const { results, cannotReturn, notes } = taken;
  if (results.some((result) => 'outcome' in result && result.outcome.sent)) setContext('hasTakenBack', true);
  const name = namesIn(items);
  return {
    items,
    connectionId,
    outcomes: results.flatMap((result): EntryOutcome[] =>
      'outcome' in result ? [{ ...result.outcome, connectionId, name: name(result.sourceId) }] : [],
    ),
    failures: results.flatMap((result) => failureOf(result, name(result.sourceId), connectionId, madeIn)),
    cancelled: results.filter(wasCancelled).map(({ sourceId }) => name(sourceId)),
    cannotReturn,
    notes,
  };
}

function failureOf(
  result: Applied,
  name: string,
  connectionId: string,
  madeIn: RepositoryRef,
): CommandFailure[] {
  return 'error' in result && !wasCancelled(result)
    ? [new CommandFailure(`change the links of ${name} back`, result.error, connectionId, madeIn)]
    : [];
}

const wasCancelled = (result: Applied) => 'error' in result && isCancelled(result.error);

export const NOTHING = 'There is no link change to undo.';

/** Nothing was left of the changes that could be taken back. */
export function hadNoEffect({ outcomes, failures, cancelled }: Undone): boolean {
  return failures.length + cancelled.length === 0 && !outcomes.some(({ sent }) => sent);
}

/** Which way links of the past came back. */
export type Way = 'undo' | 'restore';

/** Tells what came back, and what could not. A single failure fails as itself. */
export function reportUndone(deps: CommandDeps, undone: Undone, way: Way): void {
  const { outcomes, failures, cancelled, notes } = undone;
  const [failure] = failures;
  const isOnly = failure && outcomes.length + cancelled.length === 0 && failures.length === 1;
  const sent = [...outcomes, ...(isOnly ? [] : failures.flatMap(doubtfulOf))];
  reportDroppedLinks(deps, sent, undoRecords);
  if (isOnly) throw failure;
  if (failures.length + cancelled.length === 0) {
    void tellReturned(deps, undone, way);
    return;
  }
  const title = way === 'undo' ? 'Undo' : 'Restore';
  void reportFailures(deps, {
    title,
    verb: 'changed back',
    done: outcomes.map(({ name, plan }) => `${name}: ${describeReturned(countsOf(plan))}`),
    failures: [...failures.map((one) => sentenceOfPart(one, title, deps)), ...notes],
    cancelled,
    ...(recordsOf(sent).length > 0 && { undo: () => undoTold(deps, recordsOf(sent)) }),
  });
}

async function tellReturned(deps: CommandDeps, undone: Undone, way: Way): Promise<void> {
  const { items, connectionId, outcomes, notes } = undone;
  const words = [describeDone(undone, way) + describeUnchecked(outcomes), ...notes].join(' ');
  const history = 'History';
  const answer = await (notes.length > 0 ? notify.warn(words, history) : notify.info(words, history));
  if (answer !== history) return;
  const entryIds = new Set(items.map(({ entryId }) => entryId));
  const [entryId] = entryIds;
  const scope = { connectionId, ...(entryIds.size === 1 && { entryId }) };
  const show = async () => {
    try {
      await vscode.commands.executeCommand(COMMANDS.showLinkHistory, scope);
    } catch (error) {
      await reportFailure(error, 'Link History', deps, show);
    }
  };
  await show();
}

function describeDone(undone: Undone, way: Way): string {
  const where = describePlaces(undone.items);
  const counts = totalOf(undone);
  if (hadNoEffect(undone)) return `Nothing to change: the links of ${where} are so already.`;
  return way === 'undo'
    ? `Undid the change of ${where}: ${describeReturned(counts)}.`
    : `Restored the links of ${where}: ${describeChanged(counts)}.`;
}

/** For argument objects: the counts, or a failure with all sentences. */
export function countsOfUndone(deps: CommandDeps, undone: Undone): UndoCounts {
  const { outcomes, failures, cancelled, cannotReturn } = undone;
  const [failure] = failures;
  if (failure && failures.length + cancelled.length + outcomes.length === 1) throw failure;
  if (failures.length + cancelled.length > 0) {
    reportDroppedLinks(deps, [...outcomes, ...failures.flatMap(doubtfulOf)], undoRecords);
    const sentences = failures.map((one) => sentenceOfPart(one, 'Undo', deps));
    const done = outcomes.map(({ name }) => name);
    const words = howMany({ verb: 'changed back', done, failures: sentences, cancelled });
    throw new UserError([words, ...describeFailures(sentences)].join(' '));
  }
  return {
    ...totalOf(undone),
    cannotReturn: cannotReturn.length,
  };
}

/** Takes back exactly these changes of the history, and those made together with them, and tells what became of it. */
export async function undoRecords(deps: CommandDeps, recordIds: readonly string[]): Promise<void> {
  const history = await readHistory(deps);
  const ids = new Set(recordIds);
  const items = groupsOf(
    history,
    history.filter(({ id }) => ids.has(id)),
  );
  if (items.length === 0) throw new UserError(FORGOTTEN);
  const stand = standing(history, items);
  if (stand.length === 0) throw new UserError('That change has been undone already.');
  await undoEverywhere(deps, stand);
}

/** Takes changes back repository by repository, and tells what became of each. */
export async function undoEverywhere(deps: CommandDeps, items: readonly HistoryItem[]): Promise<void> {
  for (const own of byRepository(items)) reportUndone(deps, await undoItems(deps, own, 'person'), 'undo');
}

async function undoTold(deps: CommandDeps, recordIds: readonly string[]): Promise<void> {
  try {
    await undoRecords(deps, recordIds);
  } catch (error) {
    await reportFailure(error, 'Undo', deps, () => undoTold(deps, recordIds), undoRecords);
  }
}

export const FORGOTTEN = 'That change is not in the history any more, so it can’t be undone.';

/** Those of changes that can still be taken back. */
export function standing(history: readonly HistoryItem[], items: readonly HistoryItem[]): HistoryItem[] {
  const undone = takenBack(history);
  return items.filter(({ id, outcome }) => outcome !== 'refused' && !undone.has(id));
}

export function readHistory({ connections }: CommandDeps): Promise<readonly HistoryItem[]> {
  return during('read the history of link changes', () => connections.journal.list());
}
