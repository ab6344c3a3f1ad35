import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

export type TaskStatus = 'InProgress' | 'Completed' | 'Failed' | 'Cancelled';

/** A long operation that a client looks after with its token. */
export interface Task {
  readonly token: string;
  readonly type: string;
  readonly status: TaskStatus;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970: when the status last changed. */
  readonly changedAt: number;
  /** The entry that the operation made. */
  readonly entryId?: number;
  readonly error?: { readonly entryId: number; readonly message: string };
}

interface Running {
  readonly cancel: AbortController;
  readonly done: Promise<void>;
  hasBegun: boolean;
}

/** Operations that go on after their request was answered. Known to this process only. */
export class Tasks {
  readonly #tasks = new Map<string, Task>();
  readonly #running = new Map<string, Running>();

  /** `now` in milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  /**
   * Begins an operation on an entry after `delayMs` and answers its token.
   * `work` may resolve with the id of an entry that it made; what it throws becomes the task's error.
   */
  start(type: string, entryId: number, delayMs: number, work: () => Promise<number | undefined>): string {
    const token = randomUUID();
    const startedAt = this.now();
    this.#tasks.set(token, { token, type, status: 'InProgress', startedAt, changedAt: startedAt });
    const cancel = new AbortController();
    const done = this.#run(token, entryId, delayMs, work, cancel.signal).finally(() =>
      this.#running.delete(token),
    );
    this.#running.set(token, { cancel, done, hasBegun: false });
    return token;
  }

  get(token: string): Task | undefined {
    return this.#tasks.get(token);
  }

  /** Stops a task that has not begun its work. Answers false where it has: it goes on, or is done. */
  cancel(token: string): boolean {
    const running = this.#running.get(token);
    if (!running || running.hasBegun) return false;
    running.cancel.abort();
    return true;
  }

  /** Resolves when no task is running. */
  async settled(): Promise<void> {
    await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  async #run(
    token: string,
    entryId: number,
    delayMs: number,
    work: () => Promise<number | undefined>,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      // Even without a delay the request that starts a task is answered before the work begins.
      await delay(delayMs, undefined, { signal });
    } catch {
      this.#end(token, { status: 'Cancelled' });
      return;
    }
    const running = this.#running.get(token);
    if (running) running.hasBegun = true;
    try {
      const made = await work();
      this.#end(token, { status: 'Completed', ...(made === undefined ? {} : { entryId: made }) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#end(token, { status: 'Failed', error: { entryId, message } });
    }
  }

  #end(token: string, outcome: Pick<Task, 'status' | 'entryId' | 'error'>): void {
    const task = this.#tasks.get(token);
    if (task) this.#tasks.set(token, { ...task, ...outcome, changedAt: this.now() });
  }
}
