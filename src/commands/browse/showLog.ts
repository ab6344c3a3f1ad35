import * as vscode from 'vscode';
import { defineCommand } from '../define';

/** Shows the log: a line a request, and details of failures. */
export const showLog = defineCommand({
  id: 'laserficheLinks.showLog',
  title: vscode.l10n.t('Show Log'),
  run: (_args, { log }) => {
    log.show();
    return Promise.resolve();
  },
});
