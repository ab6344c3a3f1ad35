import type { RepositoryState } from '../repository/state';

/** Holds the current state. Reads and changes wait for each other, so every change starts from the newest state. */
export interface Store {
  read(): Promise<RepositoryState>;
  /**
   * Applies a pure change and resolves with its outcome once it is kept. When `edit` throws, nothing changes.
   * `edit` is called again where another process has changed the state meanwhile.
   */
  change<Outcome extends Changed>(edit: (state: RepositoryState) => Outcome): Promise<Outcome>;
  /** Resolves when everything asked for so far is done. */
  settled(): Promise<void>;
}

/** The outcome of a change: at least the new state. */
export interface Changed {
  readonly state: RepositoryState;
}

/** Where a state is kept between two starts. */
export interface StateStorage {
  /** The state as it is kept now. */
  load(): Promise<RepositoryState>;
  /** Keeps a state made from the one loaded last. False where somebody else was faster: then nothing has changed. */
  save(state: RepositoryState): Promise<boolean>;
}

/** Milliseconds after which a change ends that others are faster than again and again. */
const GIVE_UP_AFTER_MS = 30_000;

export function createStore(storage: StateStorage): Store {
  let last: Promise<unknown> = Promise.resolve();

  const afterOthers = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work);
    last = run.catch(() => undefined);
    return run;
  };

  return {
    read: () => afterOthers(() => storage.load()),
    change: (edit) =>
      afterOthers(async () => {
        const deadline = performance.now() + GIVE_UP_AFTER_MS;
        for (;;) {
          const outcome = edit(await storage.load());
          if (await storage.save(outcome.state)) return outcome;
          if (performance.now() > deadline)
            throw new Error('The change was not kept: other processes change the state file all the time.');
        }
      }),
    settled: async () => {
      await last;
    },
  };
}

/** Keeps nothing: changes last as long as the process. */
export function memoryStorage(initial: RepositoryState): StateStorage {
  let current = initial;
  return {
    load: () => Promise.resolve(current),
    save: (state) => {
      current = state;
      return Promise.resolve(true);
    },
  };
}
