import type { ConnectionState } from '../connections';
import { setTimer, type SetTimer } from '../api';
import { PROGRESS_DELAY_MS } from '../ui';

export interface CalmOptions {
  readonly state: (connectionId: string) => ConnectionState;
  /** Something that `shown` answers is different now. */
  readonly changed: () => void;
  /** Runs later; the answer stops it. */
  readonly setTimer?: SetTimer;
}

/** States as they are shown: work that is done soon, such as the renewal of a token, is not shown at all. */
export class CalmStates {
  readonly #options: CalmOptions;
  readonly #setTimer: SetTimer;
  readonly #settled = new Map<string, ConnectionState>();
  readonly #waiting = new Map<string, () => void>();

  constructor(options: CalmOptions) {
    this.#options = options;
    this.#setTimer = options.setTimer ?? setTimer;
  }

  /** The state of a connection is another one now. */
  look(connectionId: string): void {
    const state = this.#options.state(connectionId);
    if (state === 'working') {
      if (this.#settled.get(connectionId) === state || this.#waiting.has(connectionId)) return;
      const show = () => {
        this.#waiting.delete(connectionId);
        this.#settle(connectionId, this.#options.state(connectionId));
      };
      this.#waiting.set(connectionId, this.#setTimer(PROGRESS_DELAY_MS, show));
      return;
    }
    this.#stopWaiting(connectionId);
    this.#settle(connectionId, state);
  }

  shown(connectionId: string): ConnectionState {
    const settled = this.#settled.get(connectionId);
    if (settled !== undefined) return settled;
    const state = this.#options.state(connectionId);
    return state === 'working' ? 'idle' : state;
  }

  dispose(): void {
    for (const connectionId of [...this.#waiting.keys()]) this.#stopWaiting(connectionId);
  }

  #settle(connectionId: string, state: ConnectionState): void {
    if (this.#settled.get(connectionId) === state) return;
    this.#settled.set(connectionId, state);
    this.#options.changed();
  }

  #stopWaiting(connectionId: string): void {
    this.#waiting.get(connectionId)?.();
    this.#waiting.delete(connectionId);
  }
}
