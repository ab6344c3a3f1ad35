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
  /** How many the folder has, where the server told. */
  readonly total?: number | undefined;
  /** Why the last try failed, in words. */
  readonly failure?: string;
  /** The same in a few words. */
  readonly brief?: string;
  /** Somebody cancelled it. */
  readonly cancelled?: true;
}

/** Why the last try to load more brought nothing. */
export type LastTry = Pick<LoadMoreNode, 'failure' | 'brief' | 'cancelled'>;

export function loadMoreRow(
  parent: Row,
  folderId: number,
  facts: Pick<LoadMoreNode, 'shown' | 'total'> & LastTry,
): LoadMoreNode {
  const id = childId(parent.id, 'more');
  return { kind: 'loadMore', id, parent, connectionId: parent.connectionId, folderId, ...facts };
}

export const isLoadMore = (row: Row): row is LoadMoreNode => row.kind === 'loadMore';

const CONTEXT = contextValues('more');
/** All that is left of a search comes at once. */
const CONTEXT_OF_SEARCH = contextValues('rest');

const isOfSearch = ({ parent }: LoadMoreNode): boolean => parent.kind === 'search';

export const loadMore: RowKind<LoadMoreNode> = {
  label: (row) => (isOfSearch(row) ? vscode.l10n.t('Load all…') : vscode.l10n.t('Load more…')),

  description({ failure, brief = failure, shown, total }) {
    if (brief !== undefined) return oneLine(brief);
    // Some servers count no more than the page.
    return total === undefined || total <= shown
      ? vscode.l10n.t('{0} shown', formatNumber(shown))
      : vscode.l10n.t('{0} of {1} shown', formatNumber(shown), formatNumber(total));
  },

  icon({ failure, cancelled }, { isFolderGrowing }) {
    if (isFolderGrowing) return LOADING;
    return failure === undefined || cancelled ? { name: 'ellipsis' } : FAILED;
  },

  context: (row) => (isOfSearch(row) ? CONTEXT_OF_SEARCH : CONTEXT),

  click: (row) => ({ command: COMMANDS.loadMore, title: vscode.l10n.t('Load More'), arguments: [row] }),

  tellsOfMore: () => true,
};
