import * as vscode from 'vscode';
import { childId, contextValues, type Row, type RowKind } from './row';

/** Holds the entries that a person pinned, above those of a connection's root folder. */
export interface PinsNode extends Row {
  readonly kind: 'pins';
  readonly parent: Row;
}

export function pinsRow(parent: Row): PinsNode {
  const { connectionId } = parent;
  return { kind: 'pins', id: childId(parent.id, 'pins'), parent, connectionId };
}

export const isPins = (row: Row): row is PinsNode => row.kind === 'pins';

const CONTEXT = contextValues('pins', 'refreshable');

export const pins: RowKind<PinsNode> = {
  label: () => vscode.l10n.t('Pinned'),

  spoken: () => vscode.l10n.t('Pinned entries'),

  icon: () => ({ name: 'pinned' }),

  context: () => CONTEXT,

  children: () => ({ pins: true }),
};
