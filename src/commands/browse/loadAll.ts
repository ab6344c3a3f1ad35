import * as vscode from 'vscode';
import { isSearch, type ParentNode } from '../../tree';
import { byCount, COMMANDS, formatNumber, notify } from '../../ui';
import { defineCommand } from '../define';
import { chooseFolderWithMore, FOLDER, folderRow, shownOf, type FolderChoice } from '../support/folders';
import { type CommandDeps, viewOf } from '../support/deps';
import { watched } from '../../changeFlow';

/** VS Code draws so many rows without making anybody wait; whoever wants still more asks again. */
const MOST_AT_ONCE = 10_000;

/** Appends all pages of a folder, 10,000 entries at a time, until it is cancelled. */
export const loadAll = defineCommand({
  id: 'laserficheLinks.loadAll',
  title: vscode.l10n.t('Load All'),
  args: FOLDER,
  answer: 'the same',
  ask: chooseFolderWithMore,
  run: async (args: FolderChoice, services) => {
    const folder = await folderRow(services, 'laserficheLinks.loadAll', args);
    return { folder, wasCancelled: await load(services, folder) };
  },
  toAnswer: ({ folder }, services) =>
    shownOf(services, folder, vscode.l10n.t('Could not load all of {0}', services.view.tree.labelOf(folder))),
  tell: async ({ folder, wasCancelled }, _args, services) => {
    const { entries, complete, error } = await viewOf(services, folder).tree.shown(folder);
    // Of a failure the row says why.
    if (!complete && !wasCancelled && error === undefined) await tellThereIsMore(folder, entries);
  },
});

async function load(deps: CommandDeps, folder: ParentNode): Promise<boolean> {
  const { tree } = viewOf(deps, folder);
  return watched(vscode.l10n.t('Loading {0}', tree.labelOf(folder)), async ({ signal, report }) => {
    const limit = (await tree.shown(folder)).entries + MOST_AT_ONCE;
    const enough = (_page: unknown, shown: number): boolean => {
      report(
        byCount(shown, vscode.l10n.t('1 entry'), vscode.l10n.t('{0} entries', formatNumber(shown))),
        1 - (limit - shown) / MOST_AT_ONCE,
      );
      return shown >= limit;
    };
    // More than one round only where a page was on its way already.
    for (let before = -1; !signal.aborted;) {
      const { entries, complete } = await tree.shown(folder);
      const hasMore = await tree.hasMore(folder);
      if (complete || !hasMore || entries >= limit || entries === before) break;
      before = entries;
      await tree.loadMore(folder, { enough, signal });
    }
    return signal.aborted;
  });
}

async function tellThereIsMore(folder: ParentNode, entries: number): Promise<void> {
  const more = vscode.l10n.t('Load More');
  if (isSearch(folder)) {
    const found = vscode.l10n.t(
      '{0} entries are shown, and the search finds more. Edit it to find fewer.',
      formatNumber(entries),
    );
    if ((await notify.info(found, more)) === more)
      await vscode.commands.executeCommand(COMMANDS.loadAll, folder);
    return;
  }
  const sentence = byCount(
    entries,
    vscode.l10n.t('1 entry is shown, and the folder has more. Filter it to find one by its name.'),
    vscode.l10n.t(
      '{0} entries are shown, and the folder has more. Filter it to find one by its name.',
      formatNumber(entries),
    ),
  );
  const filter = vscode.l10n.t('Filter in Folder…');
  const chosen = await notify.info(sentence, filter, more);
  if (chosen === filter) await vscode.commands.executeCommand(COMMANDS.filterInFolder, folder);
  if (chosen === more) await vscode.commands.executeCommand(COMMANDS.loadAll, folder);
}
