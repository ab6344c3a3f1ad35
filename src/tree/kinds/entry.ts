import * as vscode from 'vscode';
import { type Entry, type EntryType, nameOfPath, oneLine, shortenPath } from '../../domain';
import { pathBelow } from '../compact';
import { isConnection, ROOT_PATH } from './connection';
import { describeFilter } from './filter';
import { describeLinkCount } from './link';
import { isPins } from './pins';
import { childId, contextValues, ENTRY_WORDS, type Row, type RowKind } from './row';

/** A folder, document, record series or shortcut below a folder (the root folder's children stand below the connection). */
export interface EntryNode extends Row {
  readonly kind: 'entry';
  readonly parent: Row;
  readonly entry: Entry;
  /** It was pinned, and is not there any more or not for this user. */
  readonly isGone?: true;
}

export function entryRow(parent: Row, of: Entry): EntryNode {
  const id = childId(parent.id, String(of.id));
  return { kind: 'entry', id, parent, connectionId: parent.connectionId, entry: of };
}

export const isEntry = (row: Row): row is EntryNode => row.kind === 'entry';

/** The entry that links and children are read from and written to: a shortcut's target, else the entry itself. */
export function resolvedId(of: Entry): number {
  return of.entryType === 'Shortcut' ? (of.targetId ?? of.id) : of.id;
}

/** Whether a row of the entry opens to children (or to its links only). */
export function opensAsFolder(of: Entry): boolean {
  const type = of.entryType === 'Shortcut' ? targetTypeOf(of) : of.entryType;
  return type === 'Folder' || type === 'RecordSeries';
}

const targetTypeOf = ({ targetType }: Entry): EntryType => targetType ?? 'Document';

/** The path of an entry, as the server told it or as it follows from the folder that lists the entry. */
export function pathOfEntry({ entry: of, parent }: EntryNode): string | undefined {
  if (typeof of.path === 'string') return of.path;
  const folder = pathOfFolder(parent);
  return folder === undefined ? undefined : pathBelow(folder, of.name);
}

/** The path of the folder whose children are listed below a row. A shortcut's own path is not the path of its target. */
function pathOfFolder(row: Row): string | undefined {
  if (isConnection(row)) return ROOT_PATH;
  return isEntry(row) && row.entry.entryType !== 'Shortcut' ? pathOfEntry(row) : undefined;
}

const CONTEXT = {
  folder: contextValues(...ENTRY_WORDS, 'folder'),
  document: contextValues(...ENTRY_WORDS, 'document'),
  folderShortcut: contextValues(...ENTRY_WORDS, 'folder', 'shortcut'),
  documentShortcut: contextValues(...ENTRY_WORDS, 'document', 'shortcut'),
} as const;

const folderIn = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('\\')));

/** What a wide side bar shows. */
const MOST_OF_A_PATH = 60;

/** Whether what stands below a row was found: by a folder in a group of its own nothing more need be said. */
const isFound = (row: Row): boolean =>
  row.kind === 'search' || (row.kind === 'foundGroup' && 'by' in row && row.by !== 'folder');

export const entryLabel = (of: Entry) => oneLine(of.name) || vscode.l10n.t('Entry {0}', of.id);

export const entry: RowKind<EntryNode> = {
  isSteady: true,

  label: (row) => entryLabel(row.entry),

  /** States of an entry that matter before its links are changed; of one that stands apart its folder, too. */
  description({ entry: { isRecord, isCheckedOut, path }, isGone, parent }, { linkCount, filter }) {
    if (isGone) return vscode.l10n.t('No longer exists, or you have no access');
    const states = [
      isPins(parent) ? oneLine(nameOfPath(folderIn(path ?? ''))) : '',
      isFound(parent) && path ? oneLine(shortenPath(folderIn(path) || ROOT_PATH, MOST_OF_A_PATH)) : '',
      isRecord ? vscode.l10n.t('record') : '',
      isCheckedOut ? vscode.l10n.t('checked out') : '',
      filter === undefined ? '' : describeFilter(filter),
      linkCount === undefined ? '' : describeLinkCount(linkCount),
    ];
    return states.filter(Boolean).join(' · ') || undefined;
  },

  spoken: ({ entry: of }, seen) => vscode.l10n.t('{0}, {1}', seen, describeTypeOf(of)),

  icon: (row) => ({ name: entryIconName(row.entry) }),

  context({ entry: of }) {
    const isShortcut = of.entryType === 'Shortcut';
    if (opensAsFolder(of)) return isShortcut ? CONTEXT.folderShortcut : CONTEXT.folder;
    return isShortcut ? CONTEXT.documentShortcut : CONTEXT.document;
  },

  entry(row) {
    const path = pathOfEntry(row);
    const of = path === undefined ? row.entry : { ...row.entry, path };
    return {
      connectionId: row.connectionId,
      entryId: of.id,
      linkEntryId: resolvedId(of),
      name: entryLabel(of),
      path,
      entry: of,
    };
  },

  children(row) {
    const id = resolvedId(row.entry);
    return opensAsFolder(row.entry) ? { folder: { id, path: pathOfFolder(row) } } : { linksOf: id };
  },
};

/** The codicon of an entry, by its type; documents by extension. */
export function entryIconName(of: Entry): string {
  switch (of.entryType) {
    case 'Folder':
      return 'folder';
    case 'RecordSeries':
      return 'archive';
    case 'Shortcut':
      return opensAsFolder(of) ? 'file-symlink-directory' : 'file-symlink-file';
    case 'Document':
      return ICON_BY_EXTENSION.get((of.extension ?? '').toLowerCase()) ?? 'file';
  }
}

export const EXTENSIONS_BY_ICON: Readonly<Record<string, string>> = {
  'file-pdf': 'pdf',
  mail: 'msg eml',
  'file-media': 'png jpg jpeg gif bmp tif tiff svg webp heic mp3 wav mp4 avi mov wmv',
  'file-zip': 'zip 7z rar tar gz tgz',
  'file-text': 'txt md rtf doc docx odt log',
  table: 'xls xlsx ods csv',
  'file-code': 'xml json html htm',
};

const ICON_BY_EXTENSION = new Map(
  Object.entries(EXTENSIONS_BY_ICON).flatMap(([icon, extensions]) =>
    extensions.split(' ').map((extension) => [extension, icon] as const),
  ),
);

/** What people call the type of an entry. */
export const describeTypeOf = (of: Entry): string =>
  of.entryType === 'Shortcut' ? describeShortcut(targetTypeOf(of)) : describeType(of.entryType);

function describeType(type: EntryType): string {
  switch (type) {
    case 'Folder':
      return vscode.l10n.t('folder');
    case 'RecordSeries':
      return vscode.l10n.t('record series');
    case 'Document':
      return vscode.l10n.t('document');
    case 'Shortcut':
      return vscode.l10n.t('shortcut');
  }
}

function describeShortcut(targetType: EntryType): string {
  switch (targetType) {
    case 'Folder':
      return vscode.l10n.t('shortcut to a folder');
    case 'RecordSeries':
      return vscode.l10n.t('shortcut to a record series');
    case 'Document':
      return vscode.l10n.t('shortcut to a document');
    case 'Shortcut':
      return vscode.l10n.t('shortcut to a shortcut');
  }
}
