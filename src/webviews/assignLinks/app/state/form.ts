import * as l10n from '@vscode/l10n';
import { editBetween, isNoChange, type Link, type LinkPlan, planEdit, readLinks } from '../../../../domain';
import type { FormContents, LastSave, ProposedLink, Saved } from '../../protocol';
import { conflictsWith, withTheirs } from './conflicts';
import { keptReset, restoredReset, slimLinks } from './draft';
import { joinDropped, stillDropped } from './droppedLinks';
import { describeArrived, describeUnfinished } from './lastSave';
import type { Draft, Failed, Form, Notice, Row } from './model';
import {
  applyEdits,
  applyProposals,
  editsOf,
  editsSince,
  isDirty,
  type Known,
  rememberTargets,
  rowsOf,
} from './rows';
import { describeSaved, formatCounts } from './summary';
import { keptView, restoredView } from './view';

export interface OpenOptions {
  /** The host has the save that the draft tells of, or what became of it: the form goes on waiting for it. */
  readonly saving?: boolean;
  /** What the history knows of the save that the draft tells of, where the host does not have it. */
  readonly lastSave?: LastSave | undefined;
  /** The draft is of a form that was closed. */
  readonly cameBack?: boolean;
}

const NO_ID = () => '';

/** Lines of the request's body drawn at first, and with each Show more. */
export const BODY_LINES = 250;

/** A form of what was loaded, with the changes of a draft on top. */
export function openForm(
  contents: FormContents,
  draft?: Draft,
  { saving = false, lastSave, cameBack = false }: OpenOptions = {},
): Form {
  const seen = new Map((draft?.seen ?? []).map((entry) => [entry.id, entry]));
  const form: Form = {
    ...freshRows(contents, { seen, rows: [] }),
    view: restoredView(draft?.view),
    newTypeId: knownType(contents, draft?.newTypeId),
    targetText: draft?.targetText ?? '',
    nextRow: nextRowAfter(draft),
    saving: false,
    sent: [],
    confirming: false,
    mergeConflicts: undefined,
    undoConflicts: draft?.undoConflicts,
    described: undefined,
    bodyLines: BODY_LINES,
    disconnected: false,
    otherRepository: undefined,
    cameBack: cameBack || draft?.cameBack === true,
    draftNotKept: false,
    notice: draft?.saved,
    failed: undefined,
    droppedIncoming: draft?.droppedIncoming ?? [],
    restoring: false,
  };
  if (!draft) return form;
  if (draft.edits.length === 0 && !draft.sent)
    return { ...form, notice: restoredReset(form, draft) ?? form.notice };
  const meanwhile = serverChange(contents, draft.base, contents.links);
  const isUnchanged = isNoChange(meanwhile);
  const base = isUnchanged ? contents.links : withPaths(draft.base, contents);
  const onBase = { ...form, base, rows: rowsOf(contents, base, form).rows };
  const sent = draft.sent && applyEdits(onBase.rows, draft.sent, NO_ID);
  const restored = withRows(onBase, (newId) => applyEdits(onBase.rows, draft.edits, newId));
  if (saving && sent) return { ...restored, saving: true, sent };
  const failed: Failed | undefined = draft.failed && { ...draft.failed, ...(sent && { sent }) };
  const notice = draft.saving ? describeUnfinished(lastSave) : undefined;
  if (isUnchanged) {
    const confirming = draft.confirming === true && contents.readOnly === 'no';
    return { ...restored, confirming, failed, notice: notice ?? form.notice };
  }
  const arrived = arrivedForm({ ...restored, failed }, contents);
  if (arrived && draft.saving && lastSave?.changeId !== undefined)
    return { ...arrived, notice: describeArrived(lastSave.changeId) };
  if (arrived) return { ...arrived, notice: failed?.changeId === undefined ? undefined : arrived.notice };
  const rebased = rebaseForm(restored, contents);
  if (!isDirty(rebased.rows)) return { ...rebased, notice: undefined, cameBack: false };
  return {
    ...rebased,
    failed: failed && { ...failed, outdated: false },
    notice: notice ?? rebased.notice,
    mergeConflicts:
      rebased.mergeConflicts && draft.mergeConflicts
        ? withTheirs(rebased, draft.mergeConflicts, contents.links)
        : rebased.mergeConflicts,
  };
}

