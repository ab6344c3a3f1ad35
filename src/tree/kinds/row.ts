import type * as vscode from 'vscode';
import { type Entry, oneLine } from '../../domain';
import type { Search } from '../../search';
import type { Facts } from '../../ui';

/** What every row is: plain data. `id` is the path from the root, since an entry can show under several parents. */
export interface Row {
  readonly kind: string;
  readonly id: string;
  readonly parent: Row | undefined;
  readonly connectionId: string;
}

/** How rows of one kind look, and what they stand for. */
export interface RowKind<R extends Row = Row> {
  /** The text of the row. */
  label(row: R): string;
  /** The dimmed text beside it. */
  description?(row: R, state: RowState): string | undefined;
  /**
   * What a screen reader says: `seen`, which is label and description, and more. That comes first and as it is seen, since
   * whoever speaks to the computer says that.
   */
  spoken?(row: R, seen: string, state: RowState): string;
  icon(row: R, state: RowState): Icon;
  context(row: R): ContextValues;
  /** What a click does; without it a click opens and closes the row. */
  click?(row: R): vscode.Command | undefined;
  /** The entry that the row stands for. */
  entry?(row: R): EntryRef;
  /** What is listed below the row; a row without it can not be opened. */
  children?(row: R): Children;
  /** Whether the row says that its folder has more than the rows show. */
  tellsOfMore?(row: R): boolean;
  /** There may be thousands, and each looks the same for as long as it stands. */
  readonly isSteady?: boolean;
  /** Whether the row is open before anybody opens it. */
  isOpen?(row: R): boolean;
}

/** What a row shows besides its data. */
export interface RowState {
  /** More of the folder that the row stands in is being read. */
  readonly isFolderGrowing?: boolean;
  /** Nothing goes on with the row's connection before a person signs in. */
  readonly needsSignIn?: boolean;
  /** The row is a folder that shows only the entries whose names contain this. */
  readonly filter?: string | undefined;
  /** How many links the row's entry has, where they were read. */
  readonly linkCount?: number | undefined;
  /** The selected link source is of another repository. */
  readonly isOtherSource?: boolean;
  /** The server of the row's connection did not answer the last call. */
  readonly isUnreachable?: boolean;
  /** The row's entry is pinned. */
  readonly isPinned?: boolean;
  /** What was read below a search. */
  readonly below?: readonly Row[] | undefined;
}

/** A codicon, and the theme colour it is drawn in where that says something. */
export interface Icon {
  readonly name: string;
  readonly color?: string;
}

export const LOADING: Icon = { name: 'loading~spin' };
export const FAILED: Icon = { name: 'error', color: 'list.errorForeground' };

/**
 * What is listed below a row: a folder's entries, an entry's links, rows that are there already, pinned entries, or what a
 * search finds.
 */
export type Children =
  | { readonly folder: Folder }
  | { readonly linksOf: number }
  | { readonly rows: readonly Row[] }
  | { readonly pins: true }
  | { readonly search: Search };

/** A folder as its rows need to know it. */
export interface Folder {
  readonly id: number;
  /** Not known for the folder that a shortcut stands for. */
  readonly path: string | undefined;
}

/** The entry that a row stands for. */
export interface EntryRef {
  readonly connectionId: string;
  readonly entryId: number;
  /** The entry whose links are meant: a shortcut's target, else the same as `entryId`. */
  readonly linkEntryId: number;
  /** What people call it. */
  readonly name: string;
  /** Path from the root, where known. */
  readonly path: string | undefined;
  /** Known for rows of a folder listing only. */
  readonly entry?: Entry;
}

/** A row's context value, and the one it has below a read-only connection. */
export interface ContextValues {
  readonly value: string;
  readonly whenReadOnly: string;
}

/**
 * What rows standing for an entry can do. `entry`: its id and path can be copied. `assign`: its links can be shown.
 * `writable`: they can be changed. `web`: it can be shown in the web client. `refreshable`: it can be read again.
 */
export const ENTRY_WORDS = ['assign', 'entry', 'refreshable', 'web', 'writable'] as const;

/** What a read-only connection refuses. */
const WRITE_WORDS: ReadonlySet<string> = new Set(['writable', 'removable']);

/** Words of what a row is and can do, for `when` clauses such as `viewItem =~ /\bassign\b/`: sorted, joined by spaces. */
export function contextValues(...words: readonly string[]): ContextValues {
  const join = (some: readonly string[]) => [...new Set(some)].toSorted().join(' ');
  return { value: join(words), whenReadOnly: join(words.filter((word) => !WRITE_WORDS.has(word))) };
}

/** Such words, and what holds for the row just now besides. */
export const withContextValues = (value: string, words: readonly string[]): string =>
  words.length === 0 ? value : [...value.split(' '), ...words].toSorted().join(' ');

export type Fact = Facts['facts'][number];

/** Facts that are known. */
export function knownFacts(facts: readonly (readonly [string, string | null | undefined])[]): Fact[] {
  return facts.flatMap(([name, value]) => (value ? [[oneLine(name), oneLine(value)] as const] : []));
}

/** Id of the invisible row that the connections stand below. */
export const ROOT_ID = '';

/** The id of a row: the path of segments from the root. A segment is free of slashes. */
export function childId(parentId: string, segment: string): string {
  return `${parentId}/${segment}`;
}

/** The id of the row above. */
export function parentIdOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/'));
}

/** Whether a row is `ancestorId` itself or stands somewhere below it. */
export function isWithin(id: string, ancestorId: string): boolean {
  return id === ancestorId || id.startsWith(`${ancestorId}/`);
}
