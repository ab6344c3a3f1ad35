import type { Priority, RepositoryApi } from '../api';

/** Entries of a group that are read or written at once: as many as a connection lets through. */
export const MAX_CONCURRENCY = 4;

/**
 * Does a job for each item, so many at once, begun in their order; the results are in that order as well.
 * Rejects with the first failure, and begins nothing more then.
 */
export async function mapConcurrent<T, R>(
  most: number,
  items: readonly T[],
  job: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  let failed = false;
  const work = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results.set(index, await job(item, index));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}

type Repository = Pick<RepositoryApi, 'getLinks' | 'getEntry' | 'assignLinks' | 'reserve'>;

/** Work on more entries than go at once lets all else go first: somebody may want to look at something meanwhile. */
export function priorityOf(entries: number): Priority {
  return entries > MAX_CONCURRENCY ? 'background' : 'interactive';
}

/** A repository for work on so many entries, every request of it with their priority. */
export function withBatchPriority(repository: Repository, entries: number): Repository {
  const priority = priorityOf(entries);
  if (priority === 'interactive') return repository;
  return {
    getLinks: (entryId, call) => repository.getLinks(entryId, { ...call, priority }),
    getEntry: (entryId, call) => repository.getEntry(entryId, { ...call, priority }),
    reserve: (call) => repository.reserve({ ...call, priority }),
    assignLinks: (entryId, payload, call) => repository.assignLinks(entryId, payload, { ...call, priority }),
  };
}
