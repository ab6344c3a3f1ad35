import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const HOST = hash(hostname()).slice(0, 8);
/** Tags that this process has given out: those of a dead process with the same id are not among them. */
const ours = new Set<string>();

/** A part of a file name that says whose the file is, unlike any other. */
export function newOwnerTag(): string {
  const tag = `${HOST}-${process.pid}-${randomBytes(6).toString('hex')}`;
  ours.add(tag);
  return tag;
}

export function isOurs(tag: string): boolean {
  return ours.has(tag);
}

/** Whether the process behind a tag is known to have ended. On another machine (a shared home) that can't be known. */
export function ownerIsGone(tag: string): boolean {
  const [host, pid] = tag.split('-');
  if (host !== HOST || ours.has(tag)) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** A file name of any text: no character of it matters to a file system. */
export function fileNameOf(text: string): string {
  return hash(text).slice(0, 32);
}
