import { setImmediate as nextTurn } from 'node:timers/promises';

/** Watches for promises that reject unheard: the answer throws when there are any whose error comes from this project. */
export function watchRejections(folder: string): () => Promise<void> {
  const unheard = new Map<Promise<unknown>, unknown>();
  process.on('unhandledRejection', (reason, promise) => unheard.set(promise, reason));
  process.on('rejectionHandled', (promise) => unheard.delete(promise));
  return async () => {
    await nextTurn(); // Node reports a rejection after the turn in which it happened
    const ours = [...unheard.values()].filter(
      (reason) => reason instanceof Error && reason.stack?.includes(folder),
    );
    if (ours.length > 0)
      throw new AggregateError(ours, `Promises rejected unheard:\n${ours.map(stackOf).join('\n')}`);
  };
}

function stackOf(reason: unknown): string {
  return (reason instanceof Error ? reason.stack : undefined) ?? String(reason);
}
