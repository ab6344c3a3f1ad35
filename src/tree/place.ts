import { isLink, type Node, type Row } from './kinds';

/** A row that a command is about to change or take away, among the rows beside it. */
export interface Place {
  readonly row: Node;
  readonly beside: readonly Node[];
  /** The row was open. */
  readonly isOpen: boolean;
}

/** Where a person goes on after it. */
export interface NextPlace {
  readonly row: Node;
  readonly expand: boolean;
}

/**
 * Where a person goes on when the row is gone: on the link that it became, else on the next row that is still there, else
 * on the one before. Undefined where none is left.
 * @param now the rows that stand there now.
 */
export function nextPlace({ row, beside, isOpen }: Place, now: readonly Node[]): NextPlace | undefined {
  const became = changedLink(row, beside, now);
  if (became) return { row: became, expand: isOpen };
  const at = beside.findIndex(({ id }) => id === row.id);
  const others = [...beside.slice(at + 1), ...beside.slice(0, Math.max(at, 0)).toReversed()];
  // In its group, as long as one is there: the next group may be closed.
  const isClose = (one: Node) => one.parent?.id === row.parent?.id;
  const inOrder = [...others.filter(isClose), ...others.filter((one) => !isClose(one))];
  const there = new Map(now.map((one) => [one.id, one]));
  const next = inOrder.flatMap(({ id }) => there.get(id) ?? [])[0];
  return next && { row: next, expand: false };
}

/** What a link became: one that was not there before, with the same entry at its other end, or of the same type. */
function changedLink(row: Row, before: readonly Node[], now: readonly Node[]): Node | undefined {
  if (!isLink(row)) return undefined;
  const { view } = row;
  const known = new Set(before.map(({ id }) => id));
  const links = now.filter(isLink).filter(({ id }) => !known.has(id));
  return (
    links.find((link) => link.view.otherId === view.otherId) ??
    links.find(
      (link) => link.view.direction === view.direction && link.view.link.linkTypeId === view.link.linkTypeId,
    )
  );
}
