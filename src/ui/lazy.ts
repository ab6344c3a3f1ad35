import { l10n } from 'vscode';
import { UserError } from './messages/userError';

interface Disposable {
  dispose(): unknown;
}

/** An event as VS Code has them. */
type Event<E> = (
  listener: (event: E) => unknown,
  thisArgs?: unknown,
  disposables?: Disposable[],
) => Disposable;

/** A value fetched on first use and kept; a failure is not kept. */
export function once<T>(fetchValue: () => Promise<T>): { get: () => Promise<T>; forget: () => void } {
  let value: Promise<T> | undefined;
  const forget = () => {
    value = undefined;
  };
  return {
    get() {
      const current = (value ??= fetchValue());
      current.catch(() => {
        if (value === current) forget();
      });
      return current;
    },
    forget,
  };
}

/** Names of methods that answer later anyway. */
type AsyncMethod<T> = {
  [K in keyof T]: T[K] extends (...given: never[]) => Promise<unknown> ? K : never;
}[keyof T];

/** Methods that wait for what they belong to: it may be loaded with their first use. */
export function lazyMethods<T extends object, K extends AsyncMethod<T> & string>(
  get: () => Promise<T>,
  names: readonly K[],
): Pick<T, K> {
  const methodOf =
    (name: K) =>
    async (...given: unknown[]): Promise<unknown> => {
      const part = await get();
      return (part[name] as (...given: unknown[]) => unknown).apply(part, given);
    };
  return Object.fromEntries(names.map((name) => [name, methodOf(name)])) as Pick<T, K>;
}

/**
 * A part of the extension whose code is loaded when it is first needed. What VS Code has to know at once is registered
 * in its place, and passes on to the part. A load that failed is tried again by whoever needs the part next.
 */
export class Lazy<T extends Disposable> {
  readonly #load: () => Promise<T>;
  readonly #awaited = new Set<(part: T) => void>();
  #loading: Promise<T> | undefined;
  #part: T | undefined;
  #isOver = false;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Rejects with a `UserError` where the part can't be loaded. */
  get(): Promise<T> {
    this.#loading ??= this.#arrival();
    return this.#loading;
  }

  /** The part, where it is there already. */
  get here(): T | undefined {
    return this.#part;
  }

  /** Works with the part: at once where it is there. */
  use<R>(work: (part: T) => R | PromiseLike<R>): R | PromiseLike<R> {
    return this.#part ? work(this.#part) : this.get().then(work);
  }

  /** An event of the part. Listening to it loads nothing: a part that is not there has nothing to tell. */
  event<E>(eventOf: (part: T) => Event<E>): Event<E> {
    return (listener, thisArgs, disposables) => {
      let listening: Disposable | undefined;
      const listen = (part: T) => void (listening = eventOf(part)(listener, thisArgs));
      if (this.#part) listen(this.#part);
      else this.#awaited.add(listen);
      const subscription = {
        dispose: () => {
          this.#awaited.delete(listen);
          listening?.dispose();
        },
      };
      disposables?.push(subscription);
      return subscription;
    };
  }

  /** A part that is still on its way is disposed of when it comes. */
  dispose(): void {
    this.#isOver = true;
    this.#awaited.clear();
    this.#part?.dispose();
    this.#part = undefined;
    this.#loading = Promise.reject(ended());
    this.#loading.catch(() => undefined);
  }

  async #arrival(): Promise<T> {
    let part: T;
    try {
      part = await loadCode(this.#load);
    } catch (error) {
      if (!this.#isOver) this.#loading = undefined;
      throw error;
    }
    if (this.#isOver) {
      part.dispose();
      throw ended();
    }
    this.#part = part;
    for (const listen of this.#awaited) listen(part);
    this.#awaited.clear();
    return part;
  }
}

/** Runs an `import(...)`; what goes wrong becomes a sentence. */
export async function loadCode<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw notLoaded(error);
  }
}

function notLoaded(error: unknown): UserError {
  const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return new UserError(
    l10n.t(
      'A part of Laserfiche Links could not be loaded ({0}). Reload the window; if that does not help, install the extension again.',
      why,
    ),
    { cause: error },
  );
}

function ended(): UserError {
  return new UserError(l10n.t('Laserfiche Links is no longer running. Reload the window to start it again.'));
}

/** What tells of the history of link changes: mostly there is nothing to tell. */
export const loadJournalNotices = () => loadCode(() => import('./onDemand'));

/** Quick picks, for whoever is loaded at the start and asks seldom. */
export const loadQuickPick = () => loadCode(() => import('./onDemand'));
