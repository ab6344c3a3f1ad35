import {
  type ConflictChoice,
  editBetween,
  findConflicts,
  keyOf,
  type Link,
  type LinkConflict,
  readLinks,
  sameLinks,
} from '../../../../domain';
import { applyEdits, editsOf, type RowEdit } from './edits';
import type { Dispute, Form, Row } from './model';
import { isDirty, rowsOf, wantedLinks } from './rows';

type Compared = Pick<Form, 'rows' | 'base' | 'contents'>;

/** Links that both the person and somebody else changed since the form took its base. */
export function conflictsWith(form: Compared, theirs: readonly Link[]): readonly LinkConflict[] {
  const base = outgoing(form, form.base);
  return findConflicts(base, outgoing(form, theirs), editBetween(base, wantedLinks(form.rows)));
}

/** Told anew with each edit of the rows: what the person gives up needs no choice any more. */
export function openConflicts(form: Compared & Pick<Form, 'dispute'>): readonly LinkConflict[] {
  return form.dispute ? conflictsWith(form, form.dispute.theirs) : [];
}

/** The same dispute about newer links: a choice stays only where it was made about what is there now. */
export function withTheirs(form: Form, dispute: Dispute, theirs: readonly Link[]): Dispute {
  if (dispute.theirs === theirs) return dispute;
  const seen = new Map(outgoing(form, dispute.theirs).map((link) => [keyOf(link), link]));
  const now = new Map(outgoing(form, theirs).map((link) => [keyOf(link), link]));
  const isSame = (key: string) => sameLinks([seen.get(key) ?? []].flat(), [now.get(key) ?? []].flat());
  const kept = Object.entries(dispute.choices).filter(([key]) => isSame(key));
  return { theirs, choices: Object.fromEntries(kept) };
}

export function chooseSide(form: Form, keys: readonly string[], side: ConflictChoice): Form {
  if (!form.dispute) return form;
  const choices = { ...form.dispute.choices, ...Object.fromEntries(keys.map((key) => [key, side])) };
  return { ...form, dispute: { ...form.dispute, choices } };
}

/** Puts the rows on top of the server's links with every choice applied. Nothing happens before all are made. */
export function settleDispute(form: Form): Form {
  const { dispute, nextRow } = form;
  if (!dispute) return form;
  const conflicts = openConflicts(form);
  if (conflicts.some(({ key }) => !dispute.choices[keyOf(key)])) return form;

  const sides = new Map(conflicts.map(({ key }) => [keyOf(key), dispute.choices[keyOf(key)] ?? 'theirs']));
  const contents = { ...form.contents, links: dispute.theirs };
  const fresh = rowsOf(contents, dispute.theirs);
  let next = nextRow;
  const edits = editsOf(form.rows).flatMap((edit) => settleEdit(edit, sides));
  const rows: readonly Row[] = applyEdits(fresh.rows, edits, () => `new-${next++}`);
  const text = isDirty(rows)
    ? 'Your choices are in the rows below. Nothing was sent yet: Assign sends them.'
    : 'The rows show the links as the server has them. Nothing is left to assign.';
  return {
    ...form,
    ...fresh,
    contents,
    base: dispute.theirs,
    rows,
    nextRow: next,
    dispute: undefined,
    notice: { kind: 'info', text },
  };
}

/**
 * What is left of an edit. A link that got another type counts as two for the server: the old one goes and the new one
 * comes. Who keeps theirs of the old one wants the link as it is there, so the new one does not come either.
 */
function settleEdit(edit: RowEdit, sides: ReadonlyMap<string, ConflictChoice>): readonly RowEdit[] {
  if (edit.was && sides.get(keyOf(edit.was)) === 'theirs') return [];
  if (edit.kind === 'remove') return [edit];
  const key = { targetId: edit.target.id, linkTypeId: edit.linkTypeId };
  const side = sides.get(keyOf(key));
  if (side === 'theirs') return edit.was ? [{ kind: 'remove', was: edit.was }] : [];
  // Named as the link it replaces: ours counts in full then, also where it has no properties.
  return side === 'mine' && !edit.was ? [{ ...edit, was: key }] : [edit];
}

function outgoing({ contents: { source, linkTypes } }: Pick<Form, 'contents'>, links: readonly Link[]) {
  return readLinks(links, source.id, linkTypes).outgoing;
}
