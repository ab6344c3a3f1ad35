import type { Link } from '../../../../api/types';
import { editBetween, isNoChange, planEdit, readLinks, type LinkPlan } from '../../../../links';
import type { FormContents, ProposedLink, Saved } from '../../protocol';
import { slimLinks, type Draft } from './draft';
import { applyEdits, applyProposals, editsOf, type RowEdit } from './edits';
import type { Form, Notice, Row } from './model';
import { isDirty, rowsOf } from './rows';
import { countWords, savedWords } from './summary';

/** A form of what was loaded, with the changes of a draft on top. */
export function openForm(contents: FormContents, draft?: Draft): Form {
  const form: Form = {
    ...freshRows(contents),
    newTypeId: knownType(contents, draft?.newTypeId),
    targetText: draft?.targetText ?? '',
    nextRow: 1,
    saving: false,
    disconnected: false,
    notice: undefined,
  };
  if (!draft) return form;
  const restored = withRows(form, (newId) => applyEdits(form.rows, draft.edits, newId));
  const meanwhile = serverChange(contents, draft.base, contents.links);
  return isDirty(restored.rows) && !isNoChange(meanwhile)
    ? { ...restored, notice: rebasedNotice(meanwhile) }
    : restored;
}

/** Takes over newer contents: as they are while nothing was edited, else beside the edits, which stay on their base. */
export function refreshForm(form: Form, contents: FormContents): Form {
  const connected = { ...form, contents, disconnected: false };
  if (form.saving || isDirty(form.rows)) return connected;
  return { ...connected, ...freshRows(contents), newTypeId: knownType(contents, form.newTypeId) };
}

/** Puts the person's changes on top of newer contents. */
export function rebaseForm(form: Form, contents: FormContents): Form {
  const fresh = { ...form, ...freshRows(contents), disconnected: false };
  const rebased = withRows(fresh, (newId) => applyEdits(fresh.rows, editsOf(form.rows), newId));
  return { ...rebased, notice: rebasedNotice(serverChange(contents, form.base, contents.links)) };
}

/** After a save: what it wrote is the new base; what was typed while it ran stays. */
export function savedForm(form: Form, saved: Saved): Form {
  const rebased = rebaseForm({ ...form, saving: false }, { ...form.contents, links: saved.links });
  return { ...rebased, notice: { kind: 'saved', text: savedWords(saved, form.rows) } };
}

/** Takes every change back; the notice can bring them back. */
export function resetForm(form: Form): Form {
  const notice: Notice = { kind: 'info', text: 'All changes were taken back.', undo: editsOf(form.rows) };
  return { ...form, ...freshRows(form.contents), notice };
}

export function repeatEdits(form: Form, edits: readonly RowEdit[]): Form {
  return { ...withRows(form, (newId) => applyEdits(form.rows, edits, newId)), notice: undefined };
}

export function proposeLinks(form: Form, proposals: readonly ProposedLink[]): Form {
  return withRows(form, (newId) => applyProposals(form.rows, proposals, newId));
}

/** Whether somebody else changed the outgoing links since the form took its base. */
export function isOutdated({ contents, base }: Pick<Form, 'contents' | 'base'>): boolean {
  return base !== contents.links && !isNoChange(serverChange(contents, base, contents.links));
}

/** What to keep of a form while it is not on the screen. */
export function draftOf({ rows, base, contents, newTypeId, targetText }: Form): Draft {
  const edits = editsOf(rows);
  return {
    base: edits.length > 0 ? slimLinks(base, contents.source.id) : [],
    edits,
    ...(newTypeId !== undefined && { newTypeId }),
    ...(targetText && { targetText }),
  };
}

/** Sets rows that may need new ids. */
export function withRows(form: Form, make: (newId: () => string) => readonly Row[]): Form {
  let { nextRow } = form;
  const rows = make(() => `new-${nextRow++}`);
  return { ...form, rows, nextRow };
}

function freshRows(
  contents: FormContents,
): Pick<Form, 'contents' | 'base' | 'rows' | 'unresolved' | 'incoming'> {
  return { contents, base: contents.links, ...rowsOf(contents, contents.links) };
}

function knownType({ linkTypes }: FormContents, wanted: number | undefined): number | undefined {
  return (linkTypes.find((type) => type.linkTypeId === wanted) ?? linkTypes[0])?.linkTypeId;
}

function serverChange(
  { source, linkTypes }: FormContents,
  base: readonly Link[],
  now: readonly Link[],
): LinkPlan {
  const [before, after] = [base, now].map((links) => readLinks(links, source.id, linkTypes).outgoing);
  return planEdit(before ?? [], editBetween(before ?? [], after ?? []));
}

function rebasedNotice(change: LinkPlan): Notice {
  const { added, removed, changed } = change;
  const what = isNoChange(change)
    ? 'The links on the server are as they were.'
    : `On the server meanwhile: ${countWords({ added: added.length, removed: removed.length, changed: changed.length, kept: 0 })}.`;
  return { kind: 'info', text: `${what} Your changes stand on top.` };
}
