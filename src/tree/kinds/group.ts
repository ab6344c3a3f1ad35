import * as vscode from 'vscode';
import { inert, type LinkView } from '../../domain';
import { describeLinkCount, endsOf, isLink, type LinkNode, typeKeyOf } from './link';
import { childId, contextValues, type Row, type RowKind } from './row';

/** The links of one type and direction, where an entry has many. Their own ids do not tell that they are grouped. */
export interface GroupNode extends Row {
  readonly kind: 'group';
  readonly parent: Row;
  readonly links: readonly LinkNode[];
  /** All links of the entry are in it. */
  readonly isOnly: boolean;
}

export const isGroup = (row: Row): row is GroupNode => row.kind === 'group';

/** An entry of more links shows them in groups. */
const MOST_UNGROUPED = 10;

export const areGrouped = (links: readonly Row[]): boolean => links.length > MOST_UNGROUPED;

/**
 * The groups of an entry's links, in their order: outgoing ones first, each direction by its labels. The links in them
 * stand below them, and keep their ids.
 */
export function groupRows(
  links: readonly LinkNode[],
  compare: (a: string, b: string) => number,
): GroupNode[] {
  const byType = new Map<string, LinkNode[]>();
  for (const link of links) {
    const key = `${link.view.direction}-${typeKeyOf(link.view)}`;
    const group = byType.get(key);
    if (group) group.push(link);
    else byType.set(key, [link]);
  }
  const groups = [...byType].flatMap(([key, own]): GroupNode[] => {
    const [first] = own;
    if (!first) return [];
    const { parent, connectionId } = first;
    const id = childId(parent.id, `group-${key}`);
    // Rows are plain data without circles: what stands above a link does not name it.
    const above: GroupNode = {
      kind: 'group',
      id,
      parent,
      connectionId,
      links: [],
      isOnly: byType.size === 1,
    };
    return [{ ...above, links: own.map((link) => ({ ...link, parent: above })) }];
  });
  return groups.toSorted(
    (a, b) => Number(isIncoming(a)) - Number(isIncoming(b)) || compare(labelOf(a), labelOf(b)),
  );
}

/** The groups that rows stand in, with all that stand in each; the rows themselves where there are none. */
export function regroup<R extends Row>(rows: readonly R[]): readonly (R | GroupNode)[] {
  const byGroup = new Map<string, { readonly group: GroupNode; readonly links: LinkNode[] }>();
  for (const row of rows) {
    if (!isLink(row) || !isGroup(row.parent)) return rows;
    const known = byGroup.get(row.parent.id) ?? { group: row.parent, links: [] };
    byGroup.set(row.parent.id, known);
    known.links.push(row);
  }
  const isOnly = byGroup.size === 1;
  return [...byGroup.values()].map(({ group, links }) => ({ ...group, links, isOnly }));
}

const isIncoming = ({ links: [first] }: GroupNode) => first?.view.direction === 'incoming';

const CONTEXT = contextValues('group', 'refreshable', 'removable');

/** Both labels; what is known of the type where a server tells none. */
function labelOf({ links: [first] }: GroupNode): string {
  if (!first) return '';
  const { view } = first;
  if (view.ownLabel || view.otherLabel) return inert(endsOf(view));
  return inert(endsOf({ ...view, otherLabel: describeType(view) }));
}

function describeType({ link: { linkTypeId, typeDescription } }: LinkView): string {
  if (typeDescription) return typeDescription;
  return linkTypeId === undefined ? vscode.l10n.t('Unknown type') : vscode.l10n.t('Type {0}', linkTypeId);
}

const describe = ({ links }: GroupNode) => describeLinkCount(links.length);

export const group: RowKind<GroupNode> = {
  label: labelOf,

  description: describe,

  spoken: (row, seen) =>
    isIncoming(row) ? vscode.l10n.t('{0}, incoming', seen) : vscode.l10n.t('{0}, outgoing', seen),

  icon: (row) => ({ name: isIncoming(row) ? 'arrow-left' : 'arrow-right' }),

  context: () => CONTEXT,

  children: ({ links }) => ({ rows: links }),

  /** Whoever opens an entry wants to see links: with one group there is nothing to choose. */
  isOpen: ({ isOnly }) => isOnly,
};
