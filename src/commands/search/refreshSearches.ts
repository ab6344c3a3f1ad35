import { l10n } from 'vscode';
import { defineCommand } from '../define';

/** Makes all open searches again. The view's title passes on the row that has the focus: it is not what is meant there. */
export const refreshSearches = defineCommand({
  id: 'laserficheLinks.refreshSearches',
  title: l10n.t('Refresh Searches'),
  run: async (_args, { searches }) => (await searches.get()).tree.refresh(),
});
