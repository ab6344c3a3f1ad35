import { setTimer, type SetTimer } from '../api';
import { PROGRESS_DELAY_MS } from '../ui';

/**
 * Tells when people begin to notice that something is under way, and when it is over. What is done before that is
 * nobody's business.
 */
export class Waiting {
  readonly #setTimer: SetTimer;
  readonly #onChange: (isLong: boolean) => void;
  #stop: (() => void) | undefined;
  #isLong = false;

  constructor(onChange: (isLong: boolean) => void, clock: SetTimer = setTimer) {
    this.#onChange = onChange;
    this.#setTimer = clock;
  }

  /** @param pending how many things are under way now. */
  note(pending: number): void {
    if (pending > 0) {
      this.#stop ??= this.#setTimer(PROGRESS_DELAY_MS, () => this.#tell(true));
      return;
    }
    this.#stop?.();
    this.#stop = undefined;
    if (this.#isLong) this.#tell(false);
  }

  #tell(isLong: boolean): void {
    this.#isLong = isLong;
    this.#onChange(isLong);
  }
}
