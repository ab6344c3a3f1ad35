import * as vscode from 'vscode';
import { oneLine } from '../../domain';
import { COMMANDS, formatNumber } from '../../ui';
import { childId, contextValues, FAILED, LOADING, type Row, type RowKind } from './row';

/** Stands below the entries of a folder that has more of them. */
export interface LoadMoreNode extends Row {
  readonly kind: 'loadMore';
  readonly parent: Row;
  readonly folderId: number;
  /** Number of entries that stand before it. */
  readonly shown: number;
  /** Why the last try failed, in words. */
  readonly failure?: string;
  /** The same in a few words. */
  readonly brief?: string;
  /** Somebody cancelled it. */
  readonly cancelled?: true;
}

/** Why the last try to load more brought nothing. */
export type LastTry = Pick<LoadMoreNode, 'failure' | 'brief' | 'cancelled'>;

export function loadMoreRow(parent: Row, folderId: number, shown: number, lastTry: LastTry): LoadMoreNode {
  const id = childId(parent.id, 'more');
  return { kind: 'loadMore', id, parent, connectionId: parent.connectionId, folderId, shown, ...lastTry };
}

export const isLoadMore = (row: Row): row is LoadMoreNode => row.kind === 'loadMore';

const CONTEXT = contextValues('more');

export const loadMore: RowKind<LoadMoreNode> = {
  label: () => vscode.l10n.t('Load more…'),

  description: ({ failure, brief = failure, shown }) =>
    brief === undefined ? vscode.l10n.t('{0} shown', formatNumber(shown)) : oneLine(brief),

  icon({ failure, cancelled }, { isFolderGrowing }) {
    if (isFolderGrowing) return LOADING;
    return failure === undefined || cancelled ? { name: 'ellipsis' } : FAILED;
  },

  context: () => CONTEXT,

  click: (row) => ({ command: COMMANDS.loadMore, title: vscode.l10n.t('Load More'), arguments: [row] }),

  tellsOfMore: () => true,
};
