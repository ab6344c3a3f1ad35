import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { ApiError, type ApiErrorReason } from '../api';
import type { HistoryItem } from '../changes';
import { byCount, COMMANDS, isCancelled, notify, remedyFor, UserError } from '../ui';
import { byRepository } from './connectionFor';
import { describeDone } from './describeDone';
import {
  type Deed,
  describeDetails,
  describeRestored,
  describeTotal,
  describeUnchecked,
  failedFor,
  moreFailures,
} from './describeResults';
import { type DroppedIn, droppedWith, restoreDropped } from './dropped';
import { type FlowDeps, mayHaveWritten, OperationError, sentenceOf } from './failure';
import {
  cancelledIn,
  doubtfulOf,
  type EntryOutcome,
  type EntryResult,
  failureOf,
  failuresIn,
  outcomesOf,
  recordsOf,
  type SentChange,
  sentOf,
  totalOf,
} from './results';
import {
  describeForgottenChange,
  describeUndone,
  groupsOf,
  readHistory,
  standing,
  type Undone,
  undoItems,
  type Way,
} from './undo';

/** The button that undoes exactly what was told. */
const undoLabel = () => l10n.t('Undo');
/** The button that does again what an undo took back. */
const redoLabel = () => l10n.t('Redo');

/** Failures whose reason may lie with the connection rather than with what was asked for. */
const DIAGNOSED: ReadonlySet<ApiErrorReason> = new Set<ApiErrorReason>([
  'network',
  'timeout',
  'noRepository',
  'badCredentials',
  'unauthorized',
  'forbidden',
  'server',
  'unexpectedAnswer',
  'foreignOrigin',
]);

/** What is told of one act, in one notification. */
interface Told {
  readonly kind: 'info' | 'warn' | 'error';
  readonly sentences: readonly string[];
  /** By their buttons. */
  readonly actions: ReadonlyMap<string, () => unknown>;
  /** What the server dropped with these is told along, and can be put back. */
  readonly sent: readonly SentChange[];
  /** What it is called where an action fails. */
  readonly title: string;
}

/** Tells an act, and carries out the button that was pressed. What goes wrong with it is told as well; never rejects. */
async function tell(deps: FlowDeps, { kind, sentences, actions, sent, title }: Told): Promise<void> {
  try {
    const dropped = await droppedWith(deps, sent);
    const lost = dropped.flatMap(({ words }) => words);
    const restore = dropped.flatMap((place) => (place.repairable.length > 0 ? [place] : []));
    const count = restore.reduce((sum, { repairable }) => sum + repairable.length, 0);
    const restoreLabel = byCount(count, l10n.t('Restore It'), l10n.t('Restore Them'));
    const buttons = [...(count > 0 ? [restoreLabel] : []), ...actions.keys()];
    const isWorse = lost.length > 0 && kind === 'info';
    const answer = await notify[isWorse ? 'warn' : kind]([...sentences, ...lost].join(' '), ...buttons);
    if (answer === undefined) return;
    if (count > 0 && answer === restoreLabel) for (const place of restore) await restoreAndTell(deps, place);
    else await actions.get(answer)?.();
  } catch (error) {
    await reportFailure(error, title, deps, () => tell(deps, { kind, sentences, actions, sent, title }));
  }
}

/** Warns of incoming links that the server dropped with changes of which nothing else is told here. */
export function reportDroppedLinks(deps: FlowDeps, sent: readonly SentChange[]): void {
  if (!sent.some(({ droppedIncoming }) => droppedIncoming.length > 0)) return;
  const title = l10n.t('Restore Incoming Links');
  void tell(deps, { kind: 'warn', sentences: [], actions: new Map(), sent, title });
}

/**
 * Tells a failure in one notification with what can be done about it. Where links were sent and may have been changed
 * all the same, it offers *Undo*, and what the server dropped with them is told and can be put back.
 */
