import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { nodeDisk } from '../../changes';
import { isRecord, isText, isWholeNumber } from '../shared/guards';
import { isRepository } from './guards';
import { sameEntry, type FormIdentity } from './identity';
import { DRAFT_VERSION } from './protocol';
import { isKnownVersion, isOfNewerVersion, readStoredDraft } from './storedDrafts';

/** What all drafts together are kept in, as JSON. */
export interface DraftMemory {
  /** `undefined`: nothing is kept. */
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}

export interface DraftLimits {
  /** Drafts kept at most. */
  readonly most: number;
  /** Characters of all drafts together. */
  readonly characters: number;
}

const LIMITS: DraftLimits = { most: 50, characters: 1_000_000 };

interface KeptDraft extends FormIdentity {
  readonly version: number;
  /** As JSON, so that every name and value comes back to the byte. */
  readonly draft: string;
  /** When the save began that was under way when it was kept; ISO 8601. */
  readonly savingSince?: string;
  /** What the entry was called; not there in what older versions kept. */
  readonly name?: string;
}

/** A form with changes that were not sent. */
export interface Unsent extends FormIdentity {
  readonly name?: string;
}

/**
 * What was typed into forms and not sent, kept when they are closed: by repository and entry, so that it is never
 * offered for the entry of the same id elsewhere. The oldest go when there are too many; those of a newer version of
 * the extension are left alone.
 */
export class Drafts {
  readonly #memory: DraftMemory;
  readonly #limits: DraftLimits;
  readonly #now: () => number;
  /** One after another: each reads what the one before wrote. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(memory: DraftMemory, limits: DraftLimits = LIMITS, now: () => number = Date.now) {
    this.#memory = memory;
    this.#limits = limits;
    this.#now = now;
  }

  /** False where the draft is too large to be kept; an older one of the same form is forgotten then. */
  keep(form: Unsent, draft: unknown): Promise<boolean> {
    return this.#memoryLock(() => this.#keep(form, JSON.stringify(draft)));
  }

  /** The forms whose changes of rows are kept: what only was typed into the search is not worth a word. */
  unsent(): Promise<readonly Unsent[]> {
    return this.#memoryLock(async () =>
      ((await this.#list()) ?? [])
        .filter((one) => isDraft(one))
        .filter(({ version, draft }) => hasEdits(readStoredDraft(version, parsed(draft)))),
    );
  }

  /** When the save began that was under way when the draft was kept last. */
  savingSince(form: FormIdentity): Promise<string | undefined> {
    return this.#memoryLock(async () => {
      const found = ((await this.#list()) ?? []).find((one) => isDraft(one) && isSame(one, form));
      return isDraft(found) && isText(found.savingSince) ? found.savingSince : undefined;
    });
  }

  forget(form: FormIdentity): Promise<void> {
    return this.#memoryLock(async () => {
      const list = await this.#list();
      const kept = list?.filter((one) => !isDraft(one) || !isSame(one, form));
      if (list && kept && kept.length < list.length) await this.#memory.write(kept);
    });
  }

  /**
   * The newest draft of the entry, that of the form's own connection before others: it is the form's from now on.
   * @param isOpen whether a form that is open has it.
   */
  take(form: FormIdentity, isOpen: (of: FormIdentity) => boolean): Promise<unknown> {
    return this.#memoryLock(async () => {
      const all = ((await this.#list()) ?? []).filter((one) => isDraft(one)).toReversed();
      const free = all.filter((one) => sameEntry(one, form) && (isSame(one, form) || !isOpen(one)));
      const found = free.find((one) => isSame(one, form)) ?? free[0];
      if (!found) return undefined;
      const draft = readStoredDraft(found.version, parsed(found.draft));
      if (draft !== undefined && !isSame(found, form)) await this.#keep(form, JSON.stringify(draft), found);
      return draft;
    });
  }

  async #keep(form: Unsent, draft: string, instead?: FormIdentity): Promise<boolean> {
    const list = await this.#list();
    if (!list) return true;
    const { connectionId, repository, sourceId, name } = form;
    const isOld = (one: unknown) =>
      isDraft(one) && (isSame(one, form) || (instead !== undefined && isSame(one, instead)));
    const old = list.filter(isOld);
    if (old.length === 1 && old.every((one) => isDraft(one) && one.draft === draft && isSame(one, form)))
      return true;
    const others = list.filter((one) => !isOld(one));
    const fits = draft.length <= this.#limits.characters;
    const before = old.find((one) => isDraft(one) && isText(one.savingSince));
    const savingSince = !isSaving(parsed(draft))
      ? undefined
      : isDraft(before)
        ? before.savingSince
        : new Date(this.#now()).toISOString();
    const mine: KeptDraft = {
      ...{ version: DRAFT_VERSION, connectionId, repository, sourceId, draft },
      ...(name !== undefined && { name }),
      ...(savingSince !== undefined && { savingSince }),
    };
    await this.#memory.write(fits ? this.#bounded([...others, mine]) : others);
    return fits;
  }

  /** `undefined` where something else is kept in its place, by a newer version for example. */
  async #list(): Promise<readonly unknown[] | undefined> {
    const value = (await this.#memory.read()) ?? [];
    return Array.isArray(value) ? value.filter((one) => isDraft(one) || isOfNewerVersion(one)) : undefined;
  }

  #memoryLock<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#last.then(job);
    this.#last = result.catch(() => undefined);
    return result;
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
    isKnownVersion(value['version']) &&
    isText(value['connectionId']) &&
    isRepository(value['repository']) &&
    isWholeNumber(value['sourceId']) &&
    isText(value['draft']) &&
    (value['name'] === undefined || isText(value['name']))
  );
}

/** Whether a draft changes rows. */
export function hasEdits(draft: unknown): boolean {
  const edits = isRecord(draft) ? draft['edits'] : undefined;
  return Array.isArray(edits) && edits.length > 0;
}

const isSaving = (draft: unknown) => isRecord(draft) && draft['saving'] === true;

/** `undefined` for text that is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface OwnDraftOptions {
  readonly drafts: Drafts;
  /** The form's, as it is now. */
  readonly identity: () => Unsent;
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

  /** When the save began that was under way when the draft was kept last. */
  async savingSince(): Promise<string | undefined> {
    const { drafts, identity, log } = this.#options;
    try {
      return await drafts.savingSince(identity());
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

/**
 * Keeps drafts in a file of the person's own, shared by all windows. Not in VS Code's global state: that is one value
 * for all that the extension keeps there, and two writes shortly after each other can lose the second one.
 */
export function draftFile(file: string): DraftMemory {
  return {
    async read() {
      try {
        return JSON.parse(await readFile(file, 'utf8')) as unknown;
      } catch (error) {
        // Missing, or no JSON: there is nothing to bring back.
        if (error instanceof SyntaxError || isMissing(error)) return undefined;
        throw error;
      }
    },
    async write(value) {
      const half = `${file}.${randomUUID()}.tmp`;
      await mkdir(path.dirname(file), { recursive: true });
      try {
        await writeFile(half, JSON.stringify(value), { mode: 0o600 });
        await nodeDisk.rename(half, file);
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