/** The form of a draft whose connection leads elsewhere: to look at, since nothing can be asked or sent. */
export function otherRepositoryForm(draft: Draft | undefined, message: string): Form | undefined {
  if (!draft?.shown) return undefined;
  const contents: FormContents = {
    ...draft.shown,
    links: draft.base,
    allowSelfLinks: false,
    confirmChanges: 'always',
    readOnly: 'no',
  };
  return { ...openForm(contents, draft), otherRepository: message };
}

/** Takes over newer contents: as they are while nothing was edited, else beside the edits, which stay on their base. */
export function refreshForm(form: Form, contents: FormContents): Form {
  const { mergeConflicts } = form;
  const connected = {
    ...form,
    contents,
    disconnected: false,
    otherRepository: undefined,
    incoming: readLinks(contents.links, contents.source.id, contents.linkTypes).incoming,
    mergeConflicts: mergeConflicts && withTheirs(form, mergeConflicts, contents.links),
  };
  if (form.saving) return connected;
  if (isDirty(form.rows)) return (mergeConflicts ? undefined : arrivedForm(connected, contents)) ?? connected;
  return {
    ...connected,
    mergeConflicts: undefined,
    ...freshRows(contents, form),
    newTypeId: knownType(contents, form.newTypeId),
  };
}

/**
 * The form where the server turns out to have what was sent, although that seemed to fail, or all that the rows want:
 * neither is a change that waits to be sent. `undefined` where it has neither.
 */
function arrivedForm(form: Form, contents: FormContents): Form | undefined {
  const { sent, changeId } = form.failed ?? {};
  const fresh = { ...form, ...freshRows(contents, form), confirming: false };
  const isThere = (rows: readonly Row[]) =>
    conflictsWith({ ...form, rows, contents }, contents.links).length === 0 &&
    !isDirty(applyEdits(fresh.rows, editsOf(rows), NO_ID));
  if (sent && changeId !== undefined && isThere(sent)) {
    const edits = editsSince(sent, form.rows);
    const rebased = withRows(fresh, (newId) => applyEdits(fresh.rows, edits, newId));
    const text = l10n.t('The server has the links that were sent after all.');
    return {
      ...rebased,
      cameBack: form.cameBack && isDirty(rebased.rows),
      failed: undefined,
      notice: { kind: 'saved', text, changeId },
    };
  }
  if (!isThere(form.rows)) return undefined;
  const text = l10n.t('The server has these links already. Nothing is left to assign.');
  return { ...fresh, cameBack: false, failed: undefined, notice: { kind: 'info', text } };
}

/** Puts the person's changes on top of newer contents. Where they overlap with those of others, the person chooses first. */
export function rebaseForm(form: Form, contents: FormContents): Form {
  if (conflictsWith(form, contents.links).length > 0)
    return conflictForm({ ...form, contents }, contents.links);
  const fresh = {
    ...form,
    ...freshRows(contents, form),
    disconnected: false,
    otherRepository: undefined,
    failed: undefined,
  };
  const rebased = withRows(fresh, (newId) => applyEdits(fresh.rows, editsOf(form.rows), newId));
  return { ...rebased, notice: rebasedNotice(serverChange(contents, form.base, contents.links)) };
}

/** Somebody else changed links that the rows change too. */
export function conflictForm(form: Form, theirs: readonly Link[]): Form {
  const contents = { ...form.contents, links: theirs };
  const mergeConflicts = { theirs, choices: {} };
  return { ...form, contents, disconnected: false, notice: undefined, failed: undefined, mergeConflicts };
}

