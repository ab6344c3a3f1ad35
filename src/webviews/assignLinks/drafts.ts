import { isOfNewerVersion, isRecord, isRepository, isWholeNumber } from './guards';
import { sameEntry, type FormIdentity } from './place';
import { DRAFT_VERSION } from './protocol';

/** What drafts are kept in: VS Code's `Memento`. */
export interface DraftMemory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

export interface DraftLimits {
  /** Drafts kept at most. */
  readonly most: number;
  /** Characters of all drafts together. */
  readonly characters: number;
}

const KEY = 'assignLinks.drafts';
const LIMITS: DraftLimits = { most: 50, characters: 1_000_000 };

interface KeptDraft extends FormIdentity {
  readonly version: typeof DRAFT_VERSION;
  /** As JSON, so that every name and value comes back to the byte. */
  readonly draft: string;
}

/**
 * What was typed into forms and not sent, kept when they are closed: by repository and entry, so that it is never
 * offered for the entry of the same id elsewhere. The oldest go when there are too many; those of a newer version of
 * the extension are left alone.
 */
export class Drafts {
  readonly #memory: DraftMemory;
  readonly #limits: DraftLimits;

  constructor(memory: DraftMemory, limits: DraftLimits = LIMITS) {
    this.#memory = memory;
    this.#limits = limits;
  }

  /** False where the draft is too large to be kept; an older one of the same form is forgotten then. */
  async keep(form: FormIdentity, draft: unknown): Promise<boolean> {
    const list = this.#list();
    if (!list) return true;
    const { connectionId, repository, sourceId } = form;
    const text = JSON.stringify(draft);
    const same = list.find((one) => isDraft(one) && isSame(one, form));
    if (isDraft(same) && same.draft === text) return true;
    const others = list.filter((one) => one !== same);
    const fits = text.length <= this.#limits.characters;
    const kept = fits
      ? this.#bounded([
          ...others,
          { version: DRAFT_VERSION, connectionId, repository, sourceId, draft: text },
        ])
      : others;
    await this.#memory.update(KEY, kept);
    return fits;
  }

  async forget(form: FormIdentity): Promise<void> {
    const list = this.#list();
    const kept = list?.filter((one) => !isDraft(one) || !isSame(one, form));
    if (list && kept && kept.length < list.length) await this.#memory.update(KEY, kept);
  }

  /**
   * The newest draft of the entry, that of the form's own connection before others: it is the form's from now on.
   * @param isOpen whether a form that is open has it.
   */
  async take(form: FormIdentity, isOpen: (of: FormIdentity) => boolean): Promise<unknown> {
    const all = (this.#list() ?? []).filter((one) => isDraft(one)).toReversed();
    const free = all.filter((one) => sameEntry(one, form) && (isSame(one, form) || !isOpen(one)));
    const found = free.find((one) => isSame(one, form)) ?? free[0];
    if (!found) return undefined;
    const draft = parsed(found.draft);
    if (isSame(found, form) || draft === undefined) return draft;
    await this.forget(found);
    await this.keep(form, draft);
    return draft;
  }

  /** `undefined` where something else is kept in its place, by a newer version for example. */
  #list(): readonly unknown[] | undefined {
    const value = this.#memory.get(KEY) ?? [];
    return Array.isArray(value) ? value.filter((one) => isDraft(one) || isOfNewerVersion(one)) : undefined;
  }

  #bounded(list: readonly unknown[]): readonly unknown[] {
    const own = list.filter((one) => isDraft(one));
    let characters = own.reduce((sum, { draft }) => sum + draft.length, 0);
    let count = own.length;
    const dropped = new Set<unknown>();
    for (const one of own) {
      if (count <= this.#limits.most && characters <= this.#limits.characters) break;
      dropped.add(one);
      characters -= one.draft.length;
      count -= 1;
    }
    return list.filter((one) => !dropped.has(one));
  }
}

function isSame(a: FormIdentity, b: FormIdentity): boolean {
  return a.connectionId === b.connectionId && sameEntry(a, b);
}

function isDraft(value: unknown): value is KeptDraft {
  return (
    isRecord(value) &&
    value['version'] === DRAFT_VERSION &&
    typeof value['connectionId'] === 'string' &&
    isRepository(value['repository']) &&
    isWholeNumber(value['sourceId']) &&
    typeof value['draft'] === 'string'
  );
}

/** `undefined` for text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
