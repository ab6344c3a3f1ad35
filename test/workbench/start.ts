// `npm start`: builds the extension and opens VS Code with it and the sandbox repository.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { installedVSCode, namedVSCode } from './findVSCode';
import { openAddress } from './openAddress';
import { PROJECT, userCache } from './paths';
import { exited, onInterrupt, run } from './processes';
import { startServer, type WorkbenchServer } from './server';
import { quietSettings, settingsFile, THEMES, writeSettings } from './settings';
import { readStartOptions, type StartOptions } from './startOptions';

const USUAL_PORT = 8123;
const OPENER = path.join(__dirname, 'opener');
/** What VS Code remembers between two starts. */
const HOME = path.join(userCache(), 'start');

async function main(): Promise<void> {
  const options = readStartOptions(process.argv.slice(2));
  await run(process.execPath, ['esbuild.js'], { cwd: PROJECT });
  const folder = path.join(HOME, 'folder');
  await mkdir(folder, { recursive: true });
  const desktop = namedVSCode() ?? installedVSCode();
  await (desktop ? openDesktop(desktop, folder, options) : openHeadless(folder, options));
}

async function openDesktop(executable: string, folder: string, options: StartOptions): Promise<void> {
  const data = path.join(HOME, 'desktop');
  await presetSettings(path.join(data, 'User', 'settings.json'), options);
  const args = [
    folder,
    '--new-window',
    '--wait',
    `--user-data-dir=${data}`,
    `--extensions-dir=${path.join(HOME, 'desktop-extensions')}`,
    ...[PROJECT, OPENER].map((extension) => `--extensionDevelopmentPath=${extension}`),
  ];
  // A batch file on Windows, which only a shell runs, and a shell needs its quotes.
  const shell = process.platform === 'win32';
  const child = shell
    ? spawn(
        `"${executable}"`,
        args.map((arg) => `"${arg}"`),
        { stdio: 'inherit', shell },
      )
    : spawn(executable, args, { stdio: 'inherit' });
  console.log('Laserfiche Links is open in VS Code.');
  process.exitCode = (await exited(child)) ?? 1;
}

async function openHeadless(folder: string, options: StartOptions): Promise<void> {
  const data = path.join(HOME, 'server');
  await presetSettings(settingsFile(data), options);
  const server = await startServer({
    dataFolder: data,
    port: options.port ?? ((await isFree(USUAL_PORT)) ? USUAL_PORT : 0),
    installed: [PROJECT, OPENER],
    say: console.log,
  });
  onInterrupt(server.stop);
  const address = server.address({ folder });
  console.log(`Laserfiche Links is open at ${address} (Ctrl+C ends it)`);
  openAddress(address);
  await untilEnd(server);
}

/** The first start is quiet and dark; later ones find what the person changed, but for a theme they ask for. */
async function presetSettings(file: string, { theme }: StartOptions): Promise<void> {
  if (!existsSync(file)) await writeSettings(file, quietSettings(theme ?? 'dark'));
  else if (theme) await writeSettings(file, { 'workbench.colorTheme': THEMES[theme] });
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function untilEnd(server: WorkbenchServer): Promise<void> {
  await server.ended;
  throw new Error(`VS Code's server ended:\n${server.output()}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
