import { sameRepository, type RepositoryRef } from '../domain';
import type { RefreshableSession } from './session';

/** How a session ends. */
export interface SessionEnd {
  /** It does nothing by itself any more; whoever has it may go on with it. */
  readonly closed: AbortSignal;
  /** Its calls end as well: those under way, and any later one. */
  readonly ended: AbortSignal;
}

interface Open {
  readonly session: Promise<RefreshableSession>;
  readonly closing: AbortController;
  readonly ending: AbortController;
}

/** The sessions of a window, opened on first use. A failure to open one is not kept. */
export class OpenSessions {
  readonly #open = new Map<string, Open>();
  readonly #connect: (connectionId: string, end: SessionEnd) => Promise<RefreshableSession>;

  constructor(connect: (connectionId: string, end: SessionEnd) => Promise<RefreshableSession>) {
    this.#connect = connect;
  }

  get(connectionId: string): Promise<RefreshableSession> {
    const known = this.#open.get(connectionId);
    if (known) return known.session;
    const [closing, ending] = [new AbortController(), new AbortController()];
    const session = this.#connect(connectionId, { closed: closing.signal, ended: ending.signal });
    const open = { session, closing, ending };
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

  /** As `close`, and ends what is under way. */
  end(connectionId: string): void {
    const open = this.#open.get(connectionId);
    this.close(connectionId);
    open?.ending.abort();
  }

  refresh(connectionId?: string): void {
    for (const [id, { session }] of this.#open) {
      if (connectionId !== undefined && id !== connectionId) continue;
      void session.then((open) => open.refresh()).catch(() => undefined);
    }
  }

  /** What was read of a repository is old, through whichever connection. Resolves when nobody is given it any more. */
  async forgetAnswers(of: RepositoryRef): Promise<void> {
    const open = await Promise.allSettled([...this.#open.values()].map(({ session }) => session));
    for (const one of open)
      if (one.status === 'fulfilled' && sameRepository(one.value.openedFor, of)) one.value.forgetAnswers();
  }

  endAll(): void {
    for (const id of [...this.#open.keys()]) this.end(id);
  }
}
