import { open, rename } from 'node:fs/promises';
import path from 'node:path';

/** Appends to a file, which is made where it is missing; resolves when the data is on disk. */
export async function appendDurably(file: string, data: string): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(data);
    await handle.sync();
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
