import * as l10n from '@vscode/l10n';
import { freshRows, isOutdated, rebaseForm } from './form';
import type { Form, Notice } from './model';

/** Takes every change back; the notice can bring them back. */
export function resetForm(form: Form, text = l10n.t('All changes were reset.')): Form {
  const { rows, base, targetText } = form;
  const notice: Notice = { kind: 'info', text, undo: { rows, base, targetText } };
  return {
    ...form,
    ...freshRows(form.contents, form),
    notice,
    failed: undefined,
    mergeConflicts: undefined,
    confirming: false,
    cameBack: false,
    draftNotKept: false,
  };
}

/** Throws away what came back from a form that was closed, with what was typed; the notice can bring it back. */
export function discardForm(form: Form): Form {
  return { ...resetForm(form, l10n.t('Unsent changes were discarded.')), targetText: '' };
}

/** Brings back what a reset took; what others changed since those edits were begun is told then. */
export function undoReset(form: Form): Form {
  if (form.notice?.kind !== 'info' || !form.notice.undo) return form;
  const { undo } = form.notice;
  const edited = { ...form, ...undo, targetText: form.targetText || undo.targetText, notice: undefined };
  return isOutdated(edited) ? rebaseForm(edited, form.contents) : edited;
}
