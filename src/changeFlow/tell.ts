import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { ApiError, type ApiErrorReason } from '../api';
import type { HistoryItem } from '../changes';
import { type Link, repositoryKey } from '../domain';
import {
  byCount,
  COMMANDS,
  formatNumber,
  isCancelled,
  type LinkCounts,
  notify,
  remedyFor,
  UserError,
} from '../ui';
import { byRepository, requireConnection } from './connectionFor';
import {
  type Deed,
  describeEntry,
  describeTotal,
  describeUnchecked,
  failedFor,
  moreFailures,
} from './describeResults';
import { describeDropped, type DroppedIn, restoreDropped, sortDropped } from './dropped';
import { type FlowDeps, mayHaveWritten, openSession, OperationError, sentenceOf } from './failure';
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

/** Failures whose reason may lie with the connection rather than with what was asked for. */
const DIAGNOSED: ReadonlySet<ApiErrorReason> = new Set<ApiErrorReason>([
  'network',
  'timeout',
  'badCredentials',
  'unauthorized',
  'forbidden',
  'server',
  'unexpectedAnswer',
  'foreignOrigin',
]);

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
  reportDroppedLinks(deps, doubtfulOf(error));
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
  const chosen = await notify.error(sentence, ...actions.keys());
  if (chosen !== undefined) await actions.get(chosen)?.();
}

/** What a change is called, what it does to each entry, and the sentence after success. */
export interface Telling {
  readonly title: string;
  readonly deed: Deed;
  readonly done: (counts: LinkCounts) => string;
}

/** Tells the person what became of each entry, with a way back. */
export function reportChanges(
  deps: FlowDeps,
  results: readonly EntryResult[],
  { title, deed, done }: Telling,
): void {
  if (failuresIn(results).length + cancelledIn(results).length === 0) {
    reportSuccess(deps, done(totalOf(results)), outcomesOf(results));
    return;
  }
  const failures = describeFailures(deps, results, title, deed);
  void reportPartly(deps, { title, deed, results, failures });
}

