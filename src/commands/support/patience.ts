import { PROGRESS_DELAY_MS } from '../../ui';
import type { SetTimer } from '../../api';

export interface DelayedProgress {
  /** Runs a question to the person: nothing goes on meanwhile. */
  readonly asking: <T>(question: () => Promise<T>) => Promise<T>;
  /** The work is over. */
  readonly end: () => void;
}

/** What is answered so soon was no question to a person. */
const AT_ONCE_MS = 50;

/** Shows that something goes on, once it has for half a second; `show` gives what hides it again. */
export function delayedProgress(show: () => () => void, setTimer: SetTimer): DelayedProgress {
  let questions = 0;
  let isOver = false;
  let hide: (() => void) | undefined;
  let stop = work();

  function work(): () => void {
    return setTimer(PROGRESS_DELAY_MS, () => {
      hide ??= show();
    });
  }
  function rest(): void {
    stop();
    hide?.();
    hide = undefined;
  }
  return {
    async asking(question) {
      questions += 1;
      stop();
      // What needs no question after all is over at once: nothing flickers.
      const stopHiding = setTimer(AT_ONCE_MS, rest);
      try {
        return await question();
      } finally {
        stopHiding();
        questions -= 1;
        if (questions === 0 && !isOver) stop = work();
      }
    },
    end() {
      isOver = true;
      rest();
    },
  };
}
