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
