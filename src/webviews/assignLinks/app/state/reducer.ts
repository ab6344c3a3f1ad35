import * as l10n from '@vscode/l10n';
import type { ConflictChoice, Link } from '../../../../domain';
import { byCount, formatNumber } from '../../../shared/language';
import {
  assertNever,
  type EntryView,
  type Failure,
  type FormContents,
  type FormSettings,
  type ProposedLink,
  type Saved,
  type Undone,
} from '../../protocol';
import { type BulkChange, changeRows, undoStep } from './bulk';
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
import type { Described, Draft, Form, FormState, Property, Row } from './model';
import { discardForm, resetForm, undoReset } from './reset';
import { propertyList } from './rows';
import { describeAdded, describeUndone } from './summary';
import { changeView, tickRows, type ViewPart } from './view';

/** What happens to a form while it loads or after. */
export type LoadAction =
  | { readonly type: 'loading' }
  | {
      readonly type: 'loaded';
      readonly contents: FormContents;
      /** What a closed form of this entry left unsent. */
      readonly kept?: Draft | undefined;
      /** The host has the save that the draft tells of, or what became of it. */
      readonly saving?: boolean;
    }
  /** A draft that the host had to translate, since an earlier version of the extension kept it. */
  | { readonly type: 'draftRestored'; readonly draft: Draft | undefined }
  | { readonly type: 'loadFailed'; readonly message: string; readonly isUnreachable?: boolean }
  /** The connection leads to another repository; the same sentence wherever that comes out. */
  | { readonly type: 'otherRepository'; readonly message: string };

/** What a person does to a loaded form. */
export type EditAction =
  /** Entries to link to; what is linked so already stays as it is. */
  | { readonly type: 'added'; readonly targets: readonly EntryView[] }
  | { readonly type: 'typeChosen'; readonly rowId: string; readonly linkTypeId: number }
  | { readonly type: 'propertiesTyped'; readonly rowId: string; readonly properties: readonly Property[] }
  | { readonly type: 'removed'; readonly rowId: string }
  /** One change of several rows. */
  | { readonly type: 'rowsChanged'; readonly rowIds: readonly string[]; readonly change: BulkChange }
  | { readonly type: 'stepUndone' }
  | { readonly type: 'stepsDismissed' }
  | { readonly type: 'ticked'; readonly rowIds: readonly string[]; readonly on: boolean }
  | { readonly type: 'viewChanged'; readonly view: ViewPart }
  /** Takes back a removal, else the changes of the row. */
  | { readonly type: 'undone'; readonly rowId: string }
  | { readonly type: 'newTypeChosen'; readonly linkTypeId: number }
  | { readonly type: 'targetTyped'; readonly text: string }
  | { readonly type: 'reset' }
  | { readonly type: 'resetUndone' }
  /** The person does not want what came back from a closed form. */
  | { readonly type: 'discarded' }
  | { readonly type: 'cameBackDismissed' }
  | { readonly type: 'noticeDismissed' }
  | { readonly type: 'failureDismissed' }
  | { readonly type: 'droppedLinksDismissed' }
  | { readonly type: 'confirmAsked' }
  | { readonly type: 'confirmDismissed' }
  /** Whose side to take of conflicting links, by `keyOf`. */
  | { readonly type: 'sideChosen'; readonly keys: readonly string[]; readonly side: ConflictChoice }
  | { readonly type: 'conflictsResolved' }
  /** The undo that met conflicts is left. */
  | { readonly type: 'undoDismissed' }
  /** The conflicts are left as they are: the rows wait to be sent as before. */
  | { readonly type: 'conflictsDismissed' }
  | { readonly type: 'bodyLinesChosen'; readonly lines: number };

/** What the host tells a loaded form. */
export type HostAction =
  | { readonly type: 'proposed'; readonly links: readonly ProposedLink[] }
  | { readonly type: 'rebased'; readonly contents: FormContents }
  | { readonly type: 'linksChanged'; readonly links: readonly Link[] }
  | { readonly type: 'settingsChanged'; readonly settings: FormSettings }
  | { readonly type: 'disconnected' }
  | { readonly type: 'draftNotKept' }
  | { readonly type: 'described'; readonly described: Described }
  | { readonly type: 'saving' }
  | { readonly type: 'saved'; readonly saved: Saved }
  | { readonly type: 'saveFailed'; readonly failure: Failure }
  /** A change was taken back. */
  | { readonly type: 'changeUndone'; readonly undone: Undone }
  | { readonly type: 'undoFailed'; readonly failure: Failure }
  /** Vanished incoming links are being put back. */
  | { readonly type: 'restoring' }
  /** So many incoming links were put back: all that can be. */
  | { readonly type: 'restored'; readonly count: number }
  | { readonly type: 'restoreFailed'; readonly failure: Failure }
  | { readonly type: 'failed'; readonly failure: Failure };

export type Action = LoadAction | EditAction | HostAction;

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
          ? l10n.t('Put back the incoming links.')
          : byCount(
              count,
              l10n.t('Put back 1 incoming link.'),
              l10n.t('Put back {0} incoming links.', formatNumber(count)),
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
    ? withInfo(
        form,
        l10n.t('Putting the links back was cancelled. Those that are still missing are listed here.'),
      )
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
