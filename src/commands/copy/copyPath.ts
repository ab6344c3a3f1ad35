import * as vscode from 'vscode';
import { readEntryPath } from '../../api';
import { rootIdOf } from '../../connections';
import { oneLine } from '../../domain';
import { byCount, formatNumber, UserError } from '../../ui';
import { defineCommand } from '../define';
import { copyText } from '../support/clipboard';
import type { CommandDeps } from '../support/deps';
import { failingAs, openSession } from '../../changeFlow';
import type { EntryTarget } from '../targets';

/** Copies the paths of entries, a line each. */
export const copyPath = defineCommand({
  id: 'laserficheLinks.copyPath',
  title: vscode.l10n.t('Copy Path'),
  ask: (targets) => targets.entries(),
  run: async (entries: readonly EntryTarget[], services) => {
    const paths = await Promise.all(entries.map((entry) => pathOf(services, entry)));
    await copyText(
      paths.join('\n'),
      byCount(
        paths.length,
        vscode.l10n.t('Copied path'),
        vscode.l10n.t('Copied {0} paths', formatNumber(paths.length)),
      ),
    );
  },
});

export async function pathOf(
  deps: CommandDeps,
  { connectionId, entryId, name, path }: EntryTarget,
): Promise<string> {
  if (path) return path;
  const { repository, connection } = await openSession(deps, connectionId);
  const read = await failingAs(
    vscode.l10n.t('Could not read {0}', name),
    () => readEntryPath(repository, entryId, rootIdOf(connection)),
    connectionId,
  );
  if (read !== undefined) return read;
  throw new UserError(vscode.l10n.t('The server does not report the path of {0}.', oneLine(name)));
}
