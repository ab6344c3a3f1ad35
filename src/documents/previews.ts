import * as vscode from 'vscode';
import { payloadOf } from '../api';
import { type LinkAssignment, visibleJson } from '../domain';
import type { ChangePlan } from '../changes';
import { fileName, formatNumber, showDiff } from '../ui';
import { addDocument, PREVIEW_SCHEME } from './virtualDocuments';

/** Both sides of a comparison, as anything that JSON can say. */
export interface Sides {
  readonly before: unknown;
  readonly after: unknown;
}

/** A comparison that shows; it stays until it is closed here or by the person. */
export interface Comparison {
  /** Closes it once it is no longer true. */
  close(): Promise<void>;
}

export interface ComparisonOptions {
  /** Number of choices of the question that will hang over the top of the editor: its lines begin below. */
  readonly choices?: number;
}

/** Shows the payloads of a review, before and after, in VS Code's diff editor. */
export async function previewReview(review: ChangePlan, name: string): Promise<void> {
  await previewReviews([{ review, name }]);
}

/** Several entries show in one comparison, each under its name. */
export function previewReviews(
  reviews: readonly { readonly review: ChangePlan; readonly name: string }[],
  options: ComparisonOptions = {},
): Promise<Comparison> {
  const [first] = reviews;
  if (reviews.length === 1 && first)
    return showSides(
      { before: payloadOf(first.review.before), after: payloadOf(first.review.after) },
      vscode.l10n.t('Links of {0}: before ↔ after', first.name),
      first.name,
      options,
    );
  const names = reviews.map(({ name }) => name);
  // Two entries may have one name: both must show.
  const called = ({ review, name }: (typeof reviews)[number]) =>
    names.filter((other) => other === name).length > 1
      ? vscode.l10n.t('{0} (entry {1})', name, review.sourceId)
      : name;
  const side = (pick: (review: ChangePlan) => readonly LinkAssignment[]) =>
    Object.fromEntries(reviews.map((one) => [called(one), payloadOf(pick(one.review))]));
  const sides = { before: side(({ before }) => before), after: side(({ after }) => after) };
  return showSides(
    sides,
    vscode.l10n.t('Links of {0} entries: before ↔ after', formatNumber(reviews.length)),
    'links',
    options,
  );
}

/** Shows both sides as JSON in VS Code's diff editor. */
export async function showSides(
  { before, after }: Sides,
  title: string,
  name: string,
  { choices = 0 }: ComparisonOptions = {},
): Promise<Comparison> {
  const room = '\n'.repeat(linesOf(choices));
  const file = `${fileName(name, 'links')}.json`;
  const document = (folder: string, value: unknown) => {
    const json = visibleJson(JSON.stringify(value, undefined, 2));
    return addDocument(PREVIEW_SCHEME, { folder, file, text: `${room}${json}\n` });
  };
  const left = document('before', before);
  await showDiff(left, document('after', after), title);
  return { close: () => closeComparison(left) };
}

/** Lines of an editor that a question of so many choices covers, each of two lines. */
function linesOf(choices: number): number {
  return choices === 0 ? 0 : Math.ceil(choices * 2.5) + 1;
}

async function closeComparison(left: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === left.toString(),
  );
  await vscode.window.tabGroups.close(shown);
}
