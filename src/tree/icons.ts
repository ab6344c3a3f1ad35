import type { Entry } from '../domain';
import type { Connection } from '../connections';
import type { Node } from './nodes';
import { opensAsFolder } from './shortcuts';

/** A codicon, and the theme colour it is drawn in where that says something. */
export interface Icon {
  readonly name: string;
  readonly color?: string;
}

/** The icon of a row: by what it is; files by extension. */
export function iconOf(node: Node, needsSignIn = false): Icon {
  switch (node.kind) {
    case 'connection':
      return needsSignIn ? SIGN_IN_NEEDED : { name: connectionIconName(node.connection) };
    case 'entry':
      return { name: entryIconName(node.entry) };
    case 'links':
      return { name: 'references' };
    case 'link':
      return { name: node.view.direction === 'outgoing' ? 'arrow-right' : 'arrow-left' };
    case 'loadMore':
      return node.failure === undefined || node.cancelled ? { name: 'ellipsis' } : FAILED;
    case 'filter':
      return { name: 'filter' };
    case 'message':
      return MESSAGE_ICONS[node.state];
  }
}

function connectionIconName({ kind, readOnly }: Connection): string {
  if (readOnly) return 'lock';
  return CONNECTION_ICONS[kind];
}

const CONNECTION_ICONS: Readonly<Record<Connection['kind'], string>> = {
  sandbox: 'beaker',
  selfHosted: 'database',
  serviceApp: 'cloud',
  person: 'cloud',
};

const SIGN_IN_NEEDED: Icon = { name: 'warning', color: 'list.warningForeground' };
const FAILED: Icon = { name: 'error', color: 'list.errorForeground' };
const MESSAGE_ICONS = {
  empty: { name: 'info', color: 'disabledForeground' },
  failed: FAILED,
  cancelled: { name: 'circle-slash', color: 'disabledForeground' },
  signedOut: { name: 'sign-in' },
} as const;

/** The codicon of an entry, by its type; documents by extension. */
export function entryIconName(entry: Entry): string {
  switch (entry.entryType) {
    case 'Folder':
      return 'folder';
    case 'RecordSeries':
      return 'archive';
    case 'Shortcut':
      return opensAsFolder(entry) ? 'file-symlink-directory' : 'file-symlink-file';
    case 'Document':
      return ICON_BY_EXTENSION.get((entry.extension ?? '').toLowerCase()) ?? 'file';
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
