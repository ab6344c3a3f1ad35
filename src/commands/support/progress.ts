import * as vscode from 'vscode';
import { VIEWS } from '../../host';

/** Shows the view as busy while a step runs. */
export function busy<T>(step: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId: VIEWS.repository } }, step);
}

/** Shows what is done in a notification with Cancel. */
export function cancellable<T>(
  title: string,
  step: (signal: AbortSignal, token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_, token) => {
      const controller = new AbortController();
      const listening = token.onCancellationRequested(() => controller.abort());
      try {
        return await step(controller.signal, token);
      } finally {
        listening.dispose();
      }
    },
  );
}
