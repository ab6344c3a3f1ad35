import * as vscode from 'vscode';
import { inert } from '../domain';

/** How long nobody minds waiting, in milliseconds: work that takes longer shows. */
export const PROGRESS_DELAY_MS = 500;

export interface ProgressStep {
  readonly message?: string;
  /** Percent that were done since the last one. */
  readonly increment?: number;
}

/** Shows that something goes on, as `vscode.window.withProgress` does; title and messages are shown as text. */
export function showProgress<T>(
  options: vscode.ProgressOptions,
  step: (report: (at: ProgressStep) => void, token: vscode.CancellationToken) => Thenable<T>,
): Thenable<T> {
  const { title } = options;
  return vscode.window.withProgress(
    { ...options, ...(title !== undefined && { title: inert(title) }) },
    (progress, token) =>
      step(
        ({ message, ...at }) =>
          progress.report({ ...at, ...(message !== undefined && { message: inert(message) }) }),
        token,
      ),
  );
}
