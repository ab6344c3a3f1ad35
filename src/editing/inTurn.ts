/** Runs jobs of one key one after another, jobs of different keys side by side; a failed job does not hold up the next. */
export function inTurn(): <T>(key: number | string, job: () => Promise<T>) => Promise<T> {
  const last = new Map<number | string, Promise<unknown>>();
  return (key, job) => {
    const run = (last.get(key) ?? Promise.resolve()).then(job, job);
    const settled = run.then(noop, noop).then(() => {
      if (last.get(key) === settled) last.delete(key);
    });
    last.set(key, settled);
    return run;
  };
}

const noop = () => undefined;