/** Tells a change that was made; *Undo* undoes exactly this change, whatever was made since. */
export function reportSuccess(deps: FlowDeps, sentence: string, outcomes: readonly EntryOutcome[]): void {
  reportDroppedLinks(deps, outcomes);
  const records = recordsOf(outcomes);
  const tell = async () => {
    const words = [sentence, describeUnchecked(outcomes) ?? []].flat().join(' ');
    const answer = await notify.info(words, ...(records.length > 0 ? [undoLabel()] : []));
    if (answer === undoLabel()) await undoAndTell(deps, records);
  };
  void tell();
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
export async function reportPartly(
  deps: FlowDeps,
  { title, deed, results, failures }: PartlyDone,
): Promise<void> {
  const sent = sentOf(results);
  reportDroppedLinks(deps, sent);
  const [outcomes, cancelled] = [outcomesOf(results), cancelledIn(results)];
  const total = describeTotal(
    { done: outcomes.length, failed: failures.length, cancelled: cancelled.length },
    deed,
  );
  const details = l10n.t('Show Details');
  const records = recordsOf(sent);
  const answer = await notify.warn(
    [total, ...failures.slice(0, 1), ...moreFailures(failures.length - 1)].join(' '),
    ...(records.length > 0 ? [details, undoLabel()] : [details]),
  );
  if (answer === undoLabel()) await undoAndTell(deps, records);
  if (answer !== details) return;
  deps.log.info(
    [
      `${title}: ${total}`,
      ...outcomes.map((one) => `  ✓ ${describeEntry(one, deed)}`),
      ...failures.map((line) => `  ✗ ${line}`),
      ...cancelled.map((name) => `  – ${l10n.t('{0}: cancelled', name)}`),
    ].join('\n'),
  );
  deps.log.show();
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

/** Warns of incoming links that the server dropped with changes, and offers to put them back: once a repository. */
export function reportDroppedLinks(deps: FlowDeps, sent: readonly SentChange[]): void {
  const places = new Map<string, DroppedIn & { readonly dropped: Link[] }>();
  for (const { connectionId, madeIn, droppedIncoming } of sent) {
    const key = repositoryKey(madeIn);
    const place = places.get(key) ?? { from: { ...madeIn, id: connectionId }, dropped: [] };
    place.dropped.push(...droppedIncoming);
    places.set(key, place);
  }
  for (const place of places.values()) if (place.dropped.length > 0) offerToRestore(deps, place);
}

/** What could not be put back is offered again by *Retry*. */
function offerToRestore(deps: FlowDeps, where: DroppedIn): void {
  const sorted = sortDropped(where.dropped);
  const { repairable } = sorted;
  const tell = async () => {
    const { id } = requireConnection(deps, where.from, l10n.t('Could not restore the incoming links'));
    const { linkTypes } = await openSession(deps, id);
    const restore = byCount(repairable.length, l10n.t('Restore It'), l10n.t('Restore Them'));
    const actions = repairable.length > 0 ? [restore] : [];
    const answer = await notify.warn(describeDropped(sorted, await linkTypes()), ...actions);
    if (answer === restore) await restoreAndTell(deps, { ...where, dropped: repairable });
  };
  tell().catch((error: unknown) =>
    reportFailure(error, l10n.t('Restore Incoming Links'), deps, () => offerToRestore(deps, where)),
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
  // Putting links back is a change like any other: such a server may drop others with it.
  reportDroppedLinks(deps, sentOf(results));
  const { added } = totalOf(results);
  void notify.info(
    added > 0
      ? byCount(
          added,
          l10n.t('Restored 1 incoming link.'),
          l10n.t('Restored {0} incoming links.', formatNumber(added)),
        )
      : l10n.t('The incoming links are there already.'),
  );
}

/** Tells what came back, and what could not. A single failure is thrown. */
export function reportUndone(deps: FlowDeps, undone: Undone, way: Way): void {
  const { results, notes } = undone;
  const [only] = results;
  const failure = results.length === 1 && only && failureOf(only, failedFor(only.name, 'changedBack'));
  if (failure && failuresIn(results).length > 0) throw failure;
  if (failuresIn(results).length + cancelledIn(results).length === 0) {
    reportDroppedLinks(deps, sentOf(results));
    void tellReturned(deps, undone, way);
    return;
  }
  const title = way === 'undo' ? l10n.t('Undo') : l10n.t('Restore');
  const failures = [...describeFailures(deps, results, title, 'changedBack'), ...notes];
  void reportPartly(deps, { title, deed: 'changedBack', results, failures });
}

async function tellReturned(deps: FlowDeps, undone: Undone, way: Way): Promise<void> {
  const { items, connectionId, results, notes } = undone;
  const words = [describeUndone(undone, way), describeUnchecked(outcomesOf(results)) ?? [], notes]
    .flat()
    .join(' ');
  const history = l10n.t('History');
  const answer = await (notes.length > 0 ? notify.warn(words, history) : notify.info(words, history));
  if (answer !== history) return;
  const entryIds = new Set(items.map(({ entryId }) => entryId));
  const [entryId] = entryIds;
  const scope = { connectionId, ...(entryIds.size === 1 && { entryId }) };
  const show = async () => {
    try {
      await vscode.commands.executeCommand(COMMANDS.showLinkHistory, scope);
    } catch (error) {
      await reportFailure(error, l10n.t('Link History'), deps, show);
    }
  };
  await show();
}

/** Undoes changes repository by repository, and tells what became of each. */
export async function undoEverywhere(deps: FlowDeps, items: readonly HistoryItem[]): Promise<void> {
  for (const own of byRepository(items)) {
    const undone = await undoItems(deps, own, { isInteractive: true });
    if (!undone) return;
    reportUndone(deps, undone, 'undo');
  }
}

/** Undoes exactly these changes of the history, and those made together with them; a failure is told as well. */
export async function undoAndTell(deps: FlowDeps, recordIds: readonly string[]): Promise<void> {
  try {
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
  } catch (error) {
    await reportFailure(error, l10n.t('Undo'), deps, () => undoAndTell(deps, recordIds));
  }
}