export async function reportFailure(
  error: unknown,
  title: string,
  deps: FlowDeps,
  retry: () => unknown,
): Promise<void> {
  const { cause, connectionId } =
    error instanceof OperationError ? error : { cause: error, connectionId: undefined };
  if (isCancelled(cause)) return;
  const recordId = mayHaveWritten(cause)?.details.recordId;
  const sentence = sentenceOf(error, deps, { title });
  const remedy = remedyFor(cause);
  if (remedy === 'signIn' && connectionId !== undefined) deps.status.toldSignIn(connectionId);
  const isWorthDiagnosing = cause instanceof ApiError && DIAGNOSED.has(cause.reason);
  const actions = new Map<string, () => unknown>();
  if (recordId !== undefined) actions.set(undoLabel(), () => undoAndTell(deps, [recordId]));
  if (remedy === 'retry') actions.set(l10n.t('Retry'), retry);
  if (connectionId !== undefined) {
    const run = (command: string) => () => vscode.commands.executeCommand(command, { connectionId });
    if (remedy === 'signIn') actions.set(l10n.t('Sign In…'), run(COMMANDS.signIn));
    if (isWorthDiagnosing) actions.set(l10n.t('Diagnose'), run(COMMANDS.diagnoseConnection));
  }
  actions.set(l10n.t('Show Log'), () => deps.log.show());
  await tell(deps, { kind: 'error', sentences: [sentence], actions, sent: doubtfulOf(error), title });
}

/** How a change is told. */
export interface Telling {
  readonly title: string;
  readonly deed: Deed;
  /** In place of the sentence that follows from what was done. */
  readonly done?: ((outcomes: readonly EntryOutcome[]) => string | undefined) | undefined;
  /** The sentence where nothing had to change. */
  readonly nothing: string;
  /** Sentences after it, for example what was passed over. */
  readonly also?: readonly string[] | undefined;
}

/** Tells the person what became of each entry, with a way back. */
export function reportChanges(
  deps: FlowDeps,
  results: readonly EntryResult[],
  { title, deed, done = describeDone, nothing, also = [] }: Telling,
): void {
  if (failuresIn(results).length + cancelledIn(results).length > 0) {
    const failures = describeFailures(deps, results, title, deed);
    void reportPartly(deps, { title, deed, results, failures });
    return;
  }
  const outcomes = outcomesOf(results);
  const sentences = [done(outcomes) ?? nothing, ...also, ...describeUnchecked(outcomes)];
  const actions = new Map([
    ...undoOf(deps, outcomes),
    ...detailsOf(deps, { title, deed, results, failures: [] }),
  ]);
  void tell(deps, { kind: 'info', sentences, actions, sent: outcomes, title });
}

/** Tells what was done, with a way back. */
export function reportAct(
  deps: FlowDeps,
  sentence: string,
  sent: readonly SentChange[],
  title: string,
): Promise<void> {
  return tell(deps, {
    kind: 'info',
    sentences: [sentence],
    actions: new Map(undoOf(deps, sent)),
    sent,
    title,
  });
}

/** Undoes exactly these changes, whatever was made since. */
function undoOf(deps: FlowDeps, sent: readonly SentChange[]): [string, () => unknown][] {
  const records = recordsOf(sent);
  return records.length > 0 ? [[undoLabel(), () => undoAndTell(deps, records)]] : [];
}

/** Lists each entry in the log, where there are several. */
function detailsOf(deps: FlowDeps, batch: PartlyDone): [string, () => unknown][] {
  if (batch.results.length < 2) return [];
  const show = () => {
    deps.log.info(describeDetails(batch).join('\n'));
    deps.log.show();
  };
  return [[l10n.t('Show Details'), show]];
}

export interface PartlyDone {
  readonly title: string;
  readonly deed: Deed;
  readonly results: readonly EntryResult[];
  /** Sentences. */
  readonly failures: readonly string[];
}

/**
 * Tells a batch that did not work out for every entry; *Show Details* lists each of them in the log. What did work can
 * be undone, and so can what was sent and went wrong only afterwards.
 */
export async function reportPartly(deps: FlowDeps, batch: PartlyDone): Promise<void> {
  const { title, deed, results, failures } = batch;
  const sent = sentOf(results);
  const total = describeTotal(
    { done: outcomesOf(results).length, failed: failures.length, cancelled: cancelledIn(results).length },
    deed,
  );
  const sentences = [total, ...failures.slice(0, 1), ...moreFailures(failures.length - 1)];
  const actions = new Map([...detailsOf(deps, batch), ...undoOf(deps, sent)]);
  await tell(deps, { kind: 'warn', sentences, actions, sent, title });
}

