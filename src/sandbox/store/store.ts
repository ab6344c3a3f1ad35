import type { RepositoryState } from './state';

/** Holds the current state. Reads and changes take turns, so every change starts from the newest state. */
export interface Store {
  read(): Promise<RepositoryState>;
  /** Applies a pure change and resolves with its outcome once it is kept. When `edit` throws, nothing changes. */
  change<Outcome extends Changed>(edit: (state: RepositoryState) => Outcome): Promise<Outcome>;
  /** Resolves when everything asked for so far is done. */
  settled(): Promise<void>;
}

/** The outcome of a change: at least the new state. */
export interface Changed {
  readonly state: RepositoryState;
}

/** Where a state is kept between two starts. */
export interface Keeper {
  /** The state as it is kept now; `current` again when nobody else changed it. */
  load(current: RepositoryState | undefined): Promise<RepositoryState>;
  save(state: RepositoryState): Promise<void>;
  /** Runs a change while nobody else, in this process or another, can make one. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createStore(keeper: Keeper): Store {
  let current: RepositoryState | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    read: () => inTurn(async () => (current = await keeper.load(current))),
    change: (edit) =>
      inTurn(() =>
        keeper.alone(async () => {
          const outcome = edit(await keeper.load(current));
          await keeper.save(outcome.state);
          current = outcome.state;
          return outcome;
        }),
      ),
    settled: async () => {
      await last;
    },
  };
}

/** Keeps nothing: changes last as long as the process. */
export function memoryKeeper(initial: RepositoryState): Keeper {
  return {
    load: (current) => Promise.resolve(current ?? initial),
    save: () => Promise.resolve(),
    alone: (work) => work(),
  };
}
