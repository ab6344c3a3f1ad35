import * as vscode from 'vscode';
import { notify, showInputBox, showQuickPick } from '../../ui';
import { defineCommand } from '../define';
import { form, text } from '../schema';
import type { CommandDeps } from '../support/deps';
import { chooseFolder, FOLDER, FOLDER_FIELDS, folderRow, shownOf } from '../support/folders';

/** Shows only the entries of a folder whose names contain a text; the server is asked. */
export const filterInFolder = defineCommand({
  id: 'laserficheLinks.filterInFolder',
  title: vscode.l10n.t('Filter in Folder…'),
  args: form({ ...FOLDER_FIELDS, text: text('orEmpty') }, { note: 'an empty text shows all again' }),
  answer: 'the same',
  ask: async (targets, services) => {
    const { tree } = services.view;
    const chosen = await chooseFolder(targets, services);
    if (!chosen) return undefined;
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
    services.view.tree.filter(folder, args.text);
    await services.view.reveal(folder, { expand: true });
    return folder;
  },
  toAnswer: (folder, services) => shownOf(services, folder, `filter ${services.view.tree.labelOf(folder)}`),
});

/** Shows all entries of a folder again. From the palette: of the selected folder, or of one that is picked. */
export const clearFilter = defineCommand({
  id: 'laserficheLinks.clearFilter',
  title: vscode.l10n.t('Clear Filter'),
  args: FOLDER,
  answer: 'shows all again',
  ask: async (targets, services) => {
    const filters = services.view.tree.filterNodes();
    const rows = targets.rows();
    const meant = filters.find((filter) => rows.some((row) => row === filter || row === filter.parent));
    const filter = meant ?? (filters.length > 1 ? await pickFilter(services, targets.title) : filters[0]);
    if (filters.length === 0) void notify.info(vscode.l10n.t('No folder is filtered.'));
    return filter && { folder: filter.parent };
  },
  run: async (args, services) => {
    services.view.tree.filter(await folderRow(services, 'laserficheLinks.clearFilter', args), undefined);
  },
});

async function pickFilter({ view: { tree } }: CommandDeps, title: string) {
  const items = tree.filterNodes().map((filter) => ({
    label: tree.labelOf(filter.parent),
    description: tree.labelOf(filter),
    filter,
  }));
  return (await showQuickPick(items, { title, placeHolder: vscode.l10n.t('Of which folder?') }))?.filter;
}
