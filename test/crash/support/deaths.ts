import fs from 'node:fs';
import promises, { type FileHandle } from 'node:fs/promises';
import { promiseHooks } from 'node:v8';
import type { Death, Moments } from './protocol';

/** Counts the moments at which this process could die, from now on, and ends it at the one that is told. */
export async function countMoments(death: Death | undefined, scratchFile: string): Promise<Moments> {
  const moments = { await: 0, io: 0, torn: 0 };
  const isDue = (at: Death['at']) => {
    moments[at] += 1;
    return death?.at === at && death.count === moments[at];
  };
  const die = () => process.kill(process.pid, 'SIGKILL');

  const calls = ['mkdir', 'open', 'readdir', 'rm', 'rename', 'readFile', 'stat'] as const;
  for (const name of calls) dieDuring(promises, name);
  dieDuring(globalThis, 'fetch');
  const handles = await handlePrototype(scratchFile);
  tearAppends(handles);
  for (const name of ['appendFile', 'writeFile', 'sync', 'close'] as const) dieDuring(handles, name);
  promiseHooks.onBefore(() => {
    if (isDue('await')) die();
  });
  return moments;

  function dieDuring<Name extends string>(
    owner: Record<Name, (...args: never[]) => unknown>,
    name: Name,
  ): void {
    const original = owner[name];
    owner[name] = function (this: unknown, ...args: never[]) {
      const running = original.apply(this, args);
      if (isDue('io')) die();
      return running;
    };
  }

  function tearAppends(prototype: FileHandle): void {
    const appends: Pick<FileHandle, 'appendFile'> = { appendFile: prototype.appendFile };
    prototype.appendFile = function (this: FileHandle, data, options) {
      if (isDue('torn')) {
        const bytes = Buffer.from(data);
        fs.writeSync(this.fd, bytes.subarray(0, bytes.length >> 1));
        die();
      }
      return appends.appendFile.call(this, data, options);
    };
  }
}

async function handlePrototype(file: string): Promise<FileHandle> {
  const handle = await promises.open(file, 'w');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}
