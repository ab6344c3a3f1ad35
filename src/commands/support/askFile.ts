import os from 'node:os';
import * as vscode from 'vscode';

/** Asks where to export something: in the workspace's first folder where there is one, else at home. */
export function askFile({
  title,
  name,
  filters,
}: {
  readonly title: string;
  readonly name: string;
  readonly filters: Record<string, string[]>;
}): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
  return vscode.window.showSaveDialog({
    title,
    saveLabel: vscode.l10n.t('Export'),
    filters,
    defaultUri: vscode.Uri.joinPath(folder, name),
  });
}
