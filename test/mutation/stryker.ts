import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { installServer } from '../workbench/installServer';
import { userCache } from '../workbench/paths';
import { npm } from '../workbench/processes';
import { dependencies } from './package.json';

/** What runs Stryker: a Node that it supports, and its command. */
export interface Stryker {
  readonly node: string;
  readonly cli: string;
}

/**
 * Gives Stryker from this person's cache, and fetches it there first when it is missing (once, about 75 MB on disk).
 * It is no dependency of the project: it would triple the lockfile, and it does not run on the oldest Node we support.
 */
export async function findStryker(say: (line: string) => void): Promise<Stryker> {
  const home = path.join(userCache(), `stryker-${dependencies['@stryker-mutator/core']}`);
  if (!existsSync(home)) {
    say(`Fetching Stryker into ${home} (only once)`);
    await install(home);
  }
  const node = supports(process.versions.node) ? process.execPath : (await installServer(say)).node;
  return { node, cli: path.join(home, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js') };
}

/** What Stryker and its parts ask for: `^22.18.0 || >=24.11.0`. */
function supports(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24;
}

/** Made beside its place and then renamed, so that half an install never counts as one. */
async function install(home: string): Promise<void> {
  const making = `${home}.${process.pid}.partial`;
  await mkdir(making, { recursive: true });
  try {
    for (const file of ['package.json', 'package-lock.json'])
      await copyFile(path.join(__dirname, file), path.join(making, file));
    await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], making);
    await rename(making, home);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Another run may have been quicker.
    if (existsSync(home)) return;
    throw new Error(`Stryker could not be installed into ${home}: npm needs its registry for this.`, {
      cause: error,
    });
  }
}
