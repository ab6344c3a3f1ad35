import { failureIn, type Host } from './host';
import type { Described, Form } from './state/model';
import { changeOf, isSameChange } from './state/request';

/** Milliseconds of rest after which the host is asked what is to be told of the rows. */
const DESCRIBE_DELAY_MS = 150;

/** Asks the host for the request and the warnings of the rows, where these are others than it told of last. */
export class Describer {
  readonly #host: Host;
  readonly #tell: (described: Described) => void;
  #timer: number | undefined;
  /** What the host was asked to describe last. */
  #asked: Form | undefined;

  constructor(host: Host, tell: (described: Described) => void) {
    this.#host = host;
    this.#tell = tell;
  }

  follow(form: Form): void {
    if (this.#asked && isSameChange(this.#asked, form) && this.#asked.bodyLines === form.bodyLines) return;
    const isFirst = this.#asked === undefined;
    this.#asked = form;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#ask(form), isFirst ? 0 : DESCRIBE_DELAY_MS);
  }

  async #ask(form: Form): Promise<void> {
    try {
      const lines = form.bodyLines;
      const description = await this.#host.ask({ kind: 'describe', ...changeOf(form), lines });
      // An answer about older rows is out of date: the one about those of now is on its way.
      if (this.#asked === form) this.#tell({ ...description, rows: form.rows });
    } catch (error) {
      // Nothing was asked for by the person: why the host can't answer is told where something is.
      failureIn(error);
    }
  }
}
