import * as vscode from 'vscode';
import type { Session } from '../../connections';
import { takenBack, type CannotReturn, type GroupResult, type HistoryItem } from '../../editing';
import { COMMANDS, isCancelled, setContext, UserError, type UndoCounts } from '../../host';
import {
  changedWords,
  connectionIdOf,
  groupsOf,
  namesIn,
  returnedWords,
  takeBack,
  whereWords,
  type TakenBack,
  type TakeBackOptions,
} from '../../history';
import { notify } from '../../ui';
import { countsOf, totalOf, type EntryOutcome } from '../support/changes';
import type { CommandDeps } from '../support/deps';
import { CommandFailure, during, sentenceOf, tellFailure } from '../support/failure';
import { openSession } from '../support/pickConnection';
import { watched } from '../support/progress';
import { progressOf } from './progressWords';
import { failureWords, howMany, tellFailures } from './report';
import { tellLost, uncheckedWords } from './tellLost';
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

export type TakeBackStep = (session: Session, options: TakeBackOptions) => Promise<TakenBack>;

/** Takes changes of one connection back together. Rejects when the person says no. */
export function undoItems(
  deps: CommandDeps,
  items: readonly HistoryItem[],
  settles: boolean,
): Promise<Undone> {
  const step: TakeBackStep = (session, options) => takeBack(session, items, options);
  return carryBack(deps, items, { doing: `undo the change of ${whereWords(items)}`, settles, step });
}

/** An undo, or whatever else brings links of the past back. */
export async function carryBack(
  deps: CommandDeps,
  items: readonly HistoryItem[],
  {
    doing,
    settles,
    step,
  }: { readonly doing: string; readonly settles: boolean; readonly step: TakeBackStep },
): Promise<Undone> {
  const [first] = items;
  if (!first) throw new UserError(NOTHING);
  const connectionId = connectionIdOf(deps.connections.list(), first.connection);
  if (connectionId === undefined)
    throw new UserError(
      `Could not ${doing}: the connection ${first.connection.name} was removed. Add it again, then repeat this.`,
    );
  refuseReadOnly(deps, { connectionId, sourceId: first.entryId }, doing);
  const session = await openSession(deps, connectionId);
  const title = doing.charAt(0).toUpperCase() + doing.slice(1);
  const taken = await watched(title, (watch) => {
    const { signal, asking } = watch;
    const options = { settles, signal, asking, onProgress: progressOf(watch, 'changed back') };
    return during(doing, () => step(session, options), connectionId);
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
    failures: results.flatMap((result) => failureOf(result, name(result.sourceId), connectionId)),
    cancelled: results.filter(wasCancelled).map(({ sourceId }) => name(sourceId)),
    cannotReturn,
    notes,
  };
}

function failureOf(result: GroupResult, name: string, connectionId: string): CommandFailure[] {
  return 'error' in result && !wasCancelled(result)
    ? [new CommandFailure(`change the links of ${name} back`, result.error, connectionId)]
    : [];
}

const wasCancelled = (result: GroupResult) => 'error' in result && isCancelled(result.error);

export const NOTHING = 'There is no link change to undo.';

/** Nothing was left of the changes that could be taken back. */
export function hadNoEffect({ outcomes, failures, cancelled }: Undone): boolean {
  return failures.length + cancelled.length === 0 && !outcomes.some(({ sent }) => sent);
}

/** Which way links of the past came back. */
export type Way = 'undo' | 'restore';

/** Tells what came back, and what could not. A single failure fails as itself. */
export function tellUndone(deps: CommandDeps, undone: Undone, way: Way): void {
  const { outcomes, failures, cancelled, notes } = undone;
  tellLost(deps, outcomes);
  const [failure] = failures;
  if (failure && outcomes.length + cancelled.length === 0 && failures.length === 1) throw failure;
  if (failures.length + cancelled.length === 0) {
    void tellReturned(deps, undone, way);
    return;
  }
  const title = way === 'undo' ? 'Undo' : 'Restore';
  void tellFailures(deps, {
    title,
    verb: 'changed back',
    done: outcomes.map(({ name, plan }) => `${name}: ${returnedWords(countsOf(plan))}`),
    failures: [...failures.map((one) => sentenceOf(one, title, deps)), ...notes],
    cancelled,
  });
}

async function tellReturned(deps: CommandDeps, undone: Undone, way: Way): Promise<void> {
  const { items, connectionId, outcomes, notes } = undone;
  const words = [doneWords(undone, way) + uncheckedWords(outcomes), ...notes].join(' ');
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
      await tellFailure(error, 'Link History', deps, show);
    }
  };
  await show();
}

function doneWords(undone: Undone, way: Way): string {
  const where = whereWords(undone.items);
  const counts = totalOf(undone);
  if (hadNoEffect(undone)) return `Nothing to change: the links of ${where} are so already.`;
  return way === 'undo'
    ? `Undid the change of ${where}: ${returnedWords(counts)}.`
    : `Restored the links of ${where}: ${changedWords(counts)}.`;
}

/** For argument objects: the counts, or a failure with all sentences. */
export function countsOfUndone(deps: CommandDeps, undone: Undone): UndoCounts {
  const { outcomes, failures, cancelled, cannotReturn } = undone;
  const [failure] = failures;
  if (failure && failures.length + cancelled.length + outcomes.length === 1) throw failure;
  if (failures.length + cancelled.length > 0) {
    const sentences = failures.map((one) => sentenceOf(one, 'Undo', deps));
    const done = outcomes.map(({ name }) => name);
    const words = howMany({ verb: 'changed back', done, failures: sentences, cancelled });
    throw new UserError([words, ...failureWords(sentences)].join(' '));
  }
  return { ...totalOf(undone), cannotReturn: cannotReturn.length };
}

/** Takes back exactly these changes, and those made together with them, and tells what became of it. */
export async function undoMade(deps: CommandDeps, outcomes: readonly EntryOutcome[]): Promise<void> {
  const history = await readHistory(deps);
  const ids = new Set(outcomes.flatMap(({ recordId }) => recordId ?? []));
  const items = groupsOf(
    history,
    history.filter(({ id }) => ids.has(id)),
  );
  for (const connectionId of new Set(items.map(({ connection }) => connection.id))) {
    const own = standing(
      history,
      items.filter(({ connection }) => connection.id === connectionId),
    );
    if (own.length === 0) throw new UserError('That change has been undone already.');
    tellUndone(deps, await undoItems(deps, own, true), 'undo');
  }
  if (items.length === 0) throw new UserError(FORGOTTEN);
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
