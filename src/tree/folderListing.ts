import * as vscode from 'vscode';
import type { Page, SearchResult } from '../api';
import type { Entry } from '../domain';
import { compact, Texts } from './compact';
import {
  entryRow,
  filterRow,
  type Folder,
  isEntry,
  isLinks,
  type LastTry,
  linksRow,
  loadMoreRow,
  messageRow,
  type Node,
  opensAsFolder,
  type Row,
} from './kinds';
import { countEntries, type Listing } from './listing';

// What stands below a folder. Loaded with what reads it: other listings show as VS Code starts.

/** A folder's own links, then the first page of its children. */
export function listFolder(parent: Row, folder: Folder, page: Page<Entry>, texts?: Texts): Listing {
  const links = linksRow(parent, folder);
  const listing = withPage(parent, folder, [links], page, texts);
  if (listing.children.length > 1) return listing;
  return { children: [links, messageRow(parent, 'empty', vscode.l10n.t('This folder is empty'))] };
}

/** What a filter found in a folder: not everything, where the server found more than it sends. */
export function listFound(
  parent: Row,
  folder: Folder,
  text: string,
  { entries, truncated }: SearchResult,
  texts?: Texts,
): Listing {
  const own = entries.filter(({ parentId }) => parentId === undefined || parentId === folder.id);
  const { children: found } = withPage(parent, folder, [], { items: own }, texts);
  const nothing = vscode.l10n.t('No entry of this folder has this in its name');
  return {
    children: [
      linksRow(parent, folder),
      filterRow(parent, text, { found: own.length, truncated }),
      ...(found.length > 0 ? found : [messageRow(parent, 'empty', nothing)]),
    ],
  };
}

/** Rows of a folder that pages are added to, however many; an entry that moved to a later page does not show twice. */
export function growing(parent: Row, folder: Folder, before: readonly Node[], texts = new Texts()) {
  const children = withoutState(before);
  const ids = new Set(children.map((row) => (isEntry(row) ? row.entry.id : undefined)));
  return {
    add(items: readonly Entry[]): void {
      for (const entry of foldersFirst(items)) {
        if (ids.has(entry.id)) continue;
        ids.add(entry.id);
        children.push(entryRow(parent, compact(entry, folder.path, texts)));
      }
    },
    count: () => countEntries(children),
    listing: (next: string | undefined): Listing =>
      next === undefined ? { children } : { ...withMore(parent, folder.id, children), next },
  };
}

/** A listing and one more page. */
export function withPage(
  parent: Row,
  folder: Folder,
  before: readonly Node[],
  { items, next }: Page<Entry>,
  texts?: Texts,
): Listing {
  const rows = growing(parent, folder, before, texts);
  rows.add(items);
  return rows.listing(next);
}

/** A listing whose next page is still to come, or failed to, or was cancelled. */
export function withMore(
  parent: Row,
  folderId: number,
  before: readonly Node[],
  lastTry: LastTry = {},
): Listing {
  const rows = withoutState(before);
  return { children: [...rows, loadMoreRow(parent, folderId, countEntries(rows), lastTry)] };
}

/** Rows that stand for something in the folder, without those that tell how it was read. */
function withoutState(rows: readonly Node[]): Node[] {
  return rows.filter((row) => isLinks(row) || isEntry(row));
}

/** The server sorts by name and groups by type; whatever opens as a folder comes first, shortcuts to folders too. */
function foldersFirst(entries: readonly Entry[]): Entry[] {
  return [...entries.filter(opensAsFolder), ...entries.filter((entry) => !opensAsFolder(entry))];
}
