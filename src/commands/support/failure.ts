import { failingAs } from '../../changeFlow';

/** Runs a step; `operation` continues "Could not …". `failingAs` takes the whole sentence. */
export function during<T>(operation: string, step: () => Promise<T>, connectionId?: string): Promise<T> {
  return failingAs(`Could not ${operation}`, step, connectionId);
}
