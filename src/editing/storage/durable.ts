import { open, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Appends to a file, which is made where it is missing, and leaves it open; see `flushAndClose`. */
export async function openAppended(file: string, data: string): Promise<FileHandle> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(data);
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Resolves when the data is on disk. */
export async function flushAndClose(handle: FileHandle): Promise<void> {
  try {
    // The data and the file's new length; the time of the change may come later, and takes as long again.
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** Writes a whole file: there with all its content, or not at all. */
export async function writeDurably(file: string, data: string | Uint8Array): Promise<void> {
  const draft = `${file}.draft`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncFolder(path.dirname(file));
}

/** What systems say that can't flush folders, some network drives among them. */
const NOT_FOR_FOLDERS: readonly unknown[] = ['EISDIR', 'EINVAL', 'ENOTSUP', 'ENOSYS'];

/** Makes names of new files last. Windows has no such thing for folders, and keeps them without. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && NOT_FOR_FOLDERS.includes(error.code))) throw error;
  }
}
