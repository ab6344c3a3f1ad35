import * as vscode from 'vscode';
import type { Page, SearchResult } from '../api';
import type { Connection } from '../connections';
import { describeLink, type Entry, type Link, type LinkView } from '../domain';
import { compact, Texts } from './compact';
import {
  areGrouped,
  childId,
  connectionRow,
  entryRow,
  filterRow,
  type Folder,
  groupRows,
  isEntry,
  isLinks,
  isLoadMore,
  type LastTry,
  type LinkNode,
  linkRow,
  linksRow,
  type LoadMoreNode,
  loadMoreRow,
  messageRow,
  type Node,
  opensAsFolder,
  type Row,
  saysSignIn,
  saysUnreadable,
  segmentOf,
  unreadableRow,
} from './kinds';

/** What stands below a row. */
export interface Listing {
  readonly children: readonly Node[];
  /** Folders: address of the next page, where the server has more. */
  readonly next?: string;
  /** Why it, or its next page, could not be read; `children` say so in words. */
  readonly error?: unknown;
}

/** Rows that stand for entries of a folder listing. */
export function countEntries(rows: readonly Row[]): number {
  return rows.reduce((count, row) => (isEntry(row) ? count + 1 : count), 0);
}

export function listConnections(connections: readonly Connection[]): Listing {
  return { children: connections.map(connectionRow) };
}

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
  { entries, truncated, unreadable = 0 }: SearchResult,
  texts?: Texts,
): Listing {
  const own = entries.filter(({ parentId }) => parentId === undefined || parentId === folder.id);
  const { children: found } = withPage(parent, folder, [], { items: own, unreadable }, texts);
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
  const children = withoutState(before).filter((row) => !saysUnreadable(row));
  let unreadable = before.find(saysUnreadable)?.count ?? 0;
  const ids = new Set(children.map((row) => (isEntry(row) ? row.entry.id : undefined)));
  let total = before.find(isLoadMore)?.total;
  return {
    add({ items, count, unreadable: more = 0 }: Omit<Page<Entry>, 'next'>): void {
      total = count ?? total;
      unreadable += more;
      for (const entry of foldersFirst(items)) {
        if (ids.has(entry.id)) continue;
        ids.add(entry.id);
        children.push(entryRow(parent, compact(entry, folder.path, texts)));
      }
    },
    count: () => countEntries(children),
    listing(next: string | undefined): Listing {
      const rows = unreadable > 0 ? [...children, unreadableRow(parent, unreadable)] : children;
      return next === undefined
        ? { children: rows }
        : { ...withMore(parent, folder.id, rows, { total }), next };
    },
  };
}

/** A listing and one more page. */
export function withPage(
  parent: Row,
  folder: Folder,
  before: readonly Node[],
  page: Page<Entry>,
  texts?: Texts,
): Listing {
  const rows = growing(parent, folder, before, texts);
  rows.add(page);
  return rows.listing(page.next);
}

/** A listing whose next page is still to come, or failed to, or was cancelled. */
export function withMore(
  parent: Row,
  folderId: number,
  before: readonly Node[],
  { total = before.find(isLoadMore)?.total, ...lastTry }: LastTry & Pick<LoadMoreNode, 'total'> = {},
): Listing {
  const rows = withoutState(before);
  const facts = { shown: countEntries(rows), total, ...lastTry };
  return { children: [...rows, loadMoreRow(parent, folderId, facts)] };
}

/** Rows that stand for something in the folder (or for what could not be read), without those that tell how it was read. */
function withoutState(rows: readonly Node[]): Node[] {
  return rows.filter((row) => isLinks(row) || isEntry(row) || saysUnreadable(row));
}

/** The links of `entryId`: outgoing ones first, then by the name of the other entry. */
export function listLinks(parent: Row, entryId: number, links: readonly Link[]): Listing {
  if (links.length === 0) {
    const howToAdd = vscode.l10n.t('To add some, choose Assign Links… in the menu of the entry.');
    return { children: [messageRow(parent, 'empty', vscode.l10n.t('No links'), howToAdd)] };
  }
  const used = new Map<string, number>();
  const views = links.map((link) => describeLink(link, entryId)).toSorted(inOrder);
  const pathsByName = new Map<string, string[]>();
  for (const { otherName, otherPath } of views) {
    const paths = pathsByName.get(otherName);
    if (!paths) pathsByName.set(otherName, [otherPath]);
    else if (paths.length < MOST_NAMESAKES) paths.push(otherPath);
  }
  const rows = views.map((view) => {
    const segment = segmentOf(view);
    const count = used.get(segment) ?? 0;
    used.set(segment, count + 1);
    const namesakes = pathsByName.get(view.otherName)?.filter((path) => path !== view.otherPath);
    return linkRow(parent, entryId, view, count === 0 ? segment : `${segment}-${count}`, namesakes);
  });
  // One after the other as they show, also where they stand in groups.
  return { children: areGrouped(rows) ? groupsOf(rows).flatMap(({ links: own }) => own) : rows };
}

/** So many paths are compared to find the folder that tells entries of one name apart. */
const MOST_NAMESAKES = 20;

const RANK = { outgoing: 0, incoming: 1 };

/** The same order whatever that of the server: an id decides between entries of one name. */
function inOrder(a: LinkView, b: LinkView): number {
  return (
    RANK[a.direction] - RANK[b.direction] ||
    byName().compare(a.otherName, b.otherName) ||
    a.otherId - b.otherId ||
    byName().compare(a.ownLabel, b.ownLabel)
  );
}

const groupsOf = (links: readonly LinkNode[]) => groupRows(links, (a, b) => byName().compare(a, b));

/** How a listing could not be read. */
export type Failure = 'failed' | 'unreachable' | 'cancelled' | 'signedOut';

/** A failure in words: the row has room for a few of them, the rest is for its tooltip and screen readers. */
export interface FailureText {
  readonly brief: string;
  readonly sentence: string;
}

/** A row that says in words why a listing could not be read. */
export function listFailure(parent: Row, error: unknown, words: FailureText, how: Failure): Listing {
  return { children: [failureRow(parent, words, how)], error };
}

function failureRow(parent: Row, { brief, sentence }: FailureText, how: Failure) {
  switch (how) {
    case 'failed':
    case 'unreachable':
      return messageRow(parent, how, brief, sentence);
    case 'cancelled':
      return messageRow(parent, how, describeCancelled());
    case 'signedOut':
      return messageRow(parent, how, describeSignInAgain(), sentence);
  }
}

export const describeCancelled = (): string => vscode.l10n.t('Cancelled. Retry');

const describeSignInAgain = (): string => vscode.l10n.t('Sign in again…');

/** The rows of a connection whose sign-in is void: on top of whatever was read before it says so, once. */
export function withSignIn(parent: Row, connectionName: string, rows: readonly Node[]): readonly Node[] {
  if (rows.some(saysSignIn)) return rows;
  const why = vscode.l10n.t('The server no longer accepts the saved sign-in of {0}.', connectionName);
  const row = messageRow(parent, 'signedOut', describeSignInAgain(), why);
  // An empty folder says so in a row of its own, whose id must stay another one.
  return [{ ...row, id: childId(parent.id, 'signIn') }, ...rows];
}

/** The server sorts by name and groups by type; whatever opens as a folder comes first, shortcuts to folders too. */
function foldersFirst(entries: readonly Entry[]): Entry[] {
  return [...entries.filter(opensAsFolder), ...entries.filter((entry) => !opensAsFolder(entry))];
}

let collator: Intl.Collator | undefined;
/** Made for the first links: it takes milliseconds that the first rows need not wait for. */
const byName = () => (collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' }));
