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

  const dieDuring = (call: () => unknown) => {
    const running = call();
    if (isDue('io')) die();
    return running;
  };
  const tear = (call: () => unknown, handle: unknown, data: unknown) => {
    if (isDue('torn')) {
      const bytes = Buffer.from(data as string);
      let length = bytes.length >> 1;
      // Not between two lines: that would be no torn one.
      while (bytes[length - 1] === 10 || bytes[length] === 10) length += 1;
      fs.writeSync((handle as FileHandle).fd, bytes.subarray(0, length));
      die();
    }
    return call();
  };

  for (const name of ['mkdir', 'open', 'readdir', 'rm', 'rename', 'readFile', 'stat'] as const)
    wrap(promises, name, dieDuring);
  wrap(globalThis, 'fetch', dieDuring);
  const handles = await handlePrototype(scratchFile);
  wrap(handles, 'appendFile', tear);
  for (const name of ['appendFile', 'writeFile', 'sync', 'datasync', 'close'] as const)
    wrap(handles, name, dieDuring);
  promiseHooks.onBefore(() => {
    if (isDue('await')) die();
  });
  return moments;
}

type Around = (call: () => unknown, self: unknown, first: unknown) => unknown;

function wrap<Name extends string>(
  owner: Record<Name, (...args: never[]) => unknown>,
  name: Name,
  around: Around,
): void {
  const original = owner[name];
  owner[name] = function (this: unknown, ...args: never[]) {
    return around(() => original.apply(this, args), this, args[0]);
  };
}

async function handlePrototype(file: string): Promise<FileHandle> {
  const handle = await promises.open(file, 'w');
  await handle.close();
  return Object.getPrototypeOf(handle) as FileHandle;
}
