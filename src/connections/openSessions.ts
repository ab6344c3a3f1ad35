import type { RefreshableSession } from './session';

interface Open {
  readonly session: Promise<RefreshableSession>;
  readonly closing: AbortController;
}

/** The sessions of a window, opened on first use. A failure to open one is not kept. */
export class OpenSessions {
  readonly #open = new Map<string, Open>();
  readonly #connect: (connectionId: string, closed: AbortSignal) => Promise<RefreshableSession>;

  /** @param connect `closed` ends whatever a session does by itself. */
  constructor(connect: (connectionId: string, closed: AbortSignal) => Promise<RefreshableSession>) {
    this.#connect = connect;
  }

  get(connectionId: string): Promise<RefreshableSession> {
    const known = this.#open.get(connectionId);
    if (known) return known.session;
    const closing = new AbortController();
    const session = this.#connect(connectionId, closing.signal);
    const open = { session, closing };
    this.#open.set(connectionId, open);
    session.catch(() => {
      if (this.#open.get(connectionId) === open) this.close(connectionId);
    });
    return session;
  }

  /** Whoever has the session may go on with it; the next `get` opens another one. */
  close(connectionId: string): void {
    this.#open.get(connectionId)?.closing.abort();
    this.#open.delete(connectionId);
  }

  refresh(connectionId?: string): void {
    for (const [id, { session }] of this.#open) {
      if (connectionId !== undefined && id !== connectionId) continue;
      void session.then((open) => open.refresh()).catch(() => undefined);
    }
  }

  closeAll(): void {
    for (const id of [...this.#open.keys()]) this.close(id);
  }
}
