import * as vscode from 'vscode';
import { inert, keyOf, type LinkView, oneLine, shortenPath } from '../../domain';
import { byCount, formatNumber } from '../../ui';
import { childId, contextValues, ENTRY_WORDS, type Row, type RowKind } from './row';

/** A link of an entry; it opens to the links of the other entry. */
export interface LinkNode extends Row {
  readonly kind: 'link';
  readonly parent: Row;
  /** The entry that the link is listed under. */
  readonly entryId: number;
  readonly view: LinkView;
  /** Paths of other entries of this name beside it, where its own is too long to show whole. */
  readonly namesakes?: readonly string[];
}

export function linkRow(
  parent: Row,
  entryId: number,
  view: LinkView,
  segment = segmentOf(view),
  namesakes: readonly string[] = [],
): LinkNode {
  const { connectionId } = parent;
  const row: LinkNode = {
    kind: 'link',
    id: childId(parent.id, segment),
    parent,
    connectionId,
    entryId,
    view,
  };
  return isLong(view.otherPath) && namesakes.length > 0 ? { ...row, namesakes } : row;
}

/** What a wide side bar shows. */
const MOST_OF_A_PATH = 60;

const isLong = (path: string) => path.length > MOST_OF_A_PATH;

export const isLink = (row: Row): row is LinkNode => row.kind === 'link';

/** What tells links of an entry apart: direction, other entry and type; labels where the server leaves the type out. */
export function segmentOf({ link: of, direction, otherId, ownLabel, otherLabel }: LinkView): string {
  const type = of.linkTypeId;
  return type === undefined
    ? `${direction}-${otherId}-${ownLabel}-${otherLabel}`.replaceAll('/', '%2F')
    : `${direction}-${keyOf({ targetId: otherId, linkTypeId: type })}`;
}

/** What tells types apart. */
export const typeKeyOf = ({ link: of, ownLabel, otherLabel }: LinkView): string =>
  of.linkTypeId === undefined ? `${ownLabel}-${otherLabel}`.replaceAll('/', '%2F') : String(of.linkTypeId);

/** `removable`: the link can be removed and changed, through its source. */
const CONTEXT = {
  outgoing: contextValues(...ENTRY_WORDS, 'link', 'outgoing', 'removable'),
  incoming: contextValues(...ENTRY_WORDS, 'link', 'incoming', 'removable'),
} as const;

export const link: RowKind<LinkNode> = {
  isSteady: true,

  label: labelOf,

  description: describeOtherEnd,

  spoken(row, seen) {
    const { view } = row;
    const said = isGrouped(row) ? vscode.l10n.t('{0}, {1}', seen, endsOf(view)) : seen;
    return view.direction === 'outgoing'
      ? vscode.l10n.t('{0}, outgoing link', said)
      : vscode.l10n.t('{0}, incoming link', said);
  },

  icon: (row) => ({ name: row.view.direction === 'outgoing' ? 'arrow-right' : 'arrow-left' }),

  context: (row) => CONTEXT[row.view.direction],

  /** The entry at the other end. */
  entry: ({ connectionId, view: { otherId, otherName, otherPath } }) => ({
    connectionId,
    entryId: otherId,
    linkEntryId: otherId,
    name: oneLine(otherName),
    path: otherPath || undefined,
  }),

  children: (row) => ({ linksOf: row.view.otherId }),
};

/** Longer labels are cut in their middle, so that the name behind them shows. */
const MOST_OF_A_LABEL = 60;
/** It stands in a group, which tells its type. */
const isGrouped = ({ parent }: LinkNode) => parent.kind === 'group';

const ARROWS = { outgoing: '→', incoming: '←' } as const;

/** The own end's label first, where a narrow side bar cuts nothing: `Message → EmailAttachment`. */
function labelOf(row: LinkNode): string {
  const { direction, ownLabel, otherName } = row.view;
  const name = oneLine(otherName);
  return isGrouped(row) ? name : [shortLabel(ownLabel), ARROWS[direction], name].filter(Boolean).join(' ');
}

function describeOtherEnd(row: LinkNode): string | undefined {
  const { otherLabel, otherPath } = row.view;
  const path = oneLine(shortenPath(otherPath, MOST_OF_A_PATH, row.namesakes));
  return (isGrouped(row) ? [path] : [shortLabel(otherLabel), path]).filter(Boolean).join(' · ') || undefined;
}

const shortLabel = (label: string) => inert(label, MOST_OF_A_LABEL);

/** How many links an entry or a group has, as its row says it. */
export function describeLinkCount(count: number): string {
  if (count === 0) return vscode.l10n.t('no links');
  return byCount(count, vscode.l10n.t('1 link'), vscode.l10n.t('{0} links', formatNumber(count)));
}

/** Both labels of a link around its direction, the listing entry's own first: `Message → Attachment`. */
export function endsOf({ direction, ownLabel, otherLabel }: LinkView): string {
  return [shortLabel(ownLabel), ARROWS[direction], shortLabel(otherLabel)].filter(Boolean).join(' ');
}
