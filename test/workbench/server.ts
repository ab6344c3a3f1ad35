import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { installServer } from './installServer';
import { collect, endTree, exited, spawnNode } from './processes';

export interface ServerOptions {
  /** Settings, global storage and logs live here. */
  readonly dataFolder: string;
  readonly extensionsFolder?: string;
  /** Folders of extensions that count as installed, just as they are. */
  readonly installed?: readonly string[];
  /** Lets an address name extensions and tests to load. VS Code shows no notifications then. */
  readonly development?: boolean;
  /** 0 or left out: any free port. */
  readonly port?: number;
  /** Reaches the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  readonly say?: (line: string) => void;
}

export interface WorkbenchAddress {
  readonly folder?: string | undefined;
  /** Folders of extensions under development, and the module of their tests, whose `run` the host calls. */
  readonly development?: { readonly extensions: readonly string[]; readonly tests: string };
}

/** A VS Code server on this machine's loopback, with a real extension host for every page that opens it. */
export interface WorkbenchServer {
  readonly port: number;
  address(what: WorkbenchAddress): string;
  /** All that the server printed. */
  output(): string;
  /** Resolves when the server ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Ends the server and every process that it started. */
  readonly stop: () => Promise<void>;
}

/** Keeps the server from asking the network for extensions. */
const NO_GALLERY = { EXTENSIONS_GALLERY: '{"serviceUrl":""}' };

/** Starts a server, after fetching it when this machine has none. Rejects when it ends before it listens. */
export async function startServer(options: ServerOptions): Promise<WorkbenchServer> {
  const files = await installServer(options.say ?? (() => undefined));
  const extensionsFolder = options.extensionsFolder ?? path.join(options.dataFolder, 'extensions');
  await mkdir(extensionsFolder, { recursive: true });
  for (const folder of options.installed ?? []) await link(folder, extensionsFolder);
  const token = randomUUID();
  const args = [
    ...['--require', path.join(__dirname, 'serverParts', 'secretKey.js'), files.main],
    ...['--host', '127.0.0.1', '--port', String(options.port ?? 0)],
    ...['--server-data-dir', options.dataFolder, '--extensions-dir', extensionsFolder],
    // Without a token every web page that this machine's browser shows could run code here.
    ...['--connection-token', token, '--accept-server-license-terms', '--disable-workspace-trust'],
    ...['--telemetry-level', 'off'],
    // Built versions load extensions under development only with this.
    ...(options.development ? ['--enable-smoke-test-driver'] : []),
  ];
  const env = {
    ...options.env,
    ...NO_GALLERY,
    SERVER_TOKEN: token,
    SERVER_SECRET_KEY: await secretKey(options.dataFolder),
  };
  const child = spawnNode(files.node, args, { ownGroup: true, env });
  const output = collect(child);
  const ended = exited(child);
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const listening = /Extension host agent listening on (\d+)/.exec(output());
      if (listening) resolve(Number(listening[1]));
    });
    const failed = () => reject(new Error(`VS Code's server ended before it listened:\n${output()}`));
    ended.then(failed, reject);
  });
  return { port, address: (what) => address(port, token, what), output, ended, stop: () => endTree(child) };
}

/** Installs an extension by a link to it (on Windows a junction, which needs no rights). */
async function link(extension: string, extensionsFolder: string): Promise<void> {
  const manifest = await readFile(path.join(extension, 'package.json'), 'utf8');
  const { publisher, name } = JSON.parse(manifest) as { publisher: string; name: string };
  const place = path.join(extensionsFolder, `${publisher}.${name}`);
  await rm(place, { force: true });
  await symlink(extension, place, 'junction');
}

/** The key that encrypts the secrets of this data folder, made with it. */
async function secretKey(dataFolder: string): Promise<string> {
  const file = path.join(dataFolder, 'secret-key');
  try {
    await writeFile(file, randomBytes(32).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return await readFile(file, 'utf8');
}

function address(port: number, token: string, { folder, development }: WorkbenchAddress): string {
  const url = new URL(`http://localhost:${port}/`);
  url.searchParams.set('tkn', token);
  if (folder) url.searchParams.set('folder', decodeURIComponent(pathToFileURL(folder).pathname));
  else url.searchParams.set('ew', 'true');
  if (development) {
    const remote = (file: string) => `vscode-remote://localhost:${port}${pathToFileURL(file).pathname}`;
    const payload = [
      ...development.extensions.map((extension) => ['extensionDevelopmentPath', remote(extension)]),
      ['extensionTestsPath', remote(development.tests)],
    ];
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  return url.href;
}
