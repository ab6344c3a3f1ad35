import { randomBytes } from 'node:crypto';
import { constants, copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RepositoryState } from '../repository/state';
import { decodeState, encodeState } from './stateFile';
import type { StateStorage } from './store';

/** How long a change waits for a draft of somebody else before it goes on; a change takes far less. */
const OTHERS_FIRST_MS = 500;
const LOOK_AGAIN_MS = 5;

/**
 * Keeps the state in one file that several processes may share. A damaged file is set aside and `initial` is used.
 *
 * There is no lock. A change writes the whole new state into a draft of its own, removes all other drafts, checks that
 * the file is still the one that the change began with, and renames its draft to be the file. Of two changes that began
 * with the same file, one removes the draft of the other before that one is renamed, and the other begins again. So a
 * process that died, sleeps or is slow needs no judgement: a draft that is left behind can do no harm.
 */
export function fileStorage(file: string, initial: RepositoryState): StateStorage {
  /** The state in the file, and what the file looked like then; no print: there was no file. */
  let known: { readonly print: string | undefined; readonly state: RepositoryState } | undefined;

  async function load(): Promise<RepositoryState> {
    for (;;) {
      const print = await fingerprint(file);
      if (known && known.print === print) return known.state;
      const state = print === undefined ? initial : decodeState(await readText(file));
      if (state) {
        known = { print, state };
        return state;
      }
      // Damaged, unless somebody has replaced it meanwhile: then the copy is of no use.
      const copy = await copyAside(file);
      if (copy !== undefined && !(await replace(print, initial))) await rm(copy, { force: true });
    }
  }

  /** Replaces the file that looks like `print`, or none; false where it is another one by now. */
  async function replace(print: string | undefined, state: RepositoryState): Promise<boolean> {
    await othersFirst(file);
    if ((await fingerprint(file)) !== print) return false;
    await mkdir(path.dirname(file), { recursive: true });
    const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}.new`;
    try {
      await writeNew(draft, encodeState(state));
      for (const other of await draftsOf(file)) if (other !== draft) await rm(other, { force: true });
      if ((await fingerprint(file)) !== print) return false;
      // Taken before the renaming: the file may be somebody else's again right after it.
      const own = await fingerprint(draft);
      if (!(await renamed(draft, file))) {
        await pause();
        return false;
      }
      known = { print: own, state };
      return true;
    } finally {
      await rm(draft, { force: true });
    }
  }

  return { load, save: (state) => replace(known?.print, state) };
}

/** Waits until nobody else's change is under way, but not for ever. */
async function othersFirst(file: string): Promise<void> {
  const began = performance.now();
  while ((await draftsOf(file)).length > 0 && performance.now() - began < OTHERS_FIRST_MS) await pause();
}

/** Not always as long, so that two do not get into each other's way again and again. */
const pause = () => delay(LOOK_AGAIN_MS * (0.5 + Math.random()));

async function draftsOf(file: string): Promise<string[]> {
  const { dir, base } = path.parse(path.resolve(file));
  const names = await unlessMissing(readdir(dir));
  return (names ?? [])
    .filter((name) => name.startsWith(`${base}.`) && DRAFT.test(name.slice(base.length)))
    .map((name) => path.join(dir, name));
}

const DRAFT = /^\.\d+-[0-9a-f]{12}\.new$/;

async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** What Windows says for a moment of a file that a virus scanner or an indexer looks at. */
const PASSING: readonly unknown[] = ['EBUSY', 'EPERM', 'EACCES'];
/** Milliseconds before it is tried again. */
const AGAIN_AFTER = [10, 50, 100, 200, 400, 700];

/** False where the file to rename is gone: also where somebody else's change removed it while this one waited. */
async function renamed(from: string, to: string): Promise<boolean> {
  for (const milliseconds of [...AGAIN_AFTER, undefined]) {
    try {
      return (await unlessMissing(rename(from, to).then(() => true))) ?? false;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (milliseconds === undefined || !PASSING.includes(code)) throw error;
      await delay(milliseconds);
    }
  }
  return false;
}

/** Changes whenever the file does: a replaced file is another inode, even within one tick of the clock. */
async function fingerprint(file: string): Promise<string | undefined> {
  const found = await unlessMissing(stat(file, { bigint: true }));
  return found && `${found.ino}-${found.size}-${found.mtimeNs}`;
}

/** Empty when the file is gone. */
async function readText(file: string): Promise<string> {
  return (await unlessMissing(readFile(file, 'utf8'))) ?? '';
}

/** Copies the file to the first free `….damaged-N`, for a person to look at. Answers where; `undefined`: it is gone. */
async function copyAside(file: string): Promise<string | undefined> {
  for (let number = 1; ; number++) {
    const aside = `${file}.damaged-${number}`;
    try {
      const copied = copyFile(file, aside, constants.COPYFILE_EXCL).then(() => aside);
      return await unlessMissing(copied);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
