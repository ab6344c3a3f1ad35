import * as vscode from 'vscode';
import { isFilter, type ParentNode } from '../../tree';
import { notify, pickOne, showInputBox } from '../../ui';
import { defineCommand } from '../define';
import { form, text } from '../schema';
import { type RowsDeps, viewOf } from '../support/deps';
import { chooseFolder, FOLDER, FOLDER_FIELDS, folderRow, shownOf } from '../support/folders';

/** Shows only the entries of a folder whose names contain a text; the server is asked. */
export const filterInFolder = defineCommand({
  id: 'laserficheLinks.filterInFolder',
  title: vscode.l10n.t('Filter in Folder…'),
  args: form({ ...FOLDER_FIELDS, text: text('orEmpty') }, { note: 'an empty text shows all again' }),
  answer: 'the same',
  ask: async (targets, services) => {
    const chosen = await chooseFolder(targets, services);
    if (!chosen) return undefined;
    const { tree } = viewOf(services, chosen.folder);
    const typed = await showInputBox({
      title: vscode.l10n.t('Filter in {0}', tree.labelOf(chosen.folder)),
      prompt: vscode.l10n.t(
        'The server finds the entries of this folder whose names contain it. Nothing shows all again.',
      ),
      placeHolder: vscode.l10n.t('A part of the name'),
      value: tree.filterOf(chosen.folder) ?? '',
    });
    return typed === undefined ? undefined : { ...chosen, text: typed };
  },
  run: async (args, services) => {
    const folder = await folderRow(services, 'laserficheLinks.filterInFolder', args);
    const { tree, reveal } = viewOf(services, folder);
    tree.filter(folder, args.text);
    await reveal(folder, { expand: true });
    return folder;
  },
  toAnswer: (folder, services) =>
    shownOf(services, folder, vscode.l10n.t('Could not filter {0}', services.view.tree.labelOf(folder))),
});

/** Shows all entries of a folder again. From the palette: of the selected folder, or of one that is picked. */
export const clearFilter = defineCommand({
  id: 'laserficheLinks.clearFilter',
  title: vscode.l10n.t('Clear Filter'),
  args: FOLDER,
  answer: 'shows all again',
  ask: async (targets, services) => {
    const filtered = services.here.tree.filteredFolders();
    const rows = targets.candidates();
    const meant = filtered.find((folder) =>
      rows.some((row) => row === folder || (isFilter(row) && row.parent === folder)),
    );
    const folder = meant ?? (filtered.length > 1 ? await pickFiltered(services, targets.title) : filtered[0]);
    if (filtered.length === 0) void notify.info(vscode.l10n.t('No folder is filtered.'));
    return folder && { folder };
  },
  run: async (args, services) => {
    const folder = await folderRow(services, 'laserficheLinks.clearFilter', args);
    viewOf(services, folder).tree.filter(folder, undefined);
  },
});

function pickFiltered({ here: { tree } }: RowsDeps, title: string): Promise<ParentNode | undefined> {
  const choices = tree.filteredFolders().map((folder) => ({
    label: tree.labelOf(folder),
    description: vscode.l10n.t('Filter: {0}', tree.filterOf(folder) ?? ''),
    value: folder,
  }));
  return pickOne(title, choices, { placeholder: vscode.l10n.t('Of which folder?'), closesOnBlur: true });
}