/** After a save: what it wrote is the new base; what was done while it ran stays. */
export function savedForm(form: Form, saved: Saved): Form {
  const contents = { ...form.contents, links: saved.links };
  const fresh = { ...form, ...freshRows(contents, form), saving: false, sent: [], cameBack: false };
  const edits = editsSince(form.sent, form.rows);
  const rebased = withRows(fresh, (newId) => applyEdits(fresh.rows, edits, newId));
  const { changeId, incomingUnchecked } = saved;
  return {
    ...rebased,
    notice: {
      kind: 'saved',
      text: describeSaved(saved, form.sent),
      ...(changeId !== undefined && { changeId }),
      ...(incomingUnchecked && { incomingUnchecked }),
    },
    droppedIncoming: joinDropped(stillDropped(rebased), saved.droppedIncoming),
  };
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
  const {
    rows,
    base,
    contents,
    newTypeId,
    targetText,
    confirming,
    mergeConflicts,
    saving,
    failed,
    cameBack,
  } = form;
  const { undoConflicts, notice } = form;
  const view = keptView(form);
  const reset = keptReset(form);
  const seen = [...rememberTargets(form).values()];
  const { source, connectionName, linkTypes, requestUrl } = contents;
  const edits = editsOf(rows);
  const sent = saving ? form.sent : failed?.sent;
  const droppedIncoming = stillDropped(form);
  return {
    base: edits.length > 0 || sent ? slimLinks(base, source.id, true) : [],
    edits,
    ...(newTypeId !== undefined && { newTypeId }),
    ...(targetText && { targetText }),
    ...(confirming && { confirming }),
    ...(mergeConflicts && {
      mergeConflicts: { ...mergeConflicts, theirs: slimLinks(mergeConflicts.theirs, source.id) },
    }),
    ...(undoConflicts && {
      undoConflicts: { ...undoConflicts, theirs: slimLinks(undoConflicts.theirs, source.id, true) },
    }),
    ...(droppedIncoming.length > 0 && { droppedIncoming }),
    ...(sent && { sent: editsOf(sent) }),
    ...(saving && { saving }),
    ...(failed && { failed: withoutRows(failed) }),
    ...(cameBack && { cameBack }),
    ...(view && { view }),
    ...(seen.length > 0 && { seen }),
    ...(notice?.kind === 'saved' && { saved: notice }),
    ...(reset && { reset }),
    shown: { source, connectionName, linkTypes, requestUrl },
  };
}

function withoutRows({ text, outdated, changeId }: Failed): Omit<Failed, 'sent'> {
  return { text, outdated, ...(changeId !== undefined && { changeId }) };
}

/** The number of the next added row, so that those of a draft keep their ids to themselves. */
function nextRowAfter(draft: Draft | undefined): number {
  const edits = [...(draft?.edits ?? []), ...(draft?.sent ?? [])];
  const ids = edits.map(
    (edit) => /^new-(\d+)$/.exec(edit.kind === 'upsert' ? (edit.rowId ?? '') : '')?.[1] ?? '0',
  );
  return ids.reduce((most, id) => Math.max(most, Number(id)), 0) + 1;
}

/** Sets rows that may need new ids. */
export function withRows(form: Form, make: (newId: () => string) => readonly Row[]): Form {
  let { nextRow } = form;
  const rows = make(() => `new-${nextRow++}`);
  return { ...form, rows, nextRow };
}

/** The rows of newer contents. What could be undone before was done to rows that are no more. */
export function freshRows(
  contents: FormContents,
  earlier: Known,
): Pick<Form, 'contents' | 'base' | 'rows' | 'untyped' | 'incoming' | 'seen' | 'steps'> {
  const seen = rememberTargets(earlier);
  const rows = rowsOf(contents, contents.links, { ...earlier, seen });
  return { contents, base: contents.links, ...rows, seen, steps: [] };
}

/** Links of a draft with the paths that the server tells by now. */
function withPaths(base: readonly Link[], { links }: FormContents): readonly Link[] {
  const paths = new Map(links.map((link) => [link.targetId, link.targetPath]));
  return base.map((link) => ({
    ...link,
    targetPath: paths.get(link.targetId) ?? link.targetPath ?? null,
  }));
}

function knownType({ linkTypes }: FormContents, typeId: number | undefined): number | undefined {
  return (linkTypes.find((type) => type.linkTypeId === typeId) ?? linkTypes[0])?.linkTypeId;
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
  const counts = { added: added.length, removed: removed.length, changed: changed.length, kept: 0 };
  const text = isNoChange(change)
    ? l10n.t('The links on the server are as they were. Your changes stand on top.')
    : l10n.t('On the server meanwhile: {0}. Your changes stand on top.', formatCounts(counts));
  return { kind: 'info', text };
}
