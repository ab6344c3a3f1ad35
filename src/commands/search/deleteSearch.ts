import { l10n } from 'vscode';
import { byCount, formatNumber, notify } from '../../ui';
import { defineCommand } from '../define';
import { chosenSearches, type ChosenSearch } from './chosenSearch';

interface Deleted {
  readonly count: number;
  readonly name: string;
  readonly putBack: () => Promise<void>;
}

/** Removes saved and recent searches; the message puts them back. */
export const deleteSearch = defineCommand<never, readonly ChosenSearch[], Deleted>({
  id: 'laserficheLinks.deleteSearch',
  title: l10n.t('Delete Search'),
  ask: chosenSearches,
  async run(chosen, { searches, view }) {
    const { store } = await searches.get();
    const undo: (() => Promise<void>)[] = [];
    for (const { item } of chosen) undo.unshift(await store.remove(item));
    const [first] = chosen;
    return {
      count: chosen.length,
      name: first ? view.tree.labelOf(first.row) : '',
      putBack: async () => {
        for (const one of undo) await one();
      },
    };
  },
  async tell({ count, name, putBack }) {
    const undo = l10n.t('Undo');
    const sentence = byCount(
      count,
      l10n.t('The search “{0}” was deleted.', name),
      l10n.t('{0} searches were deleted.', formatNumber(count)),
    );
    if ((await notify.info(sentence, undo)) === undo) await putBack();
  },
});
