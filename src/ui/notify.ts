import * as vscode from 'vscode';
import { inert, inertLines } from '../domain';

/** Titles of buttons: ours, never a text of others. */
type Action = string;

/**
 * Notifications. A sentence goes in as it is, names and messages of others included, and nothing of it is read as a
 * link. Each answers the button that was pressed.
 */
export const notify = {
  info: (sentence: string, ...actions: readonly Action[]): Thenable<string | undefined> =>
    vscode.window.showInformationMessage(inert(sentence), ...actions),
  warn: (sentence: string, ...actions: readonly Action[]): Thenable<string | undefined> =>
    vscode.window.showWarningMessage(inert(sentence), ...actions),
  error: (sentence: string, ...actions: readonly Action[]): Thenable<string | undefined> =>
    vscode.window.showErrorMessage(inert(sentence), ...actions),
};

export interface Question {
  readonly question: string;
  /** Lines of our own layout; names in them have gone through `oneLine`. */
  readonly detail: string;
}

/** Asks in a dialog and answers the button that was pressed. */
export function askModal(
  { question, detail }: Question,
  ...actions: readonly Action[]
): Thenable<string | undefined> {
  const options = { modal: true, detail: inertLines(detail) };
  return vscode.window.showWarningMessage(inert(question), options, ...actions);
}
