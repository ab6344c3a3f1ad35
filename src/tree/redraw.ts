import { isWithin, type Node, type Row } from './kinds';

/**
 * What has to be drawn again so that several selected rows stay selected. Where VS Code draws a selected row again, or one
 * that only some of the selected ones stand below, those further down lose their highlight, though commands still get them.
 * Then the row is drawn that all of them stand below: the whole view (undefined) where there is none.
 */
export function rowsToRedraw(rows: readonly Node[], selected: readonly Node[]): readonly Row[] | undefined {
  const isBelow = (id: string, row: Row) => id !== row.id && isWithin(id, row.id);
  const loses = (row: Row) =>
    selected.some(({ id }) => isWithin(id, row.id)) && !selected.every(({ id }) => isBelow(id, row));
  if (selected.length < 2 || !rows.some(loses)) return rows;
  let top = selected[0]?.parent;
  while (top && !selected.every(({ id }) => top && isBelow(id, top))) top = top.parent;
  if (!top) return undefined;
  const { id: all } = top;
  return [top, ...rows.filter(({ id }) => !isWithin(id, all))];
}
