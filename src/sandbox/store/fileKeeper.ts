import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { withFileLock } from './fileLock';
import { decodeState, encodeState } from './stateFile';
import type { RepositoryState } from './state';
import type { Keeper } from './store';

/**
 * Keeps the state in one file that several processes may share.
 * The file is replaced as a whole, so a reader never sees half of it; a damaged one is set aside and `initial` is used.
 */
export function fileKeeper(file: string, initial: RepositoryState): Keeper {
  /** What the file looked like when it was last read or written; `undefined`: there was none. */
  let known: string | undefined;

  return {
    async load(current) {
      for (let held = current; ; held = undefined) {
        const seen = await fingerprint(file);
        if (held && seen === known) return held;
        known = seen;
        if (seen === undefined) return initial;
        const state = decodeState(await readText(file));
        if (state) return state;
        // Damaged, unless somebody has replaced it meanwhile.
        if ((await fingerprint(file)) === seen) await setAside(file);
      }
    },
    async save(state) {
      await replaceFile(file, encodeState(state));
      known = await fingerprint(file);
    },
    alone: (work) => withFileLock(`${file}.lock`, work),
  };
}

/** Changes whenever the file does: a replaced file is another inode, even within one tick of the clock. */
async function fingerprint(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino}-${size}-${mtimeNs}`;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Empty when the file is gone. */
async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

async function replaceFile(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  const handle = await open(draft, 'w');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** Renames the file to the first free `….damaged-N`, for a person to look at. */
async function setAside(file: string): Promise<void> {
  for (let number = 1; ; number++) {
    const aside = `${file}.damaged-${number}`;
    if ((await fingerprint(aside)) !== undefined) continue;
    try {
      await rename(file, aside);
    } catch (error) {
      // Another process was faster.
      if (!isMissing(error)) throw error;
    }
    return;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
