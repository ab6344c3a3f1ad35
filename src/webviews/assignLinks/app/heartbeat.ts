/** Milliseconds between two signs of life that a page on the screen asks for. */
const PING_EVERY_MS = 4_000;
/** Milliseconds after which a host that gave no sign counts as gone; should it come back, it was only busy. */
const PING_TIMEOUT_MS = 3_000;

/**
 * Notices when nobody answers any more: after a crash of the extension host VS Code leaves the page as it is, and no
 * message of it arrives anywhere.
 */
export class Heartbeat {
  readonly #ping: () => void;
  readonly #onChange: (isLost: boolean) => void;
  #timer: number | undefined;
  #isLost = false;

  constructor(ping: () => void, onChange: (isLost: boolean) => void) {
    this.#ping = ping;
    this.#onChange = onChange;
  }

  start(): void {
    this.beat();
    window.setInterval(() => {
      if (document.visibilityState === 'visible') this.beat();
    }, PING_EVERY_MS);
  }

  /** Asks for a sign of life, unless one is being waited for. */
  beat(): void {
    this.#ping();
    this.#timer ??= window.setTimeout(() => this.#set(true), PING_TIMEOUT_MS);
  }

  /** Anything that the host sends is a sign of life. */
  heard(): void {
    window.clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#set(false);
  }

  #set(isLost: boolean): void {
    if (isLost === this.#isLost) return;
    this.#isLost = isLost;
    this.#onChange(isLost);
  }
}
