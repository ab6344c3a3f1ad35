import type { Link } from '../../../../api/types';
import { editBetween, isNoChange, planEdit, readLinks, type LinkPlan } from '../../../../links';
import type { FormContents, ProposedLink, Saved } from '../../protocol';
import { conflictsWith, withTheirs } from './dispute';
import { slimLinks, type Draft } from './draft';
import { applyEdits, applyProposals, editsOf, editsSince } from './edits';
import { joinLost, stillLost } from './incoming';
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
    sent: [],
    confirming: false,
    dispute: undefined,
    disconnected: false,
    notice: undefined,
    failed: undefined,
    lostIncoming: draft?.lostIncoming ?? [],
    restoring: false,
  };
  if (!draft || draft.edits.length === 0) return form;
  const meanwhile = serverChange(contents, draft.base, contents.links);
  const base = isNoChange(meanwhile) ? contents.links : withPaths(draft.base, contents);
  const onBase = { ...form, base, rows: rowsOf(contents, base).rows };
  const restored = withRows(onBase, (newId) => applyEdits(onBase.rows, draft.edits, newId));
  if (isNoChange(meanwhile))
    return { ...restored, confirming: draft.confirming === true && contents.readOnly === 'no' };
  const rebased = rebaseForm(restored, contents);
  if (!isDirty(rebased.rows)) return { ...rebased, notice: undefined };
  return rebased.dispute && draft.dispute
    ? { ...rebased, dispute: withTheirs(rebased, draft.dispute, contents.links) }
    : rebased;
}

/** Takes over newer contents: as they are while nothing was edited, else beside the edits, which stay on their base. */
export function refreshForm(form: Form, contents: FormContents): Form {
  const { dispute } = form;
  const connected = {
    ...form,
    contents,
    disconnected: false,
    dispute: dispute && withTheirs(form, dispute, contents.links),
  };
  if (form.saving || isDirty(form.rows)) return connected;
  return {
    ...connected,
    dispute: undefined,
    ...freshRows(contents),
    newTypeId: knownType(contents, form.newTypeId),
  };
}

/** Puts the person's changes on top of newer contents. Where they overlap with those of others, the person chooses first. */
export function rebaseForm(form: Form, contents: FormContents): Form {
  if (conflictsWith(form, contents.links).length > 0)
    return disputeForm({ ...form, contents }, contents.links);
  const fresh = { ...form, ...freshRows(contents), disconnected: false, failed: undefined };
  const rebased = withRows(fresh, (newId) => applyEdits(fresh.rows, editsOf(form.rows), newId));
  return { ...rebased, notice: rebasedNotice(serverChange(contents, form.base, contents.links)) };
}

/** Somebody else changed links that the rows change too. */
export function disputeForm(form: Form, theirs: readonly Link[]): Form {
  const contents = { ...form.contents, links: theirs };
  const dispute = { theirs, choices: {} };
  return { ...form, contents, disconnected: false, notice: undefined, failed: undefined, dispute };
}

/** After a save: what it wrote is the new base; what was done while it ran stays. */
export function savedForm(form: Form, saved: Saved): Form {
  const contents = { ...form.contents, links: saved.links };
  const fresh = { ...form, ...freshRows(contents), saving: false, sent: [], disconnected: false };
  const edits = editsSince(form.sent, form.rows);
  const rebased = withRows(fresh, (newId) => applyEdits(fresh.rows, edits, newId));
  const { changeId, incomingUnchecked } = saved;
  return {
    ...rebased,
    notice: {
      kind: 'saved',
      text: savedWords(saved, form.sent),
      ...(changeId !== undefined && { changeId }),
      ...(incomingUnchecked && { incomingUnchecked }),
    },
    lostIncoming: joinLost(stillLost(rebased), saved.lostIncoming),
  };
}

/** Takes every change back; the notice can bring them back. */
export function resetForm(form: Form): Form {
  const notice: Notice = {
    kind: 'info',
    text: 'All changes were taken back.',
    undo: { rows: form.rows, base: form.base },
  };
  const fresh = freshRows(form.contents);
  return { ...form, ...fresh, notice, failed: undefined, dispute: undefined, confirming: false };
}

/** Brings back what a reset took; what others changed since those edits were begun is told then. */
export function undoReset(form: Form): Form {
  if (form.notice?.kind !== 'info' || !form.notice.undo) return form;
  const edited = { ...form, ...form.notice.undo, notice: undefined };
  return isOutdated(edited) ? rebaseForm(edited, form.contents) : edited;
}

export function proposeLinks(form: Form, proposals: readonly ProposedLink[]): Form {
  return withRows(form, (newId) => applyProposals(form.rows, proposals, newId));
}

/** Whether somebody else changed the outgoing links since the form took its base. */
export function isOutdated({ contents, base }: Pick<Form, 'contents' | 'base'>): boolean {
  return base !== contents.links && !isNoChange(serverChange(contents, base, contents.links));
}

/** What to keep of a form while it is not on the screen. */
export function draftOf(form: Form): Draft {
  const { rows, base, contents, newTypeId, targetText, confirming, dispute } = form;
  const edits = editsOf(rows);
  const lostIncoming = stillLost(form);
  return {
    base: edits.length > 0 ? slimLinks(base, contents.source.id) : [],
    edits,
    ...(newTypeId !== undefined && { newTypeId }),
    ...(targetText && { targetText }),
    ...(confirming && { confirming }),
    ...(dispute && { dispute: { ...dispute, theirs: slimLinks(dispute.theirs, contents.source.id) } }),
    ...(lostIncoming.length > 0 && { lostIncoming }),
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

/** Links of a draft with the paths that the server tells by now. */
function withPaths(base: readonly Link[], { links }: FormContents): readonly Link[] {
  const paths = new Map(links.map((link) => [link.targetId, link.targetFullPath]));
  return base.map((link) => ({ ...link, targetFullPath: paths.get(link.targetId) ?? null }));
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
