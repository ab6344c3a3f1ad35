import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DraftMemory } from './drafts';

/**
 * Keeps drafts in a file of the person's own, shared by all windows. Not in VS Code's global state: that is one value
 * for all that the extension keeps there, and two writes shortly after each other can lose the second one.
 */
export function draftFile(file: string): DraftMemory {
  return {
    async read() {
      try {
        return JSON.parse(await readFile(file, 'utf8')) as unknown;
      } catch (error) {
        // Missing, or no JSON: there is nothing to bring back.
        if (error instanceof SyntaxError || isMissing(error)) return undefined;
        throw error;
      }
    },
    async write(value) {
      const half = `${file}.${randomUUID()}.tmp`;
      await mkdir(path.dirname(file), { recursive: true });
      try {
        await writeFile(half, JSON.stringify(value), { mode: 0o600 });
        await rename(half, file);
      } catch (error) {
        await rm(half, { force: true });
        throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
