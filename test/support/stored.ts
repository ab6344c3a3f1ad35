import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A file that an earlier version of this program wrote: see the README beside them. */
export function stored(...parts: readonly string[]): string {
  return path.resolve('test', 'fixtures', 'stored', 'v1', ...parts);
}

export async function storedJson(...parts: readonly string[]): Promise<unknown> {
  return asJson(await readFile(stored(...parts), 'utf8'));
}

/** A value as it comes back from a file. */
export const throughJson = (value: unknown): unknown => asJson(JSON.stringify(value));

function asJson(text: string): unknown {
  return JSON.parse(text);
}
