import { isGroup, isLink, isParent, type Node, type ParentNode, type Row } from './kinds';

/** What has been read of the tree. */
export interface KnownRows {
  getParent(row: Node): Node | undefined;
  /** The rows that show below a row, or the connections. */
  rowsBelow(row: Node | undefined): readonly Node[];
  /** A row as it is now. */
  current(row: Row): Node | undefined;
  /** Waits until what stands below a row is read. */
  shown(row: ParentNode): Promise<unknown>;
}

/** A row that a command is about to change or take away. */
export interface Place {
  readonly row: Node;
  /** The row and those beside it. */
  readonly beside: readonly Node[];
  /** All rows of the same listing, those of other groups too. */
  readonly known: ReadonlySet<string>;
  /** The row is open. */
  readonly isOpen: boolean;
}

/** Where a person goes on after it. */
export interface NextPlace {
  readonly row: Node;
  readonly expand: boolean;
}

export function placeOf(tree: KnownRows, row: Node, isOpen: boolean): Place {
  const beside = tree.rowsBelow(tree.getParent(row));
  const known = new Set(rowsOf(tree, tree.current(row.parent ?? row)).map(({ id }) => id));
  return { row, beside, known, isOpen };
}

/** Where a person goes on when the row is gone, once it is read what is there now. Undefined while the row is there. */
export async function nextIn(tree: KnownRows, place: Place): Promise<NextPlace | undefined> {
  const { parent } = place.row;
  const above = parent && tree.current(parent);
  if (parent && !(above && isParent(above))) return undefined;
  if (above && isParent(above)) await tree.shown(above);
  const now = rowsOf(tree, above);
  if (now.some(({ id }) => id === place.row.id)) return undefined;
  return nextPlace(place, now) ?? (above && { row: above, expand: false });
}

/**
 * Where a person goes on when a row is gone: on the link that it became, else on the next row beside it that is still
 * there, else on the one before. Undefined where none is left.
 */
export function nextPlace(
  { row, beside, known, isOpen }: Place,
  now: readonly Node[],
): NextPlace | undefined {
  const became = changedLink(
    row,
    now.filter(({ id }) => !known.has(id)),
  );
  if (became) return { row: became, expand: isOpen };
  const at = beside.findIndex(({ id }) => id === row.id);
  const others = [...beside.slice(at + 1), ...beside.slice(0, Math.max(at, 0)).toReversed()];
  const there = new Map(now.map((one) => [one.id, one]));
  const [next] = others.flatMap(({ id }) => there.get(id) ?? []);
  return next && { row: next, expand: false };
}

/** What a link became: a new one with the same entry at its other end, else one of the same type and direction. */
function changedLink(row: Node, added: readonly Node[]): Node | undefined {
  if (!isLink(row)) return undefined;
  const { direction, otherId, link } = row.view;
  const links = added.filter(isLink);
  return (
    links.find(({ view }) => view.otherId === otherId) ??
    links.find(({ view }) => view.direction === direction && view.link.linkTypeId === link.linkTypeId)
  );
}

/** The rows of a listing, those in groups too. */
function rowsOf(tree: KnownRows, row: Node | undefined): readonly Node[] {
  return tree.rowsBelow(row).flatMap((one): readonly Node[] => (isGroup(one) ? [one, ...one.links] : [one]));
}
