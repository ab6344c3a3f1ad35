import * as vscode from 'vscode';
import { describeLinkCount } from './link';
import { childId, contextValues, ENTRY_WORDS, type Folder, type Row, type RowKind } from './row';

/** A folder's own links, its first child. */
export interface LinksNode extends Row {
  readonly kind: 'links';
  readonly parent: Row;
  readonly entryId: number;
  /** Path of the folder, `\` for the root; not known for the folder that a shortcut stands for. */
  readonly path?: string;
}

export function linksRow(parent: Row, { id, path }: Folder): LinksNode {
  return {
    kind: 'links',
    id: childId(parent.id, 'links'),
    parent,
    connectionId: parent.connectionId,
    entryId: id,
    ...(path === undefined ? {} : { path }),
  };
}

export const isLinks = (row: Row): row is LinksNode => row.kind === 'links';

const CONTEXT = contextValues(...ENTRY_WORDS, 'links');

export const links: RowKind<LinksNode> = {
  label: () => vscode.l10n.t('Links'),

  description: (_row, { linkCount }) => (linkCount === undefined ? undefined : describeLinkCount(linkCount)),

  spoken: (_row, seen) => vscode.l10n.t('{0}, of the folder', seen),

  icon: () => ({ name: 'references' }),

  context: () => CONTEXT,

  entry: ({ connectionId, entryId, path }) => ({
    connectionId,
    entryId,
    linkEntryId: entryId,
    name: path ?? vscode.l10n.t('entry {0}', entryId),
    path,
  }),

  children: (row) => ({ linksOf: row.entryId }),
};
