import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { userCache } from './paths';
import { npm } from './processes';

const VERSION = '4.139.1';
/** The server of this version needs a newer Node than the one that may run us. */
const NODE = '24.21.0';

/** The files of a VS Code server that serves the workbench to a browser. */
export interface ServerFiles {
  readonly node: string;
  readonly main: string;
}

/**
 * Gives the server from this person's cache, and fetches it there first when it is missing (once, about 800 MB on
 * disk, half a minute). It is made beside its place and then renamed, so that half an install never counts as one.
 */
export async function installServer(say: (line: string) => void): Promise<ServerFiles> {
  const home = path.join(userCache(), `vscode-${VERSION}`);
  if (!existsSync(home)) {
    say(`Fetching VS Code's server ${VERSION} into ${home} (only once, about a minute)`);
    await install(home);
  }
  return serverFiles(home);
}

async function install(home: string): Promise<void> {
  const making = `${home}.${process.pid}.partial`;
  await mkdir(making, { recursive: true });
  try {
    await npm(
      [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--prefix',
        making,
        `code-server@${VERSION}`,
      ],
      making,
    );
    await npm(['install', '--no-audit', '--no-fund', '--prefix', making, `node@${NODE}`], making);
    const server = path.dirname(path.dirname(serverFiles(making).main));
    await npm(['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'], server);
    await copyFile(
      path.join(__dirname, 'serverParts', 'log.js'),
      path.join(server, 'node_modules', '@vscode', 'spdlog', 'index.js'),
    );
    await rename(making, home);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    // Another run may have been quicker.
    if (existsSync(home)) return;
    throw new Error(
      `VS Code's server could not be installed into ${home}: npm needs its registry for this.`,
      {
        cause: error,
      },
    );
  }
}

function serverFiles(home: string): ServerFiles {
  const modules = path.join(home, 'node_modules');
  return {
    node: path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node'),
    main: path.join(modules, 'code-server', 'lib', 'vscode', 'out', 'server-main.js'),
  };
}
