import type { Drafts } from './drafts';
import type { FormIdentity } from './place';

export interface OwnDraftOptions {
  readonly drafts: Drafts;
  /** The form's, as it is now. */
  readonly identity: () => FormIdentity;
  /** Whether another form that is open has the draft of this identity. */
  readonly isOpen: (identity: FormIdentity) => boolean;
  readonly log: (error: unknown) => void;
}

/** The draft of one open form. What can't be read or written is no reason for the form not to work. */
export class OwnDraft {
  readonly #options: OwnDraftOptions;
  /** It was kept or taken here: only then is it this form's to forget. */
  #isOurs = false;

  constructor(options: OwnDraftOptions) {
    this.#options = options;
  }

  /** What was not sent when the form of this entry was closed. */
  async take(): Promise<unknown> {
    const { drafts, identity, isOpen, log } = this.#options;
    try {
      const draft = await drafts.take(identity(), isOpen);
      this.#isOurs ||= draft !== undefined;
      return draft;
    } catch (error) {
      log(error);
      return undefined;
    }
  }

  /** `null`: nothing is left to be sent. False where it could not be kept. */
  async keep(draft: unknown): Promise<boolean> {
    const { drafts, identity, log } = this.#options;
    try {
      if (draft !== null && draft !== undefined) {
        this.#isOurs = true;
        return await drafts.keep(identity(), draft);
      }
      if (this.#isOurs) await drafts.forget(identity());
      return true;
    } catch (error) {
      log(error);
      return false;
    }
  }
}
