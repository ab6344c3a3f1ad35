import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A lock this old (ms) was left behind by a process that died: a change takes far less. */
const STALE_AFTER = 10_000;
const GIVE_UP_AFTER = 3 * STALE_AFTER;
const RETRY_AFTER = 5;

/** Runs `work` while this process alone holds the lock file; waits for other holders, but not for ever. */
export async function withFileLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  await mkdir(path.dirname(lockFile), { recursive: true });
  const deadline = Date.now() + GIVE_UP_AFTER;
  while (!(await tryLock(lockFile))) {
    if (Date.now() > deadline) throw new Error(`The state file stays locked by ${lockFile}.`);
    await delay(RETRY_AFTER);
  }
  try {
    return await work();
  } finally {
    await rm(lockFile, { force: true });
  }
}

async function tryLock(lockFile: string): Promise<boolean> {
  try {
    await (await open(lockFile, 'wx')).close();
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Windows answers EPERM for a lock file that is just being deleted.
    if (code !== 'EEXIST' && code !== 'EPERM') throw error;
  }
  const held = await stat(lockFile).catch(() => undefined);
  if (held && Date.now() - held.mtimeMs > STALE_AFTER) await rm(lockFile, { force: true });
  return false;
}
