import * as vscode from 'vscode';
import type { LoadMoreNode } from '../../tree';
import { notify, showQuickPick } from '../../ui';
import { defineCommand } from '../define';
import type { CommandDeps } from '../support/deps';
import { FOLDER, folderRow, shownOf } from '../support/folders';
import type { Targets } from '../targets';

/** Appends the next page of a folder. From the palette: of the selected folder, or of one that is picked. */
export const loadMore = defineCommand({
  id: 'laserficheLinks.loadMore',
  title: vscode.l10n.t('Load More'),
  args: FOLDER,
  answer: '`{ entries, complete }`: how many the folder shows now, and whether these are all',
  ask: async (targets, services) => {
    const row = await rowToLoad(targets, services);
    return row && { folder: row.parent, row };
  },
  run: async (args, services) => {
    const { tree } = services.view;
    const folder = await folderRow(services, 'laserficheLinks.loadMore', args);
    const row = 'row' in args ? args.row : await tree.loadMoreNode(folder);
    if (row) await tree.loadMore(row);
    return folder;
  },
  toAnswer: (folder, services) =>
    shownOf(services, folder, `load more of ${services.view.tree.labelOf(folder)}`),
});

async function rowToLoad(
  targets: Targets,
  { view: { tree } }: CommandDeps,
): Promise<LoadMoreNode | undefined> {
  const open = tree.loadMoreNodes();
  for (const node of targets.rows()) {
    const row =
      node.kind === 'loadMore' ? node : open.find(({ parent }) => parent === node || parent === node.parent);
    if (row) return row;
  }
  if (open.length === 0) {
    void notify.info(vscode.l10n.t('Every folder that is open in the view is shown whole.'));
    return undefined;
  }
  const items = open.map((row) => ({ label: tree.labelOf(row.parent), row }));
  const options = { title: targets.title, placeHolder: vscode.l10n.t('Of which folder?') };
  return (await showQuickPick(items, options))?.row;
}
