import type { Entry } from '../domain';
import { containsText, inQuotes } from './pattern';

/** Entries by a part of their names. */
export interface ByName {
  readonly command: string;
  /** Whether a name has the text, where the command can't say it for certain. */
  readonly isMeant?: (entry: Entry) => boolean;
}

/** Characters that mean something to a server, and can't be quoted. */
const SPECIAL = /["*?[\]{}\\]|\p{Cc}/u;

/**
 * Documents, folders and shortcuts whose name contains a text, in which nothing has a meaning. The syntax gives no way
 * to quote its own characters (wildcards, brackets, quotes, braces), so each stands as `?`, which matches it and any
 * other single character: what is found by that is looked at again.
 * @param childrenOf only among the children of the folder with this path.
 */
export function byName(text: string, childrenOf?: string): ByName {
  const part = text.trim();
  const clause = `{LF:Name="*${part.replace(new RegExp(SPECIAL, 'gu'), '?')}*", Type="DFS"}`;
  const command =
    childrenOf === undefined ? clause : `(${clause} & {LF:LookIn="${inQuotes(childrenOf)}", Subfolders=N})`;
  // Only then: a server may find more than the same characters, such as letters without their accents.
  return SPECIAL.test(part) ? { command, isMeant: ({ name }) => containsText(name, part) } : { command };
}
