import * as vscode from 'vscode';
import { byCount, formatNumber } from '../../ui';
import { defineCommand } from '../define';
import { copyText } from '../support/clipboard';
import type { EntryTarget } from '../targets';

/** Copies the ids of entries, a line each. */
export const copyId = defineCommand({
  id: 'laserficheLinks.copyId',
  title: vscode.l10n.t('Copy ID'),
  ask: (targets) => targets.entries(),
  run: (entries: readonly EntryTarget[]) =>
    copyText(
      entries.map(({ entryId }) => String(entryId)).join('\n'),
      byCount(
        entries.length,
        vscode.l10n.t('Copied ID'),
        vscode.l10n.t('Copied {0} IDs', formatNumber(entries.length)),
      ),
    ),
});
