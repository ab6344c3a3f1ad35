import * as l10n from '@vscode/l10n';

import { byCount, formatNumber } from '../../../shared/language';
import { assertNever, type EntryView, type Failure, type FormSettings } from '../../protocol';
import { changeRows, undoStep } from './bulk';
import { chooseSide, resolveFormConflicts } from './conflicts';
import { isRepairable, joinDropped, stillDropped } from './droppedLinks';
import { linkedIds } from './finder';
import {
  conflictForm,
  openForm,
  otherRepositoryForm,
  proposeLinks,
  rebaseForm,
  refreshForm,
  savedForm,
} from './form';
import type { Draft, Form, FormState, Row } from './model';
import { discardForm, resetForm, undoReset } from './reset';
import { propertyList } from './rows';
import { describeAdded, describeUndone } from './summary';
import { changeView, tickRows } from './view';
import type { Action, EditAction, HostAction } from './actions';

export function initialState(draft: Draft | undefined): FormState {
  return { phase: 'loading', draft };
}

export function reduce(state: FormState, action: Action): FormState {
  switch (action.type) {
    case 'loading':
      return state.phase === 'ready' ? state : { phase: 'loading', draft: state.draft };
    case 'loaded':
      return {
        phase: 'ready',
        form:
          state.phase === 'ready'
            ? refreshForm(state.form, action.contents)
            : openForm(action.contents, state.draft ?? action.kept, {
                saving: action.saving ?? false,
                lastSave: action.lastSave,
                cameBack: !state.draft && action.kept !== undefined,
              }),
      };
    case 'draftRestored':
      return state.phase === 'loading' ? { phase: 'loading', draft: action.draft } : state;
    case 'otherRepository': {
      const form =
        state.phase === 'ready'
          ? withFailure(state.form, { message: action.message, reason: 'otherRepository' })
          : otherRepositoryForm(state.draft, action.message);
      if (form) return { phase: 'ready', form };
      return state.phase === 'ready'
        ? state
        : { phase: 'failed', message: action.message, draft: state.draft };
    }
    case 'loadFailed':
      return state.phase === 'ready'
        ? { phase: 'ready', form: loadFailed(state.form, action) }
        : {
            phase: 'failed',
            message: action.message,
            isUnreachable: action.isUnreachable ?? false,
            draft: state.draft,
          };
    default:
      return state.phase === 'ready' ? { phase: 'ready', form: reduceForm(state.form, action) } : state;
  }
}

function reduceForm(form: Form, action: EditAction | HostAction): Form {
  switch (action.type) {
    case 'added':
      return addTargets(form, action.targets);
    case 'typeChosen':
      return changeRow(form, action.rowId, (row) => ({ ...row, linkTypeId: action.linkTypeId }));
    case 'propertiesTyped':
      return changeRow(form, action.rowId, (row) => ({ ...row, properties: action.properties }));
    case 'removed':
      return changeRows(form, [action.rowId], { kind: 'remove' });
    case 'rowsChanged':
      return changeRows(form, action.rowIds, action.change);
    case 'stepUndone':
      return undoStep(form);
    case 'stepsDismissed':
      return { ...form, steps: [] };
    case 'ticked':
      return tickRows(form, action.rowIds, action.on);
    case 'viewChanged':
      return changeView(form, action.view);
    case 'undone':
      return changeRow(form, action.rowId, undoneRow);
    case 'newTypeChosen':
      return { ...form, newTypeId: action.linkTypeId };
    case 'targetTyped':
      return { ...form, targetText: action.text };
    case 'reset':
      return resetForm(form);
    case 'resetUndone':
      return undoReset(form);
    case 'discarded':
      return discardForm(form);
    case 'cameBackDismissed':
      return { ...form, cameBack: false };
    case 'noticeDismissed':
      return withoutNews(form);
    case 'failureDismissed':
      return { ...form, failed: undefined };
    case 'droppedLinksDismissed':
      return { ...form, droppedIncoming: [] };
    case 'confirmAsked':
      return { ...form, confirming: true };
    case 'confirmDismissed':
      return { ...form, confirming: false };
    case 'sideChosen':
      return chooseSide(form, action.keys, action.side);
    case 'conflictsResolved':
      return resolveFormConflicts(form);
    case 'undoDismissed':
      return { ...form, undoConflicts: undefined };
    case 'conflictsDismissed':
      return { ...form, mergeConflicts: undefined };
    case 'bodyLinesChosen':
      return { ...form, bodyLines: action.lines };
    case 'described':
      return { ...form, described: action.described };
    case 'proposed':
      return proposeLinks({ ...form, confirming: false }, action.links);
    case 'rebased':
      return rebaseForm({ ...form, confirming: false }, action.contents);
    case 'linksChanged':
      return refreshForm(withoutNews(form), { ...form.contents, links: action.links });
    case 'settingsChanged':
      return withSettings(form, action.settings);
    case 'disconnected':
      return { ...form, disconnected: true, otherRepository: undefined, confirming: false };
    case 'draftNotKept':
      return { ...form, draftNotKept: true };
    case 'saving':
      return { ...withoutNews(form), saving: true, sent: form.rows, confirming: false, failed: undefined };
    case 'saved':
      return savedForm(form, action.saved);
    case 'saveFailed':
      return saveFailed(form, action.failure);
    case 'changeUndone':
      return withInfo(
        {
          ...form,
          undoConflicts: undefined,
          droppedIncoming: joinDropped(stillDropped(form), action.undone.droppedIncoming ?? []),
        },
        describeUndone(action.undone),
      );
    case 'undoFailed':
      return undoFailed(form, action.failure);
    case 'restored': {
      const { count } = action;
      const text =
        count === 0
          ? l10n.t('Restored the incoming links.')
          : byCount(
              count,
              l10n.t('Restored 1 incoming link.'),
              l10n.t('Restored {0} incoming links.', formatNumber(count)),
            );
      const droppedIncoming = stillDropped(form).filter((link) => !isRepairable(link));
      return withInfo({ ...form, droppedIncoming, restoring: false }, text);
    }
    case 'restoring':
      return { ...withoutNews(form), restoring: true, failed: undefined };
    case 'restoreFailed':
      return restoreFailed({ ...form, restoring: false }, action.failure);
    case 'failed':
      return withFailure(form, action.failure);
    default:
      return assertNever(action);
  }
}

