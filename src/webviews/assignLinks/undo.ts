import * as vscode from 'vscode';
import { type Applied, type CannotReturn, EditError, type HistoryItem, takenBack } from '../../changes';
import type { Session } from '../../connections';
import { keyOf, type LinkKey, type RepositoryRef, sameRepository } from '../../domain';
import { isCancelled, UserError } from '../../ui';
import type { FormIdentity } from './identity';
import type { LastSave, ResolvedConflicts, Undone } from './protocol';

/** What became of an undo. */
export interface UndoResult {
  readonly results: readonly Applied[];
  readonly cannotReturn: readonly CannotReturn[];
}

/**
 * The change of this id with the rest of its group, as far as it was made in the repository and stands.
 * @param history the whole one, the newest first.
 */
export function undoable(
  history: readonly HistoryItem[],
  changeId: string,
  repository: RepositoryRef,
): readonly HistoryItem[] {
  const item = history.find(({ id }) => id === changeId);
  if (!item) {
    throw new UserError(vscode.l10n.t('That change is no longer in the history, so it can’t be undone.'));
  }
  const undone = takenBack(history);
  const items = history.filter(
    ({ id, group, connection, outcome }) =>
      (id === changeId || (group !== undefined && group === item.group)) &&
      sameRepository(connection, repository) &&
      outcome !== 'refused' &&
      !undone.has(id),
  );
  if (items.length > 0) return items;
  throw new UserError(
    item.outcome === 'refused'
      ? vscode.l10n.t('There is nothing to undo: the server refused that change.')
      : vscode.l10n.t('That change has been undone already.'),
  );
}

/** Whether the change of this id still stands, so that an undo of it has something to do. */
export function isUndoable(
  history: readonly HistoryItem[],
  changeId: string,
  repository: RepositoryRef,
): boolean {
  const undone = takenBack(history);
  return history.some(
    ({ id, connection, outcome }) =>
      id === changeId && sameRepository(connection, repository) && outcome !== 'refused' && !undone.has(id),
  );
}

/**
 * What the history knows of a form's save that began then, when nobody else can tell.
 * @param history the newest first.
 */
export function lastSaveOf(
  history: readonly HistoryItem[],
  { repository, sourceId }: FormIdentity,
  since: string,
): LastSave {
  const item = history.find(
    ({ connection, entryId, cause, time }) =>
      entryId === sourceId && cause === 'form' && time >= since && sameRepository(connection, repository),
  );
  return item ? { outcome: item.outcome, changeId: item.id } : { outcome: 'notSent' };
}

/** Undoes changes once more, with the person's choice for each conflict of the entry: those were the question. */
export async function undoResolved(
  { editor }: Session,
  items: readonly HistoryItem[],
  sourceId: number,
  { theirs, choices }: ResolvedConflicts,
  signal?: AbortSignal,
): Promise<UndoResult> {
  const call = signal ? { signal } : {};
  const set = await editor.planUndo(items, call);
  const steps = set.steps.map((step) => {
    if (!('plan' in step) || step.plan.sourceId !== sourceId) return step;
    const { plan } = step;
    const isOurs = (key: LinkKey) => choices[keyOf(key)] !== 'theirs';
    const { upsert = [], remove = [] } = plan.request.edit;
    const edit = {
      ...plan.request.edit,
      upsert: upsert.filter(isOurs),
      remove: remove.filter(isOurs),
    };
    // Whatever came up since the person chose is a conflict again.
    const isSettled = plan.conflicts.every(({ key }) => choices[keyOf(key)] !== undefined);
    return { plan: { ...plan, request: { ...plan.request, edit, ...(isSettled && { base: theirs }) } } };
  });
  const { results } = await editor.apply({ ...set, steps }, call);
  return { results, cannotReturn: set.cannotReturn };
}

/**
 * What an undo did, for the form.
 * @throws the first failure: the other entries are changed back all the same. A conflict of the entry comes first, since
 * the person can settle it.
 */
export function undoneFrom({ results, cannotReturn }: UndoResult, sourceId: number): Undone {
  const errors = results.flatMap((result) => ('error' in result ? [result] : []));
  const conflict = errors.find((one) => one.sourceId === sourceId && isConflict(one.error));
  const failure = conflict ?? errors.find(({ error }) => !isCancelled(error)) ?? errors[0];
  if (failure) throw failure.error;
  const outcomes = results.flatMap((result) => ('outcome' in result ? [result.outcome] : []));
  const count = (part: 'added' | 'removed' | 'changed' | 'kept') =>
    outcomes.reduce((sum, { plan }) => sum + plan[part].length, 0);
  const droppedIncoming = outcomes.flatMap((outcome) => outcome.droppedIncoming);
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    kept: count('kept'),
    cannotReturn: cannotReturn.length,
    ...(droppedIncoming.length > 0 && { droppedIncoming }),
  };
}

function isConflict(error: unknown): boolean {
  return EditError.is(error, 'conflict');
}
