import path from 'node:path';
import type { Disk, OpenFile } from './disk';

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
