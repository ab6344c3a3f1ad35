import * as l10n from '@vscode/l10n';
import {
  type ConflictChoice,
  editBetween,
  findConflicts,
  keyOf,
  type Link,
  type LinkConflict,
  type LinkType,
  linkTypeTitle,
  type OutgoingLink,
  plainLine,
  readLinks,
  sameLinks,
} from '../../../../domain';
import type { EntryView } from '../../protocol';
import type { Form, MergeConflicts, Row, RowEdit } from './model';
import { applyEdits, editsOf, isDirty, linksOf, rememberTargets, rowsOf, statusOf, targetOf } from './rows';

type Compared = Pick<Form, 'rows' | 'base' | 'contents'>;

/** Links that both the person and somebody else changed since the form took its base. */
export function conflictsWith(form: Compared, theirs: readonly Link[]): readonly LinkConflict[] {
  const base = outgoing(form, form.base);
  return findConflicts(base, outgoing(form, theirs), editBetween(base, linksOf(form.rows)));
}

/** Told anew with each edit of the rows: what the person gives up needs no choice any more. */
export function openConflicts(form: Compared & Pick<Form, 'mergeConflicts'>): readonly LinkConflict[] {
  return form.mergeConflicts ? conflictsWith(form, form.mergeConflicts.theirs) : [];
}

/** Whether the links that the form was told of last are others than its rows are an edit of, where the rows change them. */
export function isConflictKnown(form: Compared): boolean {
  return form.base !== form.contents.links && conflictsWith(form, form.contents.links).length > 0;
}

/** Whether each conflict has its answer. */
export function isEachChosen(form: Compared & Pick<Form, 'mergeConflicts'>): boolean {
  return openConflicts(form).every(({ key }) => form.mergeConflicts?.choices[keyOf(key)]);
}

/** The same conflicts about newer links: a choice stays only where it was made about what is there now. */
export function withTheirs(
  form: Form,
  mergeConflicts: MergeConflicts,
  theirs: readonly Link[],
): MergeConflicts {
  if (mergeConflicts.theirs === theirs) return mergeConflicts;
  const seen = new Map(outgoing(form, mergeConflicts.theirs).map((link) => [keyOf(link), link]));
  const now = new Map(outgoing(form, theirs).map((link) => [keyOf(link), link]));
  const isSame = (key: string) => sameLinks([seen.get(key) ?? []].flat(), [now.get(key) ?? []].flat());
  const kept = Object.entries(mergeConflicts.choices).filter(([key]) => isSame(key));
  return { theirs, choices: Object.fromEntries(kept) };
}

/** Of an undo's conflicts where there are some: these are what the person sees. */
export function chooseSide(form: Form, keys: readonly string[], side: ConflictChoice): Form {
  const { mergeConflicts, undoConflicts } = form;
  const chosen = Object.fromEntries(keys.map((key) => [key, side]));
  if (undoConflicts) {
    return { ...form, undoConflicts: { ...undoConflicts, choices: { ...undoConflicts.choices, ...chosen } } };
  }
  if (!mergeConflicts) return form;
  return {
    ...form,
    mergeConflicts: { ...mergeConflicts, choices: { ...mergeConflicts.choices, ...chosen } },
  };
}

/** Puts the rows on top of the server's links with every choice applied. Nothing happens before all are made. */
export function resolveFormConflicts(form: Form): Form {
  const { mergeConflicts, nextRow } = form;
  if (!mergeConflicts) return form;
  const conflicts = openConflicts(form);
  if (!isEachChosen(form)) return form;

  const sides = new Map(
    conflicts.map(({ key }) => [keyOf(key), mergeConflicts.choices[keyOf(key)] ?? 'theirs']),
  );
  const contents = { ...form.contents, links: mergeConflicts.theirs };
  const seen = rememberTargets(form);
  const fresh = rowsOf(contents, mergeConflicts.theirs, { rows: form.rows, seen });
  let next = nextRow;
  const edits = editsOf(form.rows).flatMap((edit) => resolvedEdit(edit, sides));
  const rows: readonly Row[] = applyEdits(fresh.rows, edits, () => `new-${next++}`);
  const text = isDirty(rows)
    ? l10n.t('Your choices are in the rows below. Nothing was sent yet: Assign sends them.')
    : l10n.t('The rows show the links as the server has them. Nothing is left to assign.');
  return {
    ...form,
    ...fresh,
    seen,
    steps: [],
    contents,
    base: mergeConflicts.theirs,
    rows,
    nextRow: next,
    mergeConflicts: undefined,
    notice: { kind: 'info', text },
  };
}

