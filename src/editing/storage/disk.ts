import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';

/** A file opened for writing. */
export interface OpenFile {
  /** Appends the text; rejects when not all of it could be written. */
  append(text: string | Uint8Array): Promise<void>;
  /** Resolves when what was written is on disk, with the file's new length. */
  datasync(): Promise<void>;
  /** Resolves when the file, or the folder that was opened, is on disk with all that belongs to it. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What the editing room needs of a file system, so that a test can have one that is slow, full, torn or gone. */
export interface Disk {
  mkdir(folder: string): Promise<void>;
  /** @param flags `a` appends, `w` begins anew, `wx` rejects with `EEXIST` where the file is there, `r` reads. */
  open(file: string, flags: 'a' | 'w' | 'wx' | 'r'): Promise<OpenFile>;
  /** Names in a folder; rejects with `ENOENT` where it is missing. */
  readdir(folder: string): Promise<readonly string[]>;
  readFile(file: string): Promise<Uint8Array>;
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
  readdir: (folder) => readdir(folder),
  readFile: (file) => readFile(file),
  rename: (from, to) => rename(from, to),
  rm: (file) => rm(file),
  stat: (file) => stat(file),
  touch: (file, timeMs) => utimes(file, new Date(timeMs), new Date(timeMs)),
};