/** Several at once are told of, with the way back. */
function addTargets(form: Form, found: readonly EntryView[]): Form {
  const linkTypeId = form.newTypeId;
  // An entry and a shortcut to it are one.
  const targets = [...new Map(found.map((target) => [target.id, target])).values()];
  if (linkTypeId === undefined) return form;
  const proposals = targets.map((target) => ({ target, linkTypeId }));
  const added = { ...withoutNews(proposeLinks(form, proposals)), confirming: false };
  const count = linkedIds(added).size - linkedIds(form).size;
  // Found by a shortcut, for example: that it is the same entry shows only now.
  if (count === 0) return withInfo(form, describeAdded(0, targets.length));
  if (targets.length === 1) return added;
  const { rows, base, targetText } = form;
  const text = describeAdded(count, targets.length);
  return { ...added, notice: { kind: 'info', text, undo: { rows, base, targetText } } };
}

/** Edits one row; the others stay the same objects, so that only it is drawn again. */
function changeRow(form: Form, rowId: string, change: (row: Row) => Row): Form {
  return withoutNews({
    ...form,
    confirming: false,
    rows: form.rows.map((row) => (row.id === rowId ? change(row) : row)),
  });
}

/** A question that can't be answered with yes any more goes away. */
function withSettings(form: Form, settings: FormSettings): Form {
  const contents = { ...form.contents, ...settings };
  return { ...form, contents, confirming: form.confirming && settings.readOnly === 'no' };
}

function withoutNews(form: Form): Form {
  return { ...form, notice: undefined };
}

function withInfo(form: Form, text: string): Form {
  return { ...form, notice: { kind: 'info', text }, failed: undefined };
}

function undoneRow(row: Row): Row {
  if (row.removed || !row.base) return { ...row, removed: false };
  const { linkTypeId, properties } = row.base;
  return { ...row, linkTypeId, properties: propertyList(properties) };
}

function saveFailed({ sent, ...saving }: Form, failure: Failure): Form {
  const form = { ...saving, saving: false, sent: [] };
  if (failure.reason === 'cancelled')
    return withInfo(
      form,
      l10n.t('Assigning was cancelled. Nothing was written, and your changes are still here.'),
    );
  if (failure.reason === 'conflict' && failure.theirs) return conflictForm(form, failure.theirs);
  const failed = withFailure(form, failure, sent);
  return { ...failed, droppedIncoming: joinDropped(stillDropped(form), failure.droppedIncoming ?? []) };
}

/** Links that others changed since the change are the person's to decide about; the question comes again with each answer of theirs. */
function undoFailed(form: Form, failure: Failure): Form {
  const { reason, theirs, undo } = failure;
  if (reason !== 'conflict' || !theirs || !undo)
    return withFailure({ ...form, undoConflicts: undefined }, failure);
  return {
    ...withoutNews(form),
    failed: undefined,
    confirming: false,
    undoConflicts: { ...undo, theirs, choices: {} },
  };
}

function restoreFailed(form: Form, failure: Failure): Form {
  return failure.reason === 'cancelled'
    ? withInfo(form, l10n.t('Restoring was cancelled. The links that are still missing are listed here.'))
    : withFailure(form, failure);
}

function loadFailed(
  form: Form,
  { message, isUnreachable }: Pick<Failure, 'message'> & { isUnreachable?: boolean },
): Form {
  const failed = { text: message, outdated: false } as const;
  return { ...form, failed: isUnreachable ? { ...failed, unreachable: 'reading' } : failed };
}

function withFailure(
  form: Form,
  { message, reason, changeId, isUnreachable }: Failure,
  sent?: readonly Row[],
): Form {
  // The same sentence whatever was asked for, and it stays until the connection leads back.
  if (reason === 'otherRepository')
    return { ...form, otherRepository: message, disconnected: false, confirming: false };
  const undoable = changeId === undefined ? {} : { changeId, ...(sent && { sent }) };
  const unreachable = isUnreachable ? ({ unreachable: 'sending' } as const) : {};
  return { ...form, failed: { text: message, outdated: reason === 'outdated', ...unreachable, ...undoable } };
}
