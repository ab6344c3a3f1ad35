import { l10n } from 'vscode';
import type { RecentItem } from '../../searches';
import { showInputBox, UserError } from '../../ui';
import { defineCommand } from '../define';
import { chosenSearch, isSaved, nameProblem } from './chosenSearch';

interface Saving {
  readonly item: RecentItem;
  readonly name: string;
}

/** Makes a recent search one that is saved in the settings. */
export const saveSearch = defineCommand<never, Saving>({
  id: 'laserficheLinks.saveSearch',
  title: l10n.t('Save Search…'),
  async ask(targets, services) {
    const { item, row } = await chosenSearch(targets, services);
    if (isSaved(item)) throw new UserError(l10n.t('The search {0} is saved already.', row.search.name));
    const name = await showInputBox({
      title: l10n.t('Save Search'),
      prompt: l10n.t('Name of the search, as the view shows it. It is saved in the settings.'),
      value: row.search.name,
      validateInput: nameProblem,
    });
    return name === undefined ? undefined : { item, name: name.trim() };
  },
  async run({ item, name }, { searches }) {
    const view = await searches.get();
    await view.store.save({ ...item.search, name });
    await view.store.remove(item);
    await view.showSaved(name);
  },
});
