import * as vscode from 'vscode';
import { inert, oneLine } from '../../domain';
import { byCount, formatNumber } from '../../ui';
import { endsOf, type LinkNode, typeKeyOf } from './link';
import { childId, contextValues, type Row, type RowKind } from './row';

/** The links of one type and direction, where an entry has many. The rows of the links keep what they are called by. */
export interface GroupNode extends Row {
  readonly kind: 'group';
  readonly parent: Row;
  readonly links: readonly LinkNode[];
  /** It is the only one. */
  readonly isOnly: boolean;
}

export const isGroup = (row: Row): row is GroupNode => row.kind === 'group';

/** An entry of more links shows them in groups. */
const MOST_UNGROUPED = 10;

export const isGrouped = (listed: readonly Row[]): boolean => listed.length > MOST_UNGROUPED;

/** The links of an entry by direction and type, in the order of their first one of each direction. */
export function groupRows(links: readonly LinkNode[]): readonly GroupNode[] {
  const groups = Map.groupBy(links, ({ view }) => `${view.direction}-${typeKeyOf(view)}`);
  return [...groups].flatMap(([key, own]) => {
    const [first] = own;
    if (!first) return [];
    const { parent, connectionId } = first;
    const id = childId(parent.id, `group-${key}`);
    return { kind: 'group', id, parent, connectionId, links: own, isOnly: groups.size === 1 };
  });
}

const CONTEXT = contextValues('group', 'removable');

function labelOf({ links: [first] }: GroupNode): string {
  return first ? inert(endsOf(first.view), 2 * MOST_OF_A_LABEL) : '';
}
