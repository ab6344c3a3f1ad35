import * as vscode from 'vscode';
import type { ImportOutcome } from '../../connections';
import { COMMANDS, notify, plural, UserError } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { Handler } from '../support/deps';
import { during } from '../support/failure';

/** More than any export has. Bytes. */
const LARGEST = 4 * 1024 * 1024;

/** Adds the connections of an export. An argument object gets `{ connectionIds, skipped }`. */
export const importConnections: Handler = async ({ connections }, first) => {
  const fields = asArguments(first);
  if (fields) {
    const { text, has, refuseBeside } = readArguments(COMMANDS.importConnections, fields);
    refuseBeside('json', 'file');
    const json = has('json') ? text('json') : await read(vscode.Uri.file(text('file')));
    const { added, skipped } = await during('import connections', () => connections.importAll(json));
    return { connectionIds: added.map(({ id }) => id), skipped };
  }
  const [file] =
    (await vscode.window.showOpenDialog({
      title: 'Import Connections',
      openLabel: 'Import',
      filters: { JSON: ['json'], 'All files': ['*'] },
    })) ?? [];
  if (!file) return undefined;
  const json = await read(file);
  tell(await during('import connections', () => connections.importAll(json)));
  return undefined;
};

async function read(file: vscode.Uri): Promise<string> {
  return during(`read ${file.path}`, async () => {
    const { size } = await stat(file);
    if (size > LARGEST) throw new UserError('This file is too large for connections. Choose another one.');
    return Buffer.from(await vscode.workspace.fs.readFile(file)).toString('utf8');
  });
}

async function stat(file: vscode.Uri): Promise<vscode.FileStat> {
  try {
    return await vscode.workspace.fs.stat(file);
  } catch {
    throw new UserError(`There is no file ${file.fsPath} that can be read. Choose another one.`);
  }
}

function tell({ added, skipped }: ImportOutcome): void {
  const words = [
    added.length === 0
      ? 'No connection was imported.'
      : `Imported ${plural(added.length, 'connection')}. Sign in to each when you need it.`,
    ...(skipped.length === 0 ? [] : [`Left out: ${skipped.join(' ')}`]),
  ].join(' ');
  if (added.length === 0) void notify.warn(words);
  else void notify.info(words);
}
