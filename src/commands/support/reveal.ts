import * as vscode from 'vscode';
import { byCount, formatNumber, UserError } from '../../ui';
import type { CommandDeps } from './deps';
import { failingAs, openSession, watched } from '../../changeFlow';
import { entryOf } from '../../tree';

/** Opens the folders on the way to an entry and selects it. */
export async function revealInTree(
  deps: CommandDeps,
  connectionId: string,
  entryId: number,
  name: string,
): Promise<void> {
  const node = await watched(vscode.l10n.t('Finding {0}', name), ({ signal, report }) =>
    failingAs(
      vscode.l10n.t('Could not show {0} in the tree', name),
      () =>
        deps.view.tree.findEntryNode(connectionId, entryId, signal, (shown) =>
          report(
            byCount(
              shown,
              vscode.l10n.t('1 entry of its folder read'),
              vscode.l10n.t('{0} entries of its folder read', formatNumber(shown)),
            ),
          ),
        ),
      connectionId,
    ),
  );
  if (node) {
    await deps.view.reveal(node);
    const revealed = entryOf(node);
    const { recents } = await openSession(deps, connectionId);
    if (revealed)
      void recents.use([{ ...revealed.entry, id: entryId, name: revealed.name, path: revealed.path }]);
    return;
  }
  throw new UserError(
    vscode.l10n.t(
      'Could not show {0} in the tree: its folder is not listed for you, or the search was cancelled. Its links can still be opened with Assign Links….',
      name,
    ),
  );
}
