import * as vscode from 'vscode';
import type { Connection } from '../../connections';
import { oneLine } from '../../domain';
import type { SavedSearch } from '../../search';
import { byCount, COMMANDS, formatNumber } from '../../ui';
import { isEntry } from './entry';
import { isLoadMore } from './loadMore';
import { childId, contextValues, type Fact, knownFacts, ROOT_ID, type Row, type RowKind } from './row';

/** A saved or recent search of one connection; what it finds stands below it. */
export interface SearchNode extends Row {
  readonly kind: 'search';
  readonly parent: undefined;
  readonly connection: Connection;
  /** What tells it apart from other searches. */
  readonly key: string;
  readonly isSaved: boolean;
  readonly search: SavedSearch;
  /** There are several connections: the row says which one is meant. */
  readonly namesConnection?: true;
  /** The question in words. */
  readonly asked: string;
}

export function searchRow(of: Omit<SearchNode, 'kind' | 'id' | 'parent' | 'connectionId'>): SearchNode {
  const { connection, key } = of;
  const id = childId(ROOT_ID, `${key}-${connection.id}`);
  return { kind: 'search', id, parent: undefined, connectionId: connection.id, ...of };
}

/** Something in the setting of saved searches that is none, or none that can be made. */
export interface BadSearchNode extends Row {
  readonly kind: 'badSearch';
  readonly parent: undefined;
  readonly key: string;
  readonly name: string;
  /** What is wrong, in a few words. */
  readonly brief: string;
  readonly detail: string;
}

export function badSearchRow(of: Pick<BadSearchNode, 'key' | 'name' | 'brief' | 'detail'>): BadSearchNode {
  return { kind: 'badSearch', id: childId(ROOT_ID, of.key), parent: undefined, connectionId: '', ...of };
}

const CONTEXT = {
  saved: contextValues('refreshable', 'saved', 'search'),
  recent: contextValues('recent', 'refreshable', 'search'),
  bad: contextValues('badSearch', 'saved'),
} as const;

export const search: RowKind<SearchNode> = {
  label: (row) => oneLine(row.search.name),

  description({ connection, namesConnection }, { below }) {
    const facts = [below ? describeFound(below) : '', namesConnection ? oneLine(connection.name) : ''];
    return facts.filter(Boolean).join(' · ') || undefined;
  },

  spoken: ({ isSaved }, seen) =>
    isSaved ? vscode.l10n.t('{0}, saved search', seen) : vscode.l10n.t('{0}, recent search', seen),

  icon: ({ isSaved }) => ({ name: isSaved ? 'search' : 'history' }),

  context: ({ isSaved }) => (isSaved ? CONTEXT.saved : CONTEXT.recent),

  children: (row) => ({ search: row.search }),
};

export const badSearch: RowKind<BadSearchNode> = {
  label: ({ name }) => oneLine(name) || vscode.l10n.t('Unnamed search'),

  description: ({ brief }) => brief,

  spoken: ({ detail }, seen) => vscode.l10n.t('{0}, saved search. {1}', seen, detail),

  icon: () => ({ name: 'warning', color: 'list.warningForeground' }),

  context: () => CONTEXT.bad,

  click: (row) => ({
    command: COMMANDS.editSearch,
    title: vscode.l10n.t('Edit Search'),
    arguments: [row],
  }),
};

/** How many entries the rows below a search show; nothing where it failed. */
function describeFound(below: readonly Row[]): string {
  const found = below.reduce((count, row) => (isEntry(row) ? count + 1 : count), 0);
  const count = formatNumber(found);
  if (below.some(isLoadMore)) return vscode.l10n.t('first {0}', count);
  if (found === 0 && !saysNothing(below)) return vscode.l10n.t('failed');
  return byCount(found, vscode.l10n.t('1 found'), vscode.l10n.t('{0} found', count));
}

const saysNothing = (below: readonly Row[]): boolean =>
  below.every((row) => row.kind !== 'message' || (row as { readonly state?: unknown }).state === 'empty');

/** What a search asks, and what its rows can't show. */
export function searchFacts(
  { connection, search: of, asked }: SearchNode,
  below: readonly Row[] = [],
): readonly Fact[] {
  return knownFacts([
    'command' in of ? [vscode.l10n.t('Command'), of.command] : [vscode.l10n.t('Finds'), asked],
    [vscode.l10n.t('Connection'), connection.name],
    [
      vscode.l10n.t('Not shown'),
      [
        ...(below.some(isLoadMore) ? [vscode.l10n.t('what is found after the first ones')] : []),
        vscode.l10n.t('entries that you may not open'),
      ].join(', '),
    ],
  ]);
}
