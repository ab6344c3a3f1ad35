import * as vscode from 'vscode';
import { folderOf, type ParentNode, type PlaceNode } from '../../tree';
import { type CommandId, notify, pickOne } from '../../ui';
import { form, id, text, wrongArguments, type ArgumentsOf } from '../schema';
import type { Targets } from '../targets';
import { type CommandDeps, type RowsDeps, viewOf } from './deps';
import { failingAs, openSession } from '../../changeFlow';
import { pickConnection } from './pickConnection';

/** A folder of the tree; 1 is the root folder. */
export const FOLDER_FIELDS = { connectionId: text(), folderId: id() };
export const FOLDER = form(FOLDER_FIELDS);

/** A folder by its id, or the row that a person chose. */
export type FolderChoice = ArgumentsOf<typeof FOLDER> | { readonly folder: ParentNode };

/** The folder that is clicked or selected, or that the selected row stands in; else the root of a picked connection. */
export async function chooseFolder(
  targets: Targets,
  deps: CommandDeps,
): Promise<{ readonly folder: PlaceNode } | undefined> {
  for (const row of targets.candidates()) {
    const folder = folderOf(row);
    if (folder) return { folder };
  }
  const session = await pickConnection(deps, targets.title);
  const folder = session && (await deps.view.tree.findEntryNode(session.connection.id, 1));
  return folder && { folder };
}

/**
 * The selected folder that has more than it shows, or the one that the selected row stands in; else one of those that
 * have. A filtered folder has not: its server finds what it finds.
 */
export async function chooseFolderWithMore(
  targets: Targets,
  { here: { tree } }: RowsDeps,
): Promise<{ readonly folder: ParentNode } | undefined> {
  const open = tree.foldersWithMore();
  for (const row of targets.candidates()) {
    // By id: a refresh may have made new rows since.
    const folder = open.find(({ id }) => id === row.id || id === row.parent?.id);
    if (folder) return { folder };
  }
  if (open.length === 0) {
    void notify.info(vscode.l10n.t('Every folder that is open in the view is shown whole.'));
    return undefined;
  }
  const choices = open.map((folder) => ({ label: tree.labelOf(folder), value: folder }));
  const placeholder = vscode.l10n.t('Of which folder?');
  const folder = await pickOne(targets.title, choices, { placeholder, closesOnBlur: true });
  return folder && { folder };
}

/** The row of a folder. */
export async function folderRow(
  deps: CommandDeps,
  command: CommandId,
  choice: FolderChoice,
): Promise<ParentNode> {
  if ('folder' in choice) return choice.folder;
  const { connectionId, folderId } = choice;
  await openSession(deps, connectionId);
  const row = await failingAs(
    vscode.l10n.t('Could not find folder {0} in the tree', folderId),
    () => deps.view.tree.findEntryNode(connectionId, folderId),
    connectionId,
  );
  if (row && folderOf(row) === row) return row;
  throw wrongArguments(command, `entry ${folderId} is no folder that the tree can show`);
}

/** What callers are answered. */
export async function shownOf(
  deps: CommandDeps,
  folder: ParentNode,
  failed: string,
): Promise<{ readonly entries: number; readonly complete: boolean }> {
  return failingAs(
    failed,
    async () => {
      const { entries, complete, error } = await viewOf(deps, folder).tree.shown(folder);
      if (error !== undefined) throw error as Error;
      return { entries, complete };
    },
    folder.connectionId,
  );
}
