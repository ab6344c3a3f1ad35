/**
 * A search for documents, folders and shortcuts whose name contains `text`.
 * The search syntax gives no way to quote its own characters (wildcards, brackets, quotes, braces), so each stands
 * as `?`, which matches it and any other single character: more may be found, nothing else can be said.
 */
export function searchByNameCommand(text: string): string {
  const harmless = text.trim().replace(/["*?[\]{}\\]|\p{Cc}/gu, '?');
  return `{LF:Name="*${harmless}*", Type="DFS"}`;
}

/** The same among the children of one folder, given by its path. */
export function searchInFolderCommand(text: string, folderPath: string): string {
  const quoted = folderPath.replaceAll('"', '""');
  return `${searchByNameCommand(text)} & {LF:LookIn="${quoted}", Subfolders=N}`;
}
