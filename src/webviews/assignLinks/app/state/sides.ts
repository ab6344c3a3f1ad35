import {
  type LinkConflict,
  type LinkType,
  linkTypeTitle,
  type OutgoingLink,
  plainLine,
} from '../../../../domain';
import type { EntryView } from '../../protocol';
import type { Form, Row } from './model';

export type Mark = 'same' | 'added' | 'changed' | 'removed';

export interface MarkedProperty {
  readonly name: string;
  readonly value: string;
  readonly mark: Mark;
  /** The value that a changed one had before. */
  readonly was?: string;
}

/** One side of a conflict, told against how the link was before. */
export interface Side {
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
  readonly base: Side;
  readonly theirs: Side;
  readonly ours: Side;
}

export function conflictView(
  conflict: LinkConflict,
  form: Pick<Form, 'rows' | 'contents' | 'dispute'>,
): ConflictView {
  const { key, base, theirs, ours } = conflict;
  const { linkTypes } = form.contents;
  const row = form.rows.find((one) => isOf(one, conflict));
  const path = form.dispute?.theirs.find(({ targetId }) => targetId === key.targetId)?.targetPath;
  const mine = sideOf(ours, base);
  const newType = row && !row.removed && row.linkTypeId !== key.linkTypeId ? row.linkTypeId : undefined;
  return {
    target: row?.target ?? { id: key.targetId, name: path ?? `Entry ${key.targetId}` },
    typeName: typeNameOf(linkTypes, key.linkTypeId),
    base: sideOf(base, base),
    theirs: sideOf(theirs, base),
    ours:
      newType === undefined
        ? mine
        : { ...mine, state: `Changed to type ${typeNameOf(linkTypes, newType)}`, mark: 'changed' },
  };
}

/** The row that the conflict is about: the one that was this link, or that would become it. */
function isOf(row: Row, { key }: LinkConflict): boolean {
  const linkTypeId = row.base?.linkTypeId ?? row.linkTypeId;
  return row.target.id === key.targetId && [linkTypeId, row.linkTypeId].includes(key.linkTypeId);
}

export function sideOf(link: OutgoingLink | undefined, base: OutgoingLink | undefined): Side {
  if (!link) {
    return { state: base ? 'Removed' : 'Not there', mark: base ? 'removed' : 'same', properties: undefined };
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
  if (!base) return { state: 'Added', mark: 'added', properties };
  const isSame = properties.every(({ mark }) => mark === 'same');
  if (link === base) return { state: 'Linked', mark: 'same', properties };
  return { state: isSame ? 'Unchanged' : 'Changed', mark: isSame ? 'same' : 'changed', properties };
}

export function typeNameOf(types: readonly LinkType[], id: number): string {
  const type = types.find(({ linkTypeId }) => linkTypeId === id);
  return type ? plainLine(linkTypeTitle(type)) : `type ${id}`;
}
