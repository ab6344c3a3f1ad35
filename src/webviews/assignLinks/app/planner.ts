import type { Planned } from '../protocol';
import type { Host } from './host';
import type { Form } from './state/model';
import { isSameChange, requestedOf } from './state/request';

/** Keeps the newest plan of the rows: asked for once, whoever needs it, and used once. */
export class Planner {
  readonly #host: Host;
  readonly #ready: () => Form | undefined;
  /** The newest plan, and what it was made from. */
  #newest: { readonly plan: Planned; readonly form: Form } | undefined;
  #planning: Promise<Planned | undefined> | undefined;

  /** @param ready the form, where its links can be sent. */
  constructor(host: Host, ready: () => Form | undefined) {
    this.#host = host;
    this.#ready = ready;
  }

  /** The plan of the rows as they are; what changes while the host plans is planned as well. `undefined`: nothing can be sent. */
  plan(): Promise<Planned | undefined> {
    this.#planning ??= this.#plan().finally(() => {
      this.#planning = undefined;
    });
    return this.#planning;
  }

  /** Whether the plan waits to be applied still: of two who want that, the first has it. */
  isWaiting(plan: Planned): boolean {
    return this.#newest?.plan === plan;
  }

  /** It is being applied. */
  use(): void {
    this.#newest = undefined;
  }

  async #plan(): Promise<Planned | undefined> {
    for (;;) {
      const form = this.#ready();
      if (!form) return undefined;
      if (this.#newest && isSameChange(this.#newest.form, form)) return this.#newest.plan;
      const plan = await this.#host.ask({ kind: 'plan', ...requestedOf(form) });
      this.#newest = { plan, form };
    }
  }
}
