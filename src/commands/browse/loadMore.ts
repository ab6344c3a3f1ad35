import * as vscode from 'vscode';
import type { ParentNode } from '../../tree';
import { notify, pickOne } from '../../ui';
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
    const folder = await folderToLoad(targets, services);
    return folder && { folder };
  },
  run: async (args, services) => {
    const { tree } = services.view;
    const folder = await folderRow(services, 'laserficheLinks.loadMore', args);
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

async function folderToLoad(
  targets: Targets,
  { view: { tree } }: CommandDeps,
): Promise<ParentNode | undefined> {
  const open = tree.foldersWithMore();
  for (const row of targets.candidates()) {
    // By id: a refresh may have made new rows since.
    const folder = open.find(({ id }) => id === row.id || id === row.parent?.id);
    if (folder) return folder;
  }
  if (open.length === 0) {
    void notify.info(vscode.l10n.t('Every folder that is open in the view is shown whole.'));
    return undefined;
  }
  const choices = open.map((folder) => ({ label: tree.labelOf(folder), value: folder }));
  return pickOne(targets.title, choices, {
    placeholder: vscode.l10n.t('Of which folder?'),
    closesOnBlur: true,
  });
}
