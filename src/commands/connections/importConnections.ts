import * as vscode from 'vscode';
import type { ImportOutcome } from '../../connections';
import { byCount, formatNumber, notify, UserError } from '../../ui';
import { defineCommand } from '../define';
import { anyOf, file, form, text } from '../schema';
import { failingAs } from '../../changeFlow';

/** More than any export has. Bytes. */
const LARGEST = 4 * 1024 * 1024;

/** Adds the connections of an export. */
export const importConnections = defineCommand({
  id: 'laserficheLinks.importConnections',
  title: vscode.l10n.t('Import Connections…'),
  args: anyOf(form({ json: text() }), form({ file: file() })),
  answer: '`{ connectionIds, skipped }`',
  ask: async () => {
    const [uri] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('Import Connections'),
        openLabel: vscode.l10n.t('Import'),
        filters: { JSON: ['json'], [vscode.l10n.t('All files')]: ['*'] },
      })) ?? [];
    return uri && { uri };
  },
  run: async (args, { connections }) => {
    const json =
      'json' in args ? args.json : await read('uri' in args ? args.uri : vscode.Uri.file(args.file));
    return failingAs(vscode.l10n.t('Could not import connections'), () => connections.importAll(json));
  },
  toAnswer: ({ added, skipped }) => ({ connectionIds: added.map(({ id }) => id), skipped }),
  tell: ({ added, skipped }) => tell(added, skipped),
});

async function read(from: vscode.Uri): Promise<string> {
  return failingAs(vscode.l10n.t('Could not read {0}', from.fsPath), async () => {
    const { size } = await stat(from);
    if (size > LARGEST)
      throw new UserError(vscode.l10n.t('This file is too large for connections. Choose another one.'));
    return Buffer.from(await vscode.workspace.fs.readFile(from)).toString('utf8');
  });
}

async function stat(file: vscode.Uri): Promise<vscode.FileStat> {
  try {
    return await vscode.workspace.fs.stat(file);
  } catch {
    throw new UserError(
      vscode.l10n.t('There is no file {0} that can be read. Choose another one.', file.fsPath),
    );
  }
}

function tell(added: ImportOutcome['added'], skipped: ImportOutcome['skipped']): void {
  const imported = byCount(
    added.length,
    vscode.l10n.t('Imported 1 connection. Sign in to each when you need it.'),
    vscode.l10n.t('Imported {0} connections. Sign in to each when you need it.', formatNumber(added.length)),
  );
  const sentences = [
    added.length === 0 ? vscode.l10n.t('No connection was imported.') : imported,
    ...(skipped.length === 0 ? [] : [vscode.l10n.t('Left out: {0}', skipped.join(' '))]),
  ].join(' ');
  void (added.length === 0 ? notify.warn(sentences) : notify.info(sentences));
}
