import * as vscode from 'vscode';
import { setTimer } from '../../api';
import { showProgress, VIEWS } from '../../ui';
import { delayedProgress, type DelayedProgress } from './patience';

/** Shows the view as busy while a step runs. */
export function busy<T>(step: () => Promise<T>): Thenable<T> {
  return showProgress({ location: { viewId: VIEWS.repository } }, step);
}

/** What a step does with whoever watches it. */
export interface Watched {
  /** Aborts when the person cancels. */
  readonly signal: AbortSignal;
  /** Says how far it is, for example `3 of 1,000 linked`; `part` of 1 where that is known. */
  readonly report: (message: string, part?: number) => void;
  readonly asking: DelayedProgress['asking'];
}

/**
 * Runs a step with the view shown as busy; what takes over half a second shows in a notification with Cancel as well,
 * but never while the person is asked something.
 */
export async function watched<T>(title: string, step: (watch: Watched) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let said = { message: '', part: 0 };
  let tell: ((message: string, part: number) => void) | undefined;

  const show = () => {
    let hide: () => void = () => undefined;
    const hidden = new Promise<void>((resolve) => (hide = resolve));
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void showProgress(options, (say, token) => {
      let shown = 0;
      tell = (message, part) => {
        say({ message, increment: Math.max(0, part - shown) * 100 });
        shown = Math.max(shown, part);
      };
      if (said.message !== '') tell(said.message, said.part);
      token.onCancellationRequested(() => controller.abort());
      return hidden;
    });
    return () => {
      tell = undefined;
      hide();
    };
  };
  const { asking, end } = delayedProgress(show, setTimer);
  const report = (message: string, part = 0) => {
    said = { message, part };
    tell?.(message, part);
  };
  try {
    return await busy(() => step({ signal: controller.signal, report, asking }));
  } finally {
    end();
  }
}
