import type { ConnectionState } from '../connections';
import { setTimer, type SetTimer } from '../api';

/** Milliseconds that whoever met the refusal has to tell it with what they were doing. */
const ASKED_AFTER_MS = 700;

export interface SignInAsksOptions {
  readonly state: (connectionId: string) => ConnectionState;
  /** Asks the person. */
  readonly ask: (connectionId: string) => void;
  /** Runs later; the answer stops it. */
  readonly setTimer?: SetTimer;
}

/**
 * Asks for a sign-in once for each connection, however many requests are refused; again only after one has worked.
 * A command that failed for it has told it already, with a button of its own: then nothing more is asked.
 */
export class SignInAsks {
  readonly #options: SignInAsksOptions;
  readonly #setTimer: SetTimer;
  readonly #asked = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  readonly #before = new Map<string, ConnectionState>();

  constructor(options: SignInAsksOptions) {
    this.#options = options;
    this.#setTimer = options.setTimer ?? setTimer;
  }

  /** The state of a connection is another one now. */
  look(connectionId: string): void {
    const state = this.#options.state(connectionId);
    const before = this.#before.get(connectionId);
    this.#before.set(connectionId, state);
    if (state === 'signedIn') this.#asked.delete(connectionId);
    if (state !== 'signInNeeded') {
      // A try that is under way may fail as well: the question stays due.
      if (state !== 'working') this.#stop(connectionId);
      return;
    }
    // Not refused, but signed out, imported or duplicated by the person, here or in another window.
    if (before !== 'working') this.told(connectionId);
    if (this.#asked.has(connectionId) || this.#waiting.has(connectionId)) return;
    const ask = () => {
      this.#waiting.delete(connectionId);
      if (this.#options.state(connectionId) !== 'signInNeeded') return;
      this.told(connectionId);
      this.#options.ask(connectionId);
    };
    this.#waiting.set(connectionId, this.#setTimer(ASKED_AFTER_MS, ask));
  }

  /** The person knows: a message told it, or they signed out themselves. */
  told(connectionId: string): void {
    this.#asked.add(connectionId);
    this.#stop(connectionId);
  }

  dispose(): void {
    for (const connectionId of [...this.#waiting.keys()]) this.#stop(connectionId);
  }

  #stop(connectionId: string): void {
    this.#waiting.get(connectionId)?.();
    this.#waiting.delete(connectionId);
  }
}