/**
 * What is left of an edit. A link that got another type counts as two for the server: the old one goes and the new one
 * comes. Who keeps theirs of the old one wants the link as it is there, so the new one does not come either.
 */
function resolvedEdit(edit: RowEdit, sides: ReadonlyMap<string, ConflictChoice>): readonly RowEdit[] {
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

export type Mark = 'same' | 'added' | 'changed' | 'removed';

export interface MarkedProperty {
  readonly name: string;
  readonly value: string;
  readonly mark: Mark;
  /** The value that a changed one had before. */
  readonly was?: string;
}

/** One side of a conflict, told against how the link was before. */
export interface ConflictSide {
  /** What became of the link as a whole. */
  readonly state: string;
  readonly mark: Mark;
  /** None where the link is not there. */
  readonly properties: readonly MarkedProperty[] | undefined;
}

/** A conflict as the form shows it. */
export interface ConflictView {
  readonly target: EntryView;
  readonly typeName: string;
  readonly base: ConflictSide;
  readonly theirs: ConflictSide;
  readonly ours: ConflictSide;
}

/** @param links all links as the server has them: they tell names. */
export function conflictView(
  conflict: LinkConflict,
  form: Pick<Form, 'rows' | 'contents'>,
  links: readonly Link[],
): ConflictView {
  const { key, base, theirs, ours } = conflict;
  const { linkTypes } = form.contents;
  const row = form.rows.find((one) => isOf(one, conflict));
  const told = links.find(({ targetId }) => targetId === key.targetId);
  const mine = conflictSideOf(ours, base);
  const newType = row && !row.removed && row.linkTypeId !== key.linkTypeId ? row.linkTypeId : undefined;
  return {
    target: row?.target ?? targetOf(told ?? key),
    typeName: typeNameOf(linkTypes, key.linkTypeId),
    base: conflictSideOf(base, base),
    theirs: conflictSideOf(theirs, base),
    ours:
      newType === undefined
        ? mine
        : { ...mine, state: l10n.t('Changed to type {0}', typeNameOf(linkTypes, newType)), mark: 'changed' },
  };
}

/** Rows that a person changed and no conflict is about. */
export function rowsBeside(conflicts: readonly LinkConflict[], rows: readonly Row[]): readonly Row[] {
  return rows.filter((row) => statusOf(row) !== 'kept' && !conflicts.some((conflict) => isOf(row, conflict)));
}

/** The row that the conflict is about: the one that was this link, or that would become it. */
function isOf(row: Row, { key }: LinkConflict): boolean {
  const linkTypeId = row.base?.linkTypeId ?? row.linkTypeId;
  return row.target.id === key.targetId && [linkTypeId, row.linkTypeId].includes(key.linkTypeId);
}

export function conflictSideOf(link: OutgoingLink | undefined, base: OutgoingLink | undefined): ConflictSide {
  if (!link) {
    return base
      ? { state: l10n.t('Removed'), mark: 'removed', properties: undefined }
      : { state: l10n.t('Not there'), mark: 'same', properties: undefined };
  }
  const before = base?.properties ?? {};
  const now = Object.entries(link.properties).map(([name, value]): MarkedProperty => {
    const was = Object.hasOwn(before, name) ? before[name] : undefined;
    if (!base || was === value) return { name, value, mark: 'same' };
    return was === undefined ? { name, value, mark: 'added' } : { name, value, mark: 'changed', was };
  });
  const gone = Object.entries(before)
    .filter(([name]) => !Object.hasOwn(link.properties, name))
    .map(([name, value]): MarkedProperty => ({ name, value, mark: 'removed' }));
  const properties = [...now, ...gone];
  if (!base) return { state: l10n.t('Added'), mark: 'added', properties };
  const isSame = properties.every(({ mark }) => mark === 'same');
  if (link === base) return { state: l10n.t('Linked'), mark: 'same', properties };
  return isSame
    ? { state: l10n.t('Unchanged'), mark: 'same', properties }
    : { state: l10n.t('Changed'), mark: 'changed', properties };
}

export function typeNameOf(types: readonly LinkType[], id: number): string {
  const type = types.find(({ linkTypeId }) => linkTypeId === id);
  return type ? plainLine(linkTypeTitle(type)) : l10n.t('type {0}', id);
}
