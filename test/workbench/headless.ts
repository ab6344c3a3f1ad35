// A VS Code without a display, under the command line of the desktop's: runs extension tests in a real extension host,
// prints its console and exits with the tests' code.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser';
import { readHeadlessOptions, type HeadlessOptions } from './headlessOptions';
import { onInterrupt } from './processes';
import { startServer } from './server';
import { quietSettings, settingsFile, writeSettings } from './settings';
import { TidyUp } from './tidyUp';

const tidyUp = new TidyUp();

async function runTests(options: HeadlessOptions): Promise<number> {
  const dataFolder = options.dataFolder ?? (await temporaryFolder());
  await writeSettings(settingsFile(dataFolder), quietSettings('dark'));
  const server = await startServer({
    dataFolder,
    say: console.log,
    development: true,
    ...(options.extensionsFolder ? { extensionsFolder: options.extensionsFolder } : {}),
  });
  tidyUp.add(server.stop);
  const browser = await launchBrowser(console.log);
  tidyUp.add(() => browser.close());

  const page = await browser.newPage();
  const exitCode = new Promise<number>((resolve, reject) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => reject(new Error('The workbench page crashed.')));
    browser.on('disconnected', () => reject(new Error('The browser ended before the tests did.')));
    server.ended.then(
      () => reject(new Error(`VS Code's server ended before the tests did:\n${server.output()}`)),
      reject,
    );
  });
  exitCode.catch(() => undefined); // heard below; `goto` may fail first
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    (type === 'error' || type === 'warn' ? console.error : console.log)(format(...args));
  });
  await page.goto(server.address({ folder: options.folder, development: options }));
  return await exitCode;
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-'));
  tidyUp.add(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

// The test runner holds our standard input: when it closes, the runner was killed.
process.stdin.on('close', () => void tidyUp.run().finally(() => process.exit(1)));
process.stdin.resume();
onInterrupt(() => tidyUp.run());
runTests(readHeadlessOptions(process.argv.slice(2)))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  })
  .then((code) => tidyUp.run().finally(() => process.exit(code)))
  .catch(console.error);
