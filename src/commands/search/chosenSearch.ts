import { l10n } from 'vscode';
import type { SavedItem, SearchesView, SearchItem } from '../../searches';
import { isBadSearch, isSearch, type Node, type Row, type SearchNode } from '../../tree';
import { UserError } from '../../ui';
import type { CommandServices } from '../support/deps';
import type { Targets } from '../targets';

/** A search that a person chose, as it is now. */
export interface ChosenSearch {
  readonly item: SearchItem;
  readonly row: Node;
}

/** The searches behind rows, each once: also those that are wrong, where `all`. */
export async function chosenSearches(
  targets: Targets,
  { searches }: CommandServices,
): Promise<readonly ChosenSearch[]> {
  const view = await searches.get();
  const rows = targets.rows().filter((row) => isSearch(row) || isBadSearch(row));
  if (rows.length === 0) throw nothingChosen();
  const chosen = new Map<string, ChosenSearch>();
  for (const row of rows) {
    const item = view.itemOf(row);
    if (item) chosen.set(item.key, { item, row });
  }
  if (chosen.size === 0) throw isGone();
  return [...chosen.values()];
}

/** The search that a row is or stands below; the one in question where several are selected. */
export async function chosenSearch(
  targets: Targets,
  { searches }: CommandServices,
): Promise<{ readonly item: SearchItem; readonly row: SearchNode; readonly view: SearchesView }> {
  const view = await searches.get();
  for (const candidate of targets.candidates()) {
    const row = searchAbove(candidate);
    const item = row && view.itemOf(row);
    if (row && item) return { item, row, view };
    if (row) throw isGone();
  }
  throw nothingChosen();
}

function searchAbove(row: Row): SearchNode | undefined {
  let above: Row | undefined = row;
  while (above && !isSearch(above)) above = above.parent;
  return above;
}

export const isSaved = (item: SearchItem): item is SavedItem => item.origin === 'saved';

/** What is wrong with the name of a search. */
export const nameProblem = (name: string): string | undefined =>
  name.trim() === '' ? l10n.t('Type the name.') : undefined;

const nothingChosen = (): UserError =>
  new UserError(l10n.t('Select a search in the view Searches, then choose the command once more.'));

const isGone = (): UserError =>
  new UserError(l10n.t('The search was changed or removed meanwhile. Choose the command once more.'));
