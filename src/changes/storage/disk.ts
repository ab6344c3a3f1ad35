import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A file opened for writing. */
export interface OpenFile {
  /** Appends the text; rejects when not all of it could be written. */
  append(text: string | Uint8Array): Promise<void>;
  /** Resolves when what was written is on disk, with the file's new length. */
  datasync(): Promise<void>;
  /** Resolves when the file is on disk with all that belongs to it. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What the editing room needs of a file system, so that a test can have one that is slow, full, torn or gone. */
export interface Disk {
  mkdir(folder: string): Promise<void>;
  /** @param flags `a` appends, `w` begins anew, `wx` rejects with `EEXIST` where the file is there. */
  open(file: string, flags: 'a' | 'w' | 'wx'): Promise<OpenFile>;
  /** Resolves when the names in a folder are on disk: of new files, renamed ones and those that are gone. */
  syncFolder(folder: string): Promise<void>;
  /** Names in a folder; rejects with `ENOENT` where it is missing. */
  readdir(folder: string): Promise<readonly string[]>;
  /** The file from a byte on; from its beginning unless told. */
  readFile(file: string, start?: number): Promise<Uint8Array>;
  rename(from: string, to: string): Promise<void>;
  /** Rejects with `ENOENT` where the file is missing. */
  rm(file: string): Promise<void>;
  stat(file: string): Promise<{ readonly size: number; readonly mtimeMs: number }>;
  /** Sets the time of the last change; milliseconds since the epoch. */
  touch(file: string, timeMs: number): Promise<void>;
}

/** The file system of this machine. Files are the person's own. */
export const nodeDisk: Disk = {
  mkdir: async (folder) => {
    await mkdir(folder, { recursive: true });
  },
  open: async (file, flags) => {
    const handle = await open(file, flags, 0o600);
    return {
      append: (text) => handle.appendFile(text),
      datasync: () => handle.datasync(),
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  syncFolder,
  readdir: (folder) => readdir(folder),
  readFile: (file, start = 0) => (start === 0 ? readFile(file) : readTail(file, start)),
  rename: (from, to) => patiently(() => rename(from, to)),
  rm: (file) => patiently(() => rm(file)),
  stat: (file) => stat(file),
  touch: (file, timeMs) => utimes(file, new Date(timeMs), new Date(timeMs)),
};

/** What systems say that can't flush folders, some network drives among them. */
const NOT_FOR_FOLDERS: readonly unknown[] = ['EISDIR', 'EINVAL', 'ENOTSUP', 'ENOSYS'];

/** Windows has no such thing for folders, and keeps names without. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!NOT_FOR_FOLDERS.includes(codeOf(error))) throw error;
  }
}

/** What Windows says for a moment of a file that a virus scanner or an indexer looks at. */
const PASSING: readonly unknown[] = ['EBUSY', 'EPERM', 'EACCES'];
/** Milliseconds before it is tried again; about a second and a half together, as scanners take for larger files. */
const AGAIN_AFTER = [10, 50, 100, 200, 400, 700];

async function patiently(job: () => Promise<void>): Promise<void> {
  for (const milliseconds of AGAIN_AFTER) {
    try {
      await job();
      return;
    } catch (error) {
      if (!PASSING.includes(codeOf(error))) throw error;
      await delay(milliseconds);
    }
  }
  await job();
}

async function readTail(file: string, start: number): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.max(0, size - start));
    let read = 0;
    while (read < bytes.length) {
      const { bytesRead } = await handle.read(bytes, read, bytes.length - read, start + read);
      if (bytesRead === 0) break;
      read += bytesRead;
    }
    return bytes.subarray(0, read);
  } finally {
    await handle.close();
  }
}

/** Removes a file, if it is there. */
export async function removeFile(disk: Disk, file: string): Promise<void> {
  await disk.rm(file).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT';
}

/** The system's code for what it refused; `undefined` for other errors. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Appends to a file, which is made where it is missing, and leaves it open; see `flushAndClose`. */
export async function openAppended(disk: Disk, file: string, data: string): Promise<OpenFile> {
  const opened = await disk.open(file, 'a');
  try {
    await opened.append(data);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** Resolves when the data is on disk. */
export async function flushAndClose(opened: OpenFile): Promise<void> {
  try {
    // The data and the file's new length; the time of the change may come later, and takes as long again.
    await opened.datasync();
  } finally {
    await opened.close();
  }
}

/** Writes a whole file: there with all its content, or not at all. */
export async function writeDurably(disk: Disk, file: string, data: string | Uint8Array): Promise<void> {
  const draft = `${file}.draft`;
  const opened = await disk.open(draft, 'w');
  try {
    await opened.append(data);
    await opened.sync();
  } finally {
    await opened.close();
  }
  await disk.rename(draft, file);
  await disk.syncFolder(path.dirname(file));
}
