import { isFilter, type PlaceNode } from '../../tree';
import { COMMANDS, notify, showInputBox, showQuickPick } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { folderOfArguments, folderToUse, shownOf } from '../support/folders';
import { rowsOf } from '../support/targets';

/** Shows only the entries of a folder whose names contain a text; the server is asked. */
export const filterInFolder: Handler = async (deps, first, selected) => {
  const { tree } = deps.view;
  const fields = asArguments(first);
  if (fields) {
    const args = readArguments(COMMANDS.filterInFolder, fields);
    const wanted = args.text('text', true);
    const folder = await folderOfArguments(deps, args);
    await show(deps, folder, wanted);
    return shownOf(deps, folder, `filter ${tree.labelOf(folder)}`);
  }
  const folder = await folderToUse(deps, first, selected, 'Filter in Folder');
  if (!folder) return undefined;
  const text = await showInputBox({
    title: `Filter in ${tree.labelOf(folder)}`,
    prompt: 'The server finds the entries of this folder whose names contain it. Nothing shows all again.',
    placeHolder: 'A part of the name',
    value: tree.filterOf(folder) ?? '',
  });
  if (text !== undefined) await show(deps, folder, text);
  return undefined;
};

/** Shows all entries of a folder again. From the palette: of the selected folder, or of one that is picked. */
export const clearFilter: Handler = async (deps, first, selected) => {
  const { tree } = deps.view;
  const fields = asArguments(first);
  if (fields) {
    tree.filter(await folderOfArguments(deps, readArguments(COMMANDS.clearFilter, fields)), undefined);
    return undefined;
  }
  const filtered = tree.filteredFolders();
  const rows = rowsOf(deps, first, selected);
  const meant = filtered.find((folder) =>
    rows.some((row) => row === folder || (isFilter(row) && row.parent === folder)),
  );
  const folder = meant ?? (filtered.length > 1 ? await pickFiltered(deps) : filtered[0]);
  if (folder) tree.filter(folder, undefined);
  else if (filtered.length === 0) void notify.info('No folder is filtered.');
  return undefined;
};

async function show({ view }: CommandDeps, folder: PlaceNode, text: string): Promise<void> {
  view.tree.filter(folder, text);
  await view.reveal(folder, { expand: true });
}

async function pickFiltered({ view: { tree } }: CommandDeps) {
  const items = tree.filteredFolders().map((folder) => ({
    label: tree.labelOf(folder),
    description: `Filter: ${tree.filterOf(folder) ?? ''}`,
    folder,
  }));
  const options = { title: 'Clear Filter', placeHolder: 'Of which folder?' };
  return (await showQuickPick(items, options))?.folder;
}
