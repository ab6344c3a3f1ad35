/** How long nobody minds waiting, in milliseconds. */
export const PATIENCE_MS = 500;

/** Calls back after so many milliseconds, unless the function it gives is called before. */
export type After = (milliseconds: number, then: () => void) => () => void;

/**
 * Tells when people begin to notice that something is under way, and when it is over. What is done before that is
 * nobody's business.
 */
export class Waiting {
  readonly #after: After;
  readonly #onChange: (isLong: boolean) => void;
  #stop: (() => void) | undefined;
  #isLong = false;

  constructor(onChange: (isLong: boolean) => void, after: After = afterTimeout) {
    this.#onChange = onChange;
    this.#after = after;
  }

  /** @param pending how many things are under way now. */
  note(pending: number): void {
    if (pending > 0) {
      this.#stop ??= this.#after(PATIENCE_MS, () => this.#tell(true));
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

function afterTimeout(milliseconds: number, then: () => void): () => void {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
}
