import type { Link } from '../../../domain';
import type { Help, IncomingChange } from '../protocol';
import type { Host } from './host';
import type { Form } from './state/model';
import { changeOf } from './state/request';

/** Runs what asks the host; answers whether it went well, and tells a failure above the rows. */
export type Attempt = (work: () => Promise<unknown>) => Promise<boolean>;

/** What the host does for the person beside the rows: the form stays as it is. */
export class Errands {
  readonly #host: Host;
  readonly #attempt: Attempt;
  readonly #form: () => Form | undefined;

  constructor(host: Host, attempt: Attempt, form: () => Form | undefined) {
    this.#host = host;
    this.#attempt = attempt;
    this.#form = form;
  }

  showHistory(): Promise<boolean> {
    return this.#attempt(() => this.#host.ask({ kind: 'showHistory' }));
  }

  help(by: Help): Promise<boolean> {
    return this.#attempt(() => this.#host.ask({ kind: 'help', by }));
  }

  copy(what: 'body' | 'curl'): Promise<boolean> {
    return this.#attempt(async () => {
      const form = this.#form();
      if (form) await this.#host.ask({ kind: 'copy', what, ...changeOf(form) });
    });
  }

  /** Shows an entry in the tree. */
  reveal(entryId: number): Promise<boolean> {
    return this.#attempt(() => this.#host.ask({ kind: 'reveal', entryId }));
  }

  openLinks(entryId: number): Promise<boolean> {
    return this.#attempt(() => this.#host.ask({ kind: 'openLinks', entryId }));
  }

  /** Changes links that other entries own, at once. */
  changeIncoming(what: IncomingChange, links: readonly Link[]): Promise<boolean> {
    return this.#attempt(() => this.#host.ask({ kind: 'changeIncoming', what, links }));
  }
}
