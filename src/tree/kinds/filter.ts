import * as vscode from 'vscode';
import { oneLine } from '../../domain';
import { COMMANDS, formatNumber } from '../../ui';
import { childId, contextValues, type Row, type RowKind } from './row';

/** Says that a folder shows only what a filter found, and for what was asked. */
export interface FilterNode extends Row {
  readonly kind: 'filter';
  readonly parent: Row;
  readonly text: string;
  /** Number of entries that were found; none where it failed. */
  readonly found?: number;
  /** The server found more than it sends. */
  readonly truncated?: boolean;
}

export function filterRow(
  parent: Row,
  text: string,
  found: Pick<FilterNode, 'found' | 'truncated'> = {},
): FilterNode {
  const { connectionId } = parent;
  return { kind: 'filter', id: childId(parent.id, 'filter'), parent, connectionId, text, ...found };
}

export const isFilter = (row: Row): row is FilterNode => row.kind === 'filter';

const CONTEXT = contextValues('filter');

const labelOf = ({ text }: FilterNode) => vscode.l10n.t('Filter: {0}', oneLine(text));

/** What a filtered folder says, also while it is closed. */
export const describeFilter = (text: string): string => vscode.l10n.t('filtered: {0}', oneLine(text));

export const filter: RowKind<FilterNode> = {
  label: labelOf,

  description: describeFound,

  icon: () => ({ name: 'filter' }),

  context: () => CONTEXT,

  click: (row) => ({
    command: COMMANDS.filterInFolder,
    title: vscode.l10n.t('Change Filter'),
    arguments: [row],
  }),

  tellsOfMore: (row) => row.truncated ?? false,
};

function describeFound({ found, truncated }: FilterNode): string | undefined {
  if (found === undefined) return undefined;
  const count = formatNumber(found);
  return truncated
    ? vscode.l10n.t('first {0} found, there are more', count)
    : vscode.l10n.t('{0} found', count);
}
