import { folderOf, type PlaceNode } from '../../tree';
import type { ReadArguments } from './arguments';
import type { CommandDeps } from './deps';
import { during } from './failure';
import { openSession, pickConnection } from './pickConnection';
import { rowsOf } from './targets';

/** The folder that is clicked or selected, or that the selected row stands in; else the root of a picked connection. */
export async function folderToUse(
  deps: CommandDeps,
  first: unknown,
  selected: unknown,
  title: string,
): Promise<PlaceNode | undefined> {
  for (const row of rowsOf(deps, first, selected)) {
    const folder = folderOf(row);
    if (folder) return folder;
  }
  const session = await pickConnection(deps, title);
  return session && deps.view.tree.findEntryNode(session.connection.id, 1);
}

/** The folder that an argument object names. */
export async function folderOfArguments(
  deps: CommandDeps,
  { text, id, fail }: ReadArguments,
): Promise<PlaceNode> {
  const [connectionId, folderId] = [text('connectionId'), id('folderId')];
  await openSession(deps, connectionId);
  const row = await during(
    `find folder ${folderId} in the tree`,
    () => deps.view.tree.findEntryNode(connectionId, folderId),
    connectionId,
  );
  return row && folderOf(row) === row ? row : fail(`entry ${folderId} is no folder that the tree can show`);
}

/** What callers with an argument object are answered. */
export async function shownOf(
  { view }: CommandDeps,
  folder: PlaceNode,
  operation: string,
): Promise<{ readonly entries: number; readonly complete: boolean }> {
  return during(
    operation,
    async () => {
      const { entries, complete, error } = await view.tree.shown(folder);
      if (error !== undefined) throw error as Error;
      return { entries, complete };
    },
    folder.connectionId,
  );
}
