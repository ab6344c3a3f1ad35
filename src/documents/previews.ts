import * as vscode from 'vscode';
import { toWirePayload } from '../api';
import { type LinkAssignment, visibleJson } from '../domain';
import type { ChangePlan } from '../changes';
import { fileName, showDiff } from '../ui';

/** Scheme of documents that show a payload before and after a change. */
export const PREVIEW_SCHEME = 'laserfiche-links-preview';

/** Both sides of a comparison, as anything that JSON can say. */
export interface Sides {
  readonly before: unknown;
  readonly after: unknown;
}

/** What the open documents show: kept while they are open. */
const contents = new Map<string, string>();
let lastId = 0;

/** Lets VS Code read the documents of comparisons. */
export function registerPreviews(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(PREVIEW_SCHEME, {
      provideTextDocumentContent: (uri) => contents.get(uri.toString()) ?? '',
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => contents.delete(uri.toString())),
  );
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
      { before: toWirePayload(first.review.before), after: toWirePayload(first.review.after) },
      `Links of ${first.name}: before ↔ after`,
      first.name,
      options,
    );
  const names = reviews.map(({ name }) => name);
  // Two entries may have one name: both must show.
  const called = ({ review, name }: (typeof reviews)[number]) =>
    names.filter((other) => other === name).length > 1 ? `${name} (entry ${review.sourceId})` : name;
  const side = (pick: (review: ChangePlan) => readonly LinkAssignment[]) =>
    Object.fromEntries(reviews.map((one) => [called(one), toWirePayload(pick(one.review))]));
  const sides = { before: side(({ before }) => before), after: side(({ after }) => after) };
  return showSides(sides, `Links of ${reviews.length} entries: before ↔ after`, 'links', options);
}

/** Shows both sides as JSON in VS Code's diff editor. */
export async function showSides(
  { before, after }: Sides,
  title: string,
  name: string,
  { choices = 0 }: ComparisonOptions = {},
): Promise<Comparison> {
  lastId += 1;
  const room = '\n'.repeat(linesOf(choices));
  const document = (side: string, value: unknown) => {
    const file = `${fileName(name, 'links')}.json`;
    const uri = vscode.Uri.from({ scheme: PREVIEW_SCHEME, path: `/${lastId}/${side}/${file}` });
    contents.set(uri.toString(), `${room}${visibleJson(JSON.stringify(value, undefined, 2))}\n`);
    return uri;
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
