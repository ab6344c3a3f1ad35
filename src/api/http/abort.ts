import { ApiError } from '../errors';

export function cancelled(): ApiError {
  return new ApiError('cancelled', 'The call was cancelled.');
}

/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as that aborts, whichever comes first.
 * The promise itself goes on: several callers can wait for one.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
