import * as vscode from 'vscode';
import { inert, oneLine } from '../domain';
import { CONTEXT_KEYS } from './ids';

/** Lets `when` clauses and the walkthrough know. */
export function setContext(key: keyof typeof CONTEXT_KEYS, value: boolean | readonly string[]): void {
  void vscode.commands.executeCommand('setContext', CONTEXT_KEYS[key], value);
}

/** The title of a tab, and the name of a document that shows in one. */
export const tabTitle = (text: string): string => oneLine(text);

/** A name as the last part of a document's address, which its tab shows. */
export function fileName(name: string, fallback: string): string {
  return oneLine(name.replaceAll(/[\\/?#:]+/g, ' ')) || fallback;
}

/** Compares two documents side by side; `stays`: also once another editor opens. */
export async function showDiff(
  left: vscode.Uri,
  right: vscode.Uri,
  title: string,
  { stays = false }: { readonly stays?: boolean } = {},
): Promise<void> {
  const options = { preview: !stays } satisfies vscode.TextDocumentShowOptions;
  await vscode.commands.executeCommand('vscode.diff', left, right, inert(title), options);
}

/** Compares pairs of documents below each other in one editor that stays and has an address of its own. */
export async function showDiffs(
  editor: vscode.Uri,
  pairs: readonly { readonly left: vscode.Uri; readonly right: vscode.Uri }[],
  title: string,
): Promise<void> {
  // What VS Code's own extensions open such an editor with: `vscode.changes` gives it an address that nobody knows.
  await vscode.commands.executeCommand('_workbench.openMultiDiffEditor', {
    multiDiffSourceUri: editor,
    title: inert(title),
    resources: pairs.map(({ left, right }) => ({ originalUri: left, modifiedUri: right })),
  });
  await vscode.commands.executeCommand('workbench.action.keepEditor');
}
