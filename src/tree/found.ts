import * as vscode from 'vscode';
import { ApiError } from '../api';
import type { Entry } from '../domain';
import { type Found, SearchError, type Searches } from '../search';
import { whyAndAdvice } from '../ui';
import { compact, Texts } from './compact';
import { type EntryNode, entryRow, isEntry, loadMoreRow, messageRow, type SearchNode } from './kinds';
import { countEntries, type FailureText, type Listing } from './listing';
import type { LoadRequest } from './store';

/** After each page: what it brought, and how many entries the folder has then. False reads one more. */
export type Enough = (page: readonly Entry[], shown: number) => boolean;

/** What the simple search sends at most. */
const FIRST = 100;
/** VS Code draws so many rows without making anybody wait; whoever wants still more asks again. */
const MOST_AT_ONCE = 10_000;
/** In place of the address of a next page: a search that has more is made again, in full. */
const REST = 'rest';

/** The first entries that a search finds, by one call; after a refresh as many as before. */
export async function readSearch(
  row: SearchNode,
  searches: Searches,
  { signal, before, fresh }: LoadRequest,
  texts?: Texts,
): Promise<Listing> {
  const call = { signal, fresh };
  const found = await searches.first(row.search, call);
  if (found.complete || before <= FIRST) return listSearch(row, found, [], texts);
  return listSearch(row, await searches.all(row.search, { ...call, limit: before }), [], texts);
}

/** All that a search finds, 10,000 entries more at a time. */
export async function readRest(
  row: SearchNode,
  searches: Searches,
  { children }: Listing,
  signal: AbortSignal,
  enough: Enough = () => true,
  texts?: Texts,
): Promise<Listing> {
  let count = 0;
  const found = await searches.all(row.search, {
    signal,
    fresh: true,
    limit: countEntries(children) + MOST_AT_ONCE,
    onFound: (entries) => void enough(entries, (count += entries.length)),
  });
  return listSearch(row, found, children.filter(isEntry), texts);
}

function listSearch(
  row: SearchNode,
  { entries, complete }: Pick<Found, 'entries' | 'complete'>,
  before: readonly EntryNode[] = [],
  texts = new Texts(),
): Listing {
  const known = new Map(before.map((one) => [one.entry.id, one]));
  const children = entries.map(
    (entry) => known.get(entry.id) ?? entryRow(row, compact(entry, undefined, texts)),
  );
  if (!complete)
    return { children: [...children, loadMoreRow(row, 0, { shown: children.length })], next: REST };
  if (children.length > 0) return { children };
  const detail = vscode.l10n.t('Entries that you may not open are not found.');
  return { children: [messageRow(row, 'empty', describeNothing(row), detail)] };
}

/** Servers find nothing for a template that they have not. */
function describeNothing({ search }: SearchNode): string {
  const template = 'query' in search ? search.query.template : undefined;
  return template === undefined
    ? vscode.l10n.t('No entries found')
    : vscode.l10n.t('No entries found. Is there a template “{0}”?', template);
}

/** Why a search failed, where that has words of its own: the server's, or what the question names and is not there. */
export function describeSearchFailure(error: unknown, words: FailureText): FailureText {
  if (ApiError.is(error, 'badRequest')) return { ...words, brief: error.message };
  return SearchError.is(error) ? { ...words, brief: whyAndAdvice(error)[0] } : words;
}
