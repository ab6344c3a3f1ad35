import type { LoadMoreNode } from '../../tree';
import { COMMANDS, notify, showQuickPick } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { folderOfArguments, shownOf } from '../support/folders';
import { rowsOf } from '../support/targets';

/** Appends the next page of a folder. From the palette: of the selected folder, or of one that is picked. */
export const loadMore: Handler = async (deps, first, selected) => {
  const { tree } = deps.view;
  const fields = asArguments(first);
  if (fields) {
    const folder = await folderOfArguments(deps, readArguments(COMMANDS.loadMore, fields));
    const next = await tree.loadMoreNode(folder);
    if (next) await tree.loadMore(next);
    return shownOf(deps, folder, `load more of ${tree.labelOf(folder)}`);
  }
  const row = await rowToLoad(deps, first, selected);
  if (row) await tree.loadMore(row);
  return undefined;
};

async function rowToLoad(
  deps: CommandDeps,
  first: unknown,
  selected: unknown,
): Promise<LoadMoreNode | undefined> {
  const open = deps.view.tree.loadMoreNodes();
  for (const node of rowsOf(deps, first, selected)) {
    const row =
      node.kind === 'loadMore' ? node : open.find(({ parent }) => parent === node || parent === node.parent);
    if (row) return row;
  }
  if (open.length === 0) {
    void notify.info('Every folder that is open in the view is shown whole.');
    return undefined;
  }
  const items = open.map((row) => ({ label: deps.view.tree.labelOf(row.parent), row }));
  return (await showQuickPick(items, { title: 'Load More', placeHolder: 'Of which folder?' }))?.row;
}
