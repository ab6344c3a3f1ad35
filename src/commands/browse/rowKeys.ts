import * as vscode from 'vscode';
import { type EntryRef, entryOf, type Node, rowsIn } from '../../tree';
import { byCount, type CommandId, formatNumber, UserError } from '../../ui';
import { removeConnection } from '../connections/removeConnection';
import { renameConnection } from '../connections/renameConnection';
import { pathOf } from '../copy/copyPath';
import { type Command, defineCommand, withoutEllipsis } from '../define';
import { assignLinks } from '../links/assignLinks';
import { changeLinkType } from '../links/changeLinkType';
import { removeLinks } from '../links/removeLinks';
import { deleteSearch } from '../search/deleteSearch';
import { renameSearch } from '../search/renameSearch';
import { copyText } from '../support/clipboard';
import type { CommandDeps, CommandServices } from '../support/deps';
import type { Targets } from '../targets';
import { clearFilter } from './filterInFolder';
import { goToLinkedEntry } from './goToLinkedEntry';

// What keys do in the tree: as in VS Code's own trees one key means for each kind of row what comes nearest.

/** Enter: goes to the entry at the other end of a link; other rows open and close, or do what a click does. */
export const openRow = rowCommand({
  id: 'laserficheLinks.openRow',
  title: vscode.l10n.t('Open Row'),
  act: async (targets, services) => {
    const [row] = targets.candidates();
    if (row?.kind === 'link') await choose(goToLinkedEntry, targets, services);
    else await vscode.commands.executeCommand('list.select');
  },
});

/** Ctrl+Enter: opens the form of the entries; of a link, that of the entry it belongs to. */
export const openRowForm = rowCommand({
  id: 'laserficheLinks.openRowForm',
  title: vscode.l10n.t('Open Form of Row'),
  act: async (targets, services) => {
    const entries = new Map<string, EntryRef>();
    for (const row of targets.rows()) {
      const entry = sourceOf(row);
      if (entry) entries.set(`${entry.connectionId}/${entry.linkEntryId}`, entry);
    }
    if (entries.size > 0)
      await choose(
        assignLinks,
        { ...targets, entries: () => Promise.resolve([...entries.values()]) },
        services,
      );
  },
});

/** F2: renames a connection or a search, changes the type of links. */
export const renameRow = rowCommand({
  id: 'laserficheLinks.renameRow',
  title: vscode.l10n.t('Rename Row or Change Type of Link…'),
  act: async (targets, services) => {
    const [row] = targets.candidates();
    if (row?.kind === 'connection') await choose(renameConnection, targets, services);
    if (row?.kind === 'link' || row?.kind === 'group') await choose(changeLinkType, targets, services);
    if (row?.kind === 'search') await choose(renameSearch, targets, services);
  },
});

/** Rows that are just being removed: a key that is pressed too often means no other rows. */
const leaving = new Set<string>();

/** Delete: removes links, or connections; of an entry the person chooses which links. */
export const removeRow = rowCommand({
  id: 'laserficheLinks.removeRow',
  title: vscode.l10n.t('Remove Row'),
  act: async (targets, services) => {
    const [row] = targets.candidates();
    if (!row || leaving.has(row.id)) return;
    const rows = targets.rows();
    const kinds = new Set(rows.map(({ kind }) => kind));
    if (kinds.has('connection') && (kinds.has('link') || kinds.has('group')))
      throw new UserError(
        vscode.l10n.t(
          'Connections and links are not removed together. Select only one kind, then try again.',
        ),
      );
    const searches = rows.filter(({ parent }) => parent === undefined && !kinds.has('connection'));
    if (searches.length > 0 && searches.length < rows.length)
      throw new UserError(
        vscode.l10n.t(
          'Searches are not removed together with other rows. Select only one kind, then try again.',
        ),
      );
    for (const { id } of rows) leaving.add(id);
    try {
      await removerOf(row)?.(targets, services);
    } finally {
      for (const { id } of rows) leaving.delete(id);
    }
  },
});

/** Ctrl+C: copies a line for each row. */
export const copyRow = rowCommand({
  id: 'laserficheLinks.copyRow',
  title: vscode.l10n.t('Copy Row'),
  act: async (targets, services) => {
    const rows = targets.rows().flatMap((row): readonly Node[] => rowsIn(row) ?? [row]);
    const lines = await Promise.all(rows.map((row) => lineOf(row, services)));
    if (lines.length === 0) return;
    await copyText(
      lines.join('\n'),
      byCount(
        lines.length,
        vscode.l10n.t('Copied'),
        vscode.l10n.t('Copied {0} lines', formatNumber(lines.length)),
      ),
    );
  },
});

interface RowCommand {
  readonly id: CommandId;
  readonly title: string;
  readonly act: (targets: Targets, services: CommandServices) => Promise<void>;
}

/** A command that only a key runs: it has rows already, and asks for none. */
function rowCommand({ id, title, act }: RowCommand): Command {
  return defineCommand<never, { readonly targets: Targets }>({
    id,
    title,
    ask: (targets) => Promise.resolve({ targets }),
    run: ({ targets }, services) => act(targets, services),
  });
}

/** Runs another command for the same rows. */
function choose(command: Command, targets: Targets, services: CommandServices): Promise<unknown> {
  return command.choose({ ...targets, title: withoutEllipsis(command.title) }, services);
}

function removerOf(row: Node) {
  switch (row.kind) {
    case 'connection':
      return (targets: Targets, services: CommandServices) => choose(removeConnection, targets, services);
    case 'filter':
      return (targets: Targets, services: CommandServices) => choose(clearFilter, targets, services);
    case 'link':
    case 'group':
      return (targets: Targets, services: CommandServices) => choose(removeLinks, targets, services);
    case 'entry':
    case 'links':
      return (targets: Targets, services: CommandServices) =>
        choose(removeLinks, onlyOf(row, targets), services);
    case 'search':
    case 'badSearch':
      return (targets: Targets, services: CommandServices) => choose(deleteSearch, targets, services);
    case 'pins':
    case 'loadMore':
    case 'message':
    case 'foundGroup':
      return undefined;
  }
}

/** One row alone: the links of one entry are chosen at a time. */
function onlyOf(row: Node, targets: Targets): Targets {
  const entry = entryOf(row);
  return { ...targets, rows: () => [row], entries: () => Promise.resolve(entry && [entry]) };
}

/** The entry whose form a row means: a link belongs to its source. */
function sourceOf(row: Node): EntryRef | undefined {
  if (row.kind === 'group') return entryOf(row.parent);
  if (row.kind !== 'link') return entryOf(row);
  const { sourceId, sourcePath } = row.view.link;
  const { connectionId } = row;
  const name = sourcePath ?? vscode.l10n.t('entry {0}', sourceId);
  return { connectionId, entryId: sourceId, linkEntryId: sourceId, name, path: sourcePath ?? undefined };
}

/** What copying a row gives: the path of an entry, or of the entry at the other end of a link; else the text of the row. */
async function lineOf(row: Node, deps: CommandDeps): Promise<string> {
  if (row.kind === 'connection') return row.connection.name;
  const entry = entryOf(row);
  return entry ? pathOf(deps, entry) : deps.view.tree.labelOf(row);
}
