import * as vscode from 'vscode';
import { payloadOf } from '../api';
import { visibleJson } from '../domain';
import type { ChangePlan } from '../changes';
import { fileName, formatNumber, setContext, showDiff, showDiffs } from '../ui';
import { type EntryNames, nameIds } from './entryNames';
import { addBefore, addDocument, PREVIEW_SCHEME } from './virtualDocuments';

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

/** A comparison with a question: whether to do what its right side shows. */
export interface Preview extends Comparison {
  /** What the person answers in the title of the editor; closing it is a no. */
  readonly answer: Promise<boolean>;
}

export interface ComparisonOptions {
  /** Number of choices of the question that will hang over the top of the editor: its lines begin below. */
  readonly choices?: number;
  /** Shown beside the ids. */
  readonly names?: EntryNames | undefined;
}

/** A plan, and what its entry is called. */
export interface Review {
  readonly review: ChangePlan;
  readonly name: string;
  readonly names?: EntryNames | undefined;
}

/** Shows the payload of a review, before and after, in VS Code's diff editor. */
export async function previewReview(review: ChangePlan, name: string, names?: EntryNames): Promise<void> {
  await previewReviews([{ review, name, names }]);
}

/** Shows the payloads of reviews; those of several entries below each other in one editor. */
export async function previewReviews(reviews: readonly Review[]): Promise<void> {
  const [first] = reviews;
  await show(
    reviews,
    reviews.length === 1 && first
      ? vscode.l10n.t('Links of {0}: Now ↔ After', first.name)
      : vscode.l10n.t('Links of {0} Entries: Now ↔ After', formatNumber(reviews.length)),
  );
}

/** Shows the payloads of reviews and asks in the title of their editor whether to do it: `deed` is what is done on a yes. */
export async function askBeside(reviews: readonly Review[], deed: string): Promise<Preview> {
  const [first] = reviews;
  const shown = await show(
    reviews,
    reviews.length === 1 && first
      ? vscode.l10n.t('{0}? Links of {1}: Now ↔ After', deed, first.name)
      : vscode.l10n.t('{0}? Links of {1} Entries: Now ↔ After', deed, formatNumber(reviews.length)),
  );
  const answer = answerOf(shown.addresses);
  return { answer, close: () => closeTab(shown) };
}

/** What shows in one tab. */
interface Shown {
  readonly title: string;
  /** The address of the tab itself first, then of all documents in it. */
  readonly addresses: readonly vscode.Uri[];
}

function show(reviews: readonly Review[], title: string): Promise<Shown> {
  const sides = reviews.map(({ review: { before, after, sourceId }, name, names }) => ({
    ...{ before: payloadOf(before), after: payloadOf(after), entryId: sourceId },
    ...{ name, names },
  }));
  return showEach(sides, title, { stays: true });
}

/** Both sides of an entry's links. */
export interface EntrySides extends Sides {
  readonly name: string;
  readonly entryId: number;
  readonly names?: EntryNames | undefined;
}

/** Shows both sides of several entries below each other in one editor; those of one in a diff editor. */
export async function showAllSides(all: readonly EntrySides[], title: string): Promise<void> {
  await showEach(all, title);
}

async function showEach(
  all: readonly EntrySides[],
  title: string,
  options: { readonly stays?: boolean } = {},
): Promise<Shown> {
  const pairs = all.map(({ name, entryId, names, ...sides }) => {
    // Two entries may have one name: both must show.
    const isTwice = all.filter((other) => other.name === name).length > 1;
    return documentsOf(sides, isTwice ? vscode.l10n.t('{0} (entry {1})', name, entryId) : name, { names });
  });
  const [first] = pairs;
  const addresses = pairs.flatMap(({ left, right }) => [right, left]);
  if (pairs.length === 1 && first) {
    await showDiff(first.left, first.right, title, options);
    return { title, addresses };
  }
  const source = addDocument(PREVIEW_SCHEME, { file: 'links', text: '' });
  await showDiffs(source, pairs, title);
  return { title, addresses: [source, ...addresses] };
}

/** Shows both sides as JSON in VS Code's diff editor. */
export async function showSides(
  sides: Sides,
  title: string,
  name: string,
  options: ComparisonOptions = {},
): Promise<Comparison> {
  const { left, right } = documentsOf(sides, name, options);
  await showDiff(left, right, title);
  return { close: () => closeTab({ title, addresses: [right, left] }) };
}

function documentsOf({ before, after }: Sides, name: string, { choices = 0, names }: ComparisonOptions) {
  const room = '\n'.repeat(linesOf(choices));
  const file = `${fileName(name, 'links')}.json`;
  const textOf = (value: unknown) => `${room}${visibleJson(JSON.stringify(value, undefined, 2))}\n`;
  const right = addDocument(PREVIEW_SCHEME, { file, text: textOf(after) });
  const left = addBefore(right, textOf(before));
  if (names) for (const uri of [left, right]) nameIds(uri, names);
  return { left, right };
}

/** Lines of an editor that a question of so many choices covers, each of two lines. */
function linesOf(choices: number): number {
  return choices === 0 ? 0 : Math.ceil(choices * 2.5) + 1;
}

/** What waits for an answer, by the addresses of its tab and documents. */
const waiting = new Map<string, (isYes: boolean) => void>();

/** Waits for a person's answer. The editor may be closed in any way: what it showed is closed with it. */
function answerOf(addresses: readonly vscode.Uri[]): Promise<boolean> {
  const keys = addresses.map(String);
  return new Promise((resolve) => {
    const settle = (isYes: boolean) => {
      closed.dispose();
      for (const key of keys) waiting.delete(key);
      setContext('openPreviews', [...waiting.keys()]);
      resolve(isYes);
    };
    const closed = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (keys.includes(uri.toString())) settle(false);
    });
    for (const key of keys) waiting.set(key, settle);
    setContext('openPreviews', [...waiting.keys()]);
  });
}

/** Answers the question of the preview at an address, or of the one that shows; false where it asks nothing. */
export function answerPreview(address: unknown, isYes: boolean): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const shown = input instanceof vscode.TabInputTextDiff ? input.modified : undefined;
  const uri =
    address instanceof vscode.Uri ? address : (shown ?? vscode.window.activeTextEditor?.document.uri);
  const settle = uri && waiting.get(uri.toString());
  settle?.(isYes);
  return settle !== undefined;
}

async function closeTab({ title, addresses }: Shown): Promise<void> {
  const own = new Set(addresses.map(String));
  const { all, activeTabGroup } = vscode.window.tabGroups;
  const tabs = [activeTabGroup, ...all].flatMap((group) => group.tabs.filter(({ isActive }) => isActive));
  const shown = all
    .flatMap((group) => group.tabs)
    .filter(({ input }) => input instanceof vscode.TabInputTextDiff && own.has(input.modified.toString()));
  // A tab of several comparisons tells extensions its title only.
  const several = tabs.find(
    ({ input, label }) => !(input instanceof vscode.TabInputTextDiff) && label.startsWith(title),
  );
  await vscode.window.tabGroups.close(shown.length > 0 || !several ? shown : several);
}
