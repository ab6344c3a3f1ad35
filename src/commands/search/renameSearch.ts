import { l10n } from 'vscode';
import type { SearchItem } from '../../searches';
import { showInputBox } from '../../ui';
import { defineCommand } from '../define';
import { chosenSearch, isSaved, nameProblem } from './chosenSearch';

interface Renaming {
  readonly item: SearchItem;
  readonly name: string;
}

/** Gives a saved or recent search another name. */
export const renameSearch = defineCommand<never, Renaming>({
  id: 'laserficheLinks.renameSearch',
  title: l10n.t('Rename Search…'),
  async ask(targets, services) {
    const { item, row } = await chosenSearch(targets, services);
    const name = await showInputBox({
      title: l10n.t('Rename Search {0}', row.search.name),
      prompt: l10n.t('Name of the search, as the view shows it'),
      value: row.search.name,
      validateInput: nameProblem,
    });
    return name === undefined ? undefined : { item, name: name.trim() };
  },
  async run({ item, name }, { searches }) {
    const { store } = await searches.get();
    if (!isSaved(item)) await store.use({ ...item.search, name });
    else if (item.search) await store.replace(item, { ...(item.raw as object), ...item.search, name });
  },
});
