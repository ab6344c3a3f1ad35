import { setTimer, type SetTimer } from '../api';
import { PROGRESS_DELAY_MS } from '../ui';

/** Tells when loading has lasted long enough to be shown, and when it is over. Short loading is not told at all. */
export class LoadingIndicator {
  readonly #setTimer: SetTimer;
  readonly #onChange: (isShown: boolean) => void;
  #stop: (() => void) | undefined;
  #isShown = false;

  constructor(onChange: (isShown: boolean) => void, clock: SetTimer = setTimer) {
    this.#onChange = onChange;
    this.#setTimer = clock;
  }

  /** @param pending how many listings are being loaded now. */
  note(pending: number): void {
    if (pending > 0) {
      this.#stop ??= this.#setTimer(PROGRESS_DELAY_MS, () => this.#tell(true));
      return;
    }
    this.#stop?.();
    this.#stop = undefined;
    if (this.#isShown) this.#tell(false);
  }

  #tell(isShown: boolean): void {
    this.#isShown = isShown;
    this.#onChange(isShown);
  }
}
