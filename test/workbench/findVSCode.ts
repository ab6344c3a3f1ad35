import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { BUILT_TESTS, PROJECT } from './paths';
import { typescriptArgs } from './processes';

/**
 * Gives an executable that takes VS Code's command line: the one named by VSCODE_EXECUTABLE, with `desktop` a
 * downloaded one, else the headless workbench. Rejects with a sentence that says what is missing.
 */
export async function findVSCode(desktop: boolean): Promise<string> {
  const named = namedVSCode();
  if (named) return named;
  return desktop ? await downloadDesktop() : await writeHeadlessExecutable();
}

/** The VS Code that VSCODE_EXECUTABLE names. Throws when it does not exist. */
export function namedVSCode(): string | undefined {
  const named = process.env['VSCODE_EXECUTABLE'];
  if (!named || existsSync(named)) return named;
  throw new Error(`VSCODE_EXECUTABLE names ${named}, which does not exist.`);
}

/** Desktop VS Code's `code` command on the PATH. */
export function installedVSCode(): string | undefined {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

async function downloadDesktop(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({
      reporter: new SilentReporter(),
      cachePath: path.join(PROJECT, '.vscode-test'),
    });
  } catch (error) {
    throw new Error(
      'Desktop VS Code could not be downloaded. Check the connection to the internet, ' +
        'or name an installed VS Code in the environment variable VSCODE_EXECUTABLE.',
      { cause: error },
    );
  }
}

/** The headless workbench as one executable file, which is what `runTests` asks for. */
async function writeHeadlessExecutable(): Promise<string> {
  const command = [process.execPath, ...typescriptArgs(path.join(__dirname, 'headless.ts'))];
  const windows = process.platform === 'win32';
  const quote = (word: string) => (windows ? `"${word}"` : `'${word.replaceAll("'", "'\\''")}'`);
  const quoted = command.map(quote).join(' ');
  const file = path.join(BUILT_TESTS, windows ? 'headless.cmd' : 'headless');
  await mkdir(BUILT_TESTS, { recursive: true });
  await writeFile(file, windows ? `@${quoted} %*\r\n` : `#!/bin/sh\nexec ${quoted} "$@"\n`);
  await chmod(file, 0o755);
  return file;
}
