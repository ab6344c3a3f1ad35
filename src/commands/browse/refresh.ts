import type { Handler } from '../support/deps';
import { rowsOf } from '../targets';
import { isNode } from '../../tree';

/** Reads again: the clicked or selected rows, or everything from the view's title. */
export const refresh: Handler = async ({ connections, view, ...deps }, first, selected) => {
  const rows = isNode(first) ? rowsOf({ connections, view, ...deps }, first, selected) : [];
  if (rows.length === 0) connections.refresh();
  for (const { kind, connectionId } of rows) if (kind === 'connection') connections.refresh(connectionId);
  if (rows.length === 0) view.tree.refresh();
  else for (const row of rows) view.tree.refresh(row);
  return Promise.resolve();
};
