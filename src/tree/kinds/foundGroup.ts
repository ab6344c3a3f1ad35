import * as vscode from 'vscode';
import { oneLine } from '../../domain';
import { byCount, formatNumber } from '../../ui';
import type { EntryNode } from './entry';
import { childId, contextValues, type Row, type RowKind } from './row';
import type { SearchNode } from './search';

/** Found entries of one folder or template. Their own ids do not tell that they are grouped. */
export interface FoundGroupNode extends Row {
  readonly kind: 'foundGroup';
  readonly parent: SearchNode;
  readonly by: 'folder' | 'template';
  /** The folder's path or the template's name; empty where there is none. */
  readonly name: string;
  readonly entries: readonly EntryNode[];
}

/** Entries in groups; these stand by their names, entries without one last. */
export function foundGroups(
  parent: SearchNode,
  by: FoundGroupNode['by'],
  entries: readonly EntryNode[],
  nameOf: (row: EntryNode) => string,
  compare: (a: string, b: string) => number,
): readonly FoundGroupNode[] {
  const byName = new Map<string, EntryNode[]>();
  for (const row of entries) {
    const name = nameOf(row);
    const group = byName.get(name);
    if (group) group.push(row);
    else byName.set(name, [row]);
  }
  return [...byName]
    .toSorted(([a], [b]) => Number(a === '') - Number(b === '') || compare(a, b))
    .map(([name, own]) => {
      const { connectionId } = parent;
      const id = childId(parent.id, `group-${encodeURIComponent(name)}`);
      // Rows are plain data without circles: what stands above an entry does not name it.
      const above: FoundGroupNode = { kind: 'foundGroup', id, parent, connectionId, by, name, entries: [] };
      return { ...above, entries: own.map((row) => ({ ...row, parent: above })) };
    });
}

const CONTEXT = contextValues('foundGroup', 'refreshable');

export const foundGroup: RowKind<FoundGroupNode> = {
  label({ by, name }) {
    if (name !== '') return oneLine(name);
    return by === 'folder' ? vscode.l10n.t('Folder not known') : vscode.l10n.t('No template');
  },

  description: ({ entries }) =>
    byCount(
      entries.length,
      vscode.l10n.t('1 entry'),
      vscode.l10n.t('{0} entries', formatNumber(entries.length)),
    ),

  icon: ({ by }) => ({ name: by === 'folder' ? 'folder' : 'note' }),

  context: () => CONTEXT,

  children: ({ entries }) => ({ rows: entries }),

  isOpen: () => true,
};
