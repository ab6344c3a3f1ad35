import { l10n } from 'vscode';
import { defineCommand } from '../define';

/** Shows the changes of all entries again. */
export const clearHistoryFilter = defineCommand({
  id: 'laserficheLinks.clearHistoryFilter',
  title: l10n.t('Show History of All Entries'),
  isOfDocument: true,
  ask: () => Promise.resolve({}),
  run: async (_args, services) => (await services.history.get()).setFilter(undefined),
});

/** Reads the history again. */
export const refreshHistory = defineCommand({
  id: 'laserficheLinks.refreshHistory',
  title: l10n.t('Refresh History'),
  isOfDocument: true,
  ask: () => Promise.resolve({}),
  run: async (_args, services) => (await services.history.get()).refresh(),
});

/** Shows changes that are older than those in the view. */
export const showOlderChanges = defineCommand({
  id: 'laserficheLinks.showOlderChanges',
  title: l10n.t('Show Older Changes'),
  isOfDocument: true,
  ask: () => Promise.resolve({}),
  run: async (_args, services) => (await services.history.get()).showOlder(),
});
