import * as vscode from 'vscode';
import { textOfFile } from '../../../api';
import { UserError } from '../../../ui';

/** More than any access key has. Bytes. */
const LARGEST = 64 * 1024;

/** The text of the file that the person chooses; undefined when they choose none. */
export async function readKeyFile(): Promise<string | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Access Key of a Service App'),
      openLabel: vscode.l10n.t('Use This Key'),
      filters: {
        [vscode.l10n.t('Access keys')]: ['txt', 'json', 'key'],
        [vscode.l10n.t('All files')]: ['*'],
      },
    })) ?? [];
  if (!file) return undefined;
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > LARGEST)
    throw new UserError(vscode.l10n.t('This file is too large for an access key. Choose another one.'));
  return textOfFile(await vscode.workspace.fs.readFile(file)).trim();
}
