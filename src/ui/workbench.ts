import * as vscode from 'vscode';
import { inert, oneLine } from '../domain';
import { CONTEXT_KEYS } from './ids';

/** Lets `when` clauses and the walkthrough know. */
export function setContext(key: keyof typeof CONTEXT_KEYS, value: boolean): void {
  void vscode.commands.executeCommand('setContext', CONTEXT_KEYS[key], value);
}

/** The title of a tab, and the name of a document that shows in one. */
export const tabTitle = (text: string): string => oneLine(text);

/** A name as the last part of a document's address, which its tab shows. */
export function fileName(name: string, fallback: string): string {
  return oneLine(name.replaceAll(/[\\/?#:]+/g, ' ')) || fallback;
}

/** Compares two documents side by side. */
export async function showDiff(left: vscode.Uri, right: vscode.Uri, title: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.diff', left, right, inert(title), {
    preview: true,
  } satisfies vscode.TextDocumentShowOptions);
}
