import * as vscode from 'vscode';
import { defineCommand } from '../define';

/** Ends all reading that the views wait for; the rows say so, and a click reads them again. */
export const cancelLoading = defineCommand({
  id: 'laserficheLinks.cancelLoading',
  title: vscode.l10n.t('Cancel Loading'),
  run: (_args, { view, searches }) => {
    for (const one of [view, searches.here]) one?.tree.cancel();
    return Promise.resolve();
  },
});
