import fs from 'node:fs/promises';
import { mock } from 'node:test';

type Functions = {
  [K in keyof typeof fs]: (typeof fs)[K] extends (...args: never[]) => unknown ? K : never;
}[keyof typeof fs];

/** Stands in for a function of the file system until `mock.restoreAll()`; gets what it would have called. */
export function onDisk<K extends Functions>(
  name: K,
  instead: (original: (typeof fs)[K]) => (typeof fs)[K],
): void {
  mock.method(fs, name, instead(fs[name]));
}

/** What a system says that refuses something. */
export function refusal(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'test' });
}
