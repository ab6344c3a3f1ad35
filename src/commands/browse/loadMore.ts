import type { ParentNode } from '../../tree';
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
    if (await tree.hasMore(folder)) await tree.loadMore(folder);
    return shownOf(deps, folder, `load more of ${tree.labelOf(folder)}`);
  }
  const folder = await folderToLoad(deps, first, selected);
  if (folder) await tree.loadMore(folder);
  return undefined;
};

async function folderToLoad(
  deps: CommandDeps,
  first: unknown,
  selected: unknown,
): Promise<ParentNode | undefined> {
  const open = deps.view.tree.foldersWithMore();
  for (const row of rowsOf(deps, first, selected)) {
    // By id: a refresh may have made new rows since.
    const folder = open.find(({ id }) => id === row.id || id === row.parent?.id);
    if (folder) return folder;
  }
  if (open.length === 0) {
    void notify.info('Every folder that is open in the view is shown whole.');
    return undefined;
  }
  const items = open.map((folder) => ({ label: deps.view.tree.labelOf(folder), folder }));
  return (await showQuickPick(items, { title: 'Load More', placeHolder: 'Of which folder?' }))?.folder;
}
