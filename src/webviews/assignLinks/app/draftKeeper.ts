import { readSavedState } from '../guards';
import { DRAFT_VERSION, type SavedState } from '../protocol';
import type { Host } from './host';
import { lastingDraft } from './state/draft';
import { draftOf } from './state/form';
import type { Form } from './state/model';

/** Milliseconds of rest after which what was typed is kept; all else is kept at once: a tab may be hidden any moment. */
const TYPING_DELAY_MS = 100;

/** Keeps what is not sent: with the window for as long as the form's tab is there, with the host for the time after. */
export class DraftKeeper {
  readonly #host: Host;
  readonly #form: () => Form | undefined;
  #saved: SavedState | undefined;
  #timer: number | undefined;
  /** The draft that the host was given last, as JSON; empty: none. What an earlier page gave it is not known. */
  #hostHas: string | undefined;

  constructor(host: Host, form: () => Form | undefined) {
    this.#host = host;
    this.#form = form;
    this.#saved = readSavedState(host.savedState());
    for (const event of ['visibilitychange', 'pagehide', 'blur']) {
      window.addEventListener(event, () => this.keep(), { capture: true });
    }
    // Any of these may close the tab before what was typed last has rested.
    const beforeShortcut = ({ ctrlKey, metaKey }: KeyboardEvent) => {
      if (ctrlKey || metaKey) this.keep();
    };
    window.addEventListener('keydown', beforeShortcut, { capture: true });
  }

  /** What an earlier page of the form kept. */
  get saved(): SavedState | undefined {
    return this.#saved;
  }

  /** Sets what the form is of, so that a reload of the window before it has loaded still knows. */
  identify(identity: Omit<SavedState, 'version' | 'draft'>, draft: unknown): void {
    this.#saved = { version: DRAFT_VERSION, ...identity, draft };
    this.#host.saveState(this.#saved);
  }

  keepLater(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.keep(), TYPING_DELAY_MS);
  }

  keep(): void {
    window.clearTimeout(this.#timer);
    const form = this.#form();
    if (!this.#saved || !form) return;
    const draft = draftOf(form);
    this.#saved = { ...this.#saved, sourceId: form.contents.source.id, draft };
    this.#host.saveState(this.#saved);
    const lasting = lastingDraft(draft);
    const text = lasting ? JSON.stringify(lasting) : '';
    if (text === this.#hostHas) return;
    this.#hostHas = text;
    this.#host.keepDraft(lasting);
  }
}
