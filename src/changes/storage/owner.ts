import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Whose files are whose: each has a tag in its name, given out by the process that writes it. */
export interface Owners {
  /** A part of a file name that says whose the file is, unlike any other. */
  readonly newTag: () => string;
  /** Whether this process has given out the tag. */
  readonly isOurs: (tag: string) => boolean;
  /** Whether the process behind a tag is known to have ended. */
  readonly isGone: (tag: string) => boolean;
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const HOST = hash(hostname()).slice(0, 8);
/** Tags that this process has given out: those of a dead process with the same id are not among them. */
const ours = new Set<string>();

/** The processes of this machine. On another one (a shared home) nobody can tell whether a process has ended. */
export const processOwners: Owners = {
  newTag() {
    const tag = `${HOST}-${process.pid}-${randomBytes(6).toString('hex')}`;
    ours.add(tag);
    return tag;
  },
  isOurs: (tag) => ours.has(tag),
  isGone(tag) {
    const [host, pid] = tag.split('-');
    if (host !== HOST || ours.has(tag)) return false;
    if (Number(pid) === process.pid) return true;
    try {
      process.kill(Number(pid), 0);
      return false;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ESRCH';
    }
  },
};

/** A file name of any text: no character of it matters to a file system. */
export function fileNameOf(text: string): string {
  return hash(text).slice(0, 32);
}
