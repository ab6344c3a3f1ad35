import type { CallOptions, RepositoryApi } from './repository';

const ROOT_PATH = '\\';
/** An end to folders that lie in each other. */
const MOST_FOLDERS = 100;

/**
 * The path of an entry as the server tells it, or else as the names of the folders that it lies in tell. Undefined where
 * neither does: a name alone is no path.
 * @param rootId the root folder, where a server does not tell by a missing parent which one that is.
 */
export async function readEntryPath(
  repository: Pick<RepositoryApi, 'getEntry'>,
  entryId: number,
  rootId: number,
  call: CallOptions = {},
): Promise<string | undefined> {
  const names: string[] = [];
  let id = entryId;
  while (names.length < MOST_FOLDERS) {
    const { path, name, parentId } = await repository.getEntry(id, call);
    const isRoot = id === rootId || parentId === null || parentId === 0;
    const folder = isRoot ? ROOT_PATH : path;
    if (typeof folder === 'string') return joined(folder, names);
    if (typeof parentId !== 'number' || name.trim() === '') return undefined;
    names.unshift(name);
    id = parentId;
  }
  return undefined;
}

function joined(folder: string, names: readonly string[]): string {
  return names.length === 0 ? folder : `${folder.replace(/\\$/, '')}\\${names.join('\\')}`;
}
