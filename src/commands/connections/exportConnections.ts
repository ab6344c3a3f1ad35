import * as vscode from 'vscode';
import { notify } from '../../ui';
import { defineCommand } from '../define';
import { file, form, optional } from '../schema';
import { askFile } from '../support/askFile';
import { failingAs } from '../../changeFlow';

/** Writes all connections to a file, without a secret. */
export const exportConnections = defineCommand({
  id: 'laserficheLinks.exportConnections',
  title: vscode.l10n.t('Export Connections…'),
  args: form({ file: optional(file()) }),
  answer: '`{ json }`, without secrets',
  ask: async () => {
    const uri = await askFile({
      title: vscode.l10n.t('Export Connections'),
      name: 'laserfiche-connections.json',
      filters: { JSON: ['json'] },
    });
    return uri && { uri };
  },
  run: async (args: { readonly file?: string } | { readonly uri: vscode.Uri }, { connections }) => {
    const json = await connections.exportAll();
    const uri = 'uri' in args ? args.uri : args.file === undefined ? undefined : vscode.Uri.file(args.file);
    if (uri)
      await failingAs(vscode.l10n.t('Could not write {0}', uri.fsPath), async () =>
        vscode.workspace.fs.writeFile(uri, Buffer.from(json)),
      );
    return { json };
  },
  tell: () =>
    void notify.info(
      vscode.l10n.t(
        'The connections were exported, without passwords, keys or sign-ins: whoever imports them signs in anew.',
      ),
    ),
});
