import type { Priority, RepositoryApi } from '../api';
import { MAX_CONCURRENCY } from './mapConcurrent';

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
