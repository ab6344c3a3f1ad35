import * as vscode from 'vscode';
import { defineCommand } from '../define';
import { viewOf } from '../support/deps';
import { chooseFolderWithMore, FOLDER, folderRow, shownOf } from '../support/folders';

/** Appends the next page of a folder. From the palette: of the selected folder, or of one that is picked. */
export const loadMore = defineCommand({
  id: 'laserficheLinks.loadMore',
  title: vscode.l10n.t('Load More'),
  args: FOLDER,
  answer: '`{ entries, complete }`: how many the folder shows now, and whether these are all',
  ask: chooseFolderWithMore,
  run: async (args, services) => {
    const folder = await folderRow(services, 'laserficheLinks.loadMore', args);
    const { tree } = viewOf(services, folder);
    if (await tree.hasMore(folder)) await tree.loadMore(folder);
    return folder;
  },
  toAnswer: (folder, services) =>
    shownOf(
      services,
      folder,
      vscode.l10n.t('Could not load more of {0}', services.view.tree.labelOf(folder)),
    ),
});