/** A sentence for each entry that failed. */
export function describeFailures(
  deps: Pick<FlowDeps, 'log'>,
  results: readonly EntryResult[],
  title: string,
  deed: Deed,
): string[] {
  return failuresIn(results).map((one) =>
    sentenceOf(failureOf(one, failedFor(one.name, deed)), deps, { title, ofSeveral: true }),
  );
}

/** Puts dropped links back, and tells what became of it. */
export async function restoreAndTell(deps: FlowDeps, where: DroppedIn): Promise<void> {
  const results = await restoreDropped(deps, where);
  if (!results) return;
  const title = l10n.t('Restore Incoming Links');
  const [only] = results;
  const failure = results.length === 1 && only && failureOf(only, failedFor(only.name, 'restored'));
  if (failure) throw failure;
  if (failuresIn(results).length + cancelledIn(results).length > 0) {
    const failures = describeFailures(deps, results, title, 'restored');
    await reportPartly(deps, { title, deed: 'restored', results, failures });
    return;
  }
  const sentences = [describeRestored(totalOf(results).added)];
  // Putting links back is a change like any other: such a server may drop others with it.
  const sent = sentOf(results);
  await tell(deps, { kind: 'info', sentences, actions: new Map(undoOf(deps, sent)), sent, title });
}

/** Tells what came back, and what could not. A single failure is thrown. */
export function reportUndone(deps: FlowDeps, undone: Undone, way: Way): void {
  const { results, notes } = undone;
  const [only] = results;
  const failure = results.length === 1 && only && failureOf(only, failedFor(only.name, 'changedBack'));
  if (failure && failuresIn(results).length > 0) throw failure;
  const title = way === 'undo' ? l10n.t('Undo') : l10n.t('Restore');
  if (failuresIn(results).length + cancelledIn(results).length > 0) {
    const failures = [...describeFailures(deps, results, title, 'changedBack'), ...notes];
    void reportPartly(deps, { title, deed: 'changedBack', results, failures });
    return;
  }
  const outcomes = outcomesOf(results);
  const records = recordsOf(outcomes);
  const again = way === 'undo' ? redoLabel() : undoLabel();
  const actions = new Map<string, () => unknown>([
    ...(records.length > 0 ? [[again, () => undoAndTell(deps, records)] as const] : []),
    [l10n.t('History'), () => showHistoryOf(undone)],
  ]);
  const sentences = [describeUndone(undone, way), ...describeUnchecked(outcomes), ...notes];
  const kind = notes.length > 0 ? 'warn' : 'info';
  void tell(deps, { kind, sentences, actions, sent: outcomes, title });
}

async function showHistoryOf({ items, connectionId }: Undone): Promise<void> {
  const entryIds = new Set(items.map(({ entryId }) => entryId));
  const [entryId] = entryIds;
  const scope = { connectionId, ...(entryIds.size === 1 && { entryId }) };
  await vscode.commands.executeCommand(COMMANDS.showLinkHistory, scope);
}

/** Undoes changes repository by repository, and tells what became of each. */
export async function undoEverywhere(deps: FlowDeps, items: readonly HistoryItem[]): Promise<void> {
  for (const own of byRepository(items)) {
    const undone = await undoItems(deps, own, { isInteractive: true });
    if (!undone) return;
    reportUndone(deps, undone, 'undo');
  }
}

/** Undoes exactly these changes of the history, and those made together with them. */
export async function undoRecords(deps: FlowDeps, recordIds: readonly string[]): Promise<void> {
  const history = await readHistory(deps);
  const ids = new Set(recordIds);
  const items = groupsOf(
    history,
    history.filter(({ id }) => ids.has(id)),
  );
  if (items.length === 0) throw new UserError(describeForgottenChange());
  const stand = standing(history, items);
  if (stand.length === 0) throw new UserError(l10n.t('That change has been undone already.'));
  await undoEverywhere(deps, stand);
}

/** The same where nobody else tells of a failure. */
async function undoAndTell(deps: FlowDeps, recordIds: readonly string[]): Promise<void> {
  try {
    await undoRecords(deps, recordIds);
  } catch (error) {
    await reportFailure(error, l10n.t('Undo'), deps, () => undoAndTell(deps, recordIds));
  }
}
