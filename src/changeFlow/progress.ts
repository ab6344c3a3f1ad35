import * as vscode from 'vscode';
import { setTimer, type SetTimer } from '../api';
import type { GroupProgress } from '../changes';
import { PROGRESS_DELAY_MS, showProgress, VIEWS } from '../ui';
import { describeProgress, type Deed } from './describeResults';

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
}

/**
 * Runs a step with the view shown as busy; what takes over half a second shows in a notification with Cancel as well.
 * A step asks nothing: while a person is asked, nothing goes on.
 * @param ended ends it as well, where there is another way to cancel.
 */
export async function watched<T>(
  title: string,
  step: (watch: Watched) => Promise<T>,
  ended?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  const signal = ended ? AbortSignal.any([ended, controller.signal]) : controller.signal;
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
  const end = showDelayed(show, setTimer);
  const report = (message: string, part = 0) => {
    said = { message, part };
    tell?.(message, part);
  };
  try {
    return await busy(() => step({ signal, report }));
  } finally {
    end();
  }
}

/** Shows that something goes on, once it has for half a second; answers what ends it. `show` gives what hides it again. */
export function showDelayed(show: () => () => void, timer: SetTimer): () => void {
  let hide: (() => void) | undefined;
  const stop = timer(PROGRESS_DELAY_MS, () => {
    hide = show();
  });
  return () => {
    stop();
    hide?.();
  };
}

/** Reading, where there is any, fills the first third of the bar. */
const READING = 1 / 3;

/** Tells the person how far a batch is; one entry alone has nothing to count. */
export function progressOf({ report }: Pick<Watched, 'report'>, deed: Deed): (at: GroupProgress) => void {
  let begun = 0;
  return (at) => {
    if (at.of < 2) return;
    const part = at.done / at.of;
    if (at.operation === 'reading') begun = READING;
    report(
      describeProgress(at, deed),
      at.operation === 'reading' ? part * READING : begun + part * (1 - begun),
    );
  };
}
