import * as vscode from 'vscode';
import { COMMANDS, notify } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';

/** Writes all connections to a file, without a secret. An argument object gets `{ json }`. */
export const exportConnections: Handler = async ({ connections }, first) => {
  const json = await connections.exportAll();
  const fields = asArguments(first);
  if (fields) {
    const { text, has } = readArguments(COMMANDS.exportConnections, fields);
    if (has('file')) await write(vscode.Uri.file(text('file')), json);
    return { json };
  }
  const file = await vscode.window.showSaveDialog({
    title: 'Export Connections',
    saveLabel: 'Export',
    filters: { JSON: ['json'] },
    defaultUri: vscode.Uri.file('laserfiche-connections.json'),
  });
  if (!file) return undefined;
  await write(file, json);
  void notify.info(
    'The connections were exported, without passwords, keys or sign-ins: whoever imports them signs in anew.',
  );
  return undefined;
};

function write(file: vscode.Uri, json: string): Promise<void> {
  return during(`write ${file.path}`, async () => vscode.workspace.fs.writeFile(file, Buffer.from(json)));
}
