import * as vscode from 'vscode';
import type { PlaceNode } from '../../tree';
import { COMMANDS, notify, plural } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import type { CommandDeps, Handler } from '../support/deps';
import { folderOfArguments, folderToUse, shownOf } from '../support/folders';
import { watched } from '../support/progress';

/** VS Code draws so many rows without making anybody wait; whoever wants still more asks again. */
const MOST_AT_ONCE = 10_000;
const TITLE = 'Load All';

/** Appends all pages of a folder, 10,000 entries at a time, until it is cancelled. */
export const loadAll: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  if (fields) {
    const folder = await folderOfArguments(deps, readArguments(COMMANDS.loadAll, fields));
    await load(deps, folder);
    return shownOf(deps, folder, `load all of ${deps.view.tree.labelOf(folder)}`);
  }
  const folder = await folderToUse(deps, first, selected, TITLE);
  if (!folder) return undefined;
  const wasCancelled = await load(deps, folder);
  const { entries, complete, error } = await deps.view.tree.shown(folder);
  // Of a failure the row says why.
  if (!complete && !wasCancelled && error === undefined) await tellThereIsMore(folder, entries);
  return undefined;
};

async function load({ view: { tree } }: CommandDeps, folder: PlaceNode): Promise<boolean> {
  return watched(`Loading ${tree.labelOf(folder)}`, async ({ signal, report }) => {
    const limit = (await tree.shown(folder)).entries + MOST_AT_ONCE;
    const enough = (_page: unknown, shown: number): boolean => {
      report(plural(shown, 'entry', 'entries'), 1 - (limit - shown) / MOST_AT_ONCE);
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

async function tellThereIsMore(folder: PlaceNode, entries: number): Promise<void> {
  const words = `${plural(entries, 'entry is', 'entries are')} shown, and the folder has more. Filter it to find one by its name.`;
  const actions = { 'Filter in Folder…': COMMANDS.filterInFolder, 'Load More': COMMANDS.loadAll };
  const chosen = await notify.info(words, ...Object.keys(actions));
  const command = Object.entries(actions).find(([title]) => title === chosen)?.[1];
  if (command !== undefined) await vscode.commands.executeCommand(command, folder);
}
