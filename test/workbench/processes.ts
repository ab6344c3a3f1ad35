import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A command that ended badly; its message holds the command and the end of what it printed. */
export class CommandFailed extends Error {
  constructor(command: string, code: number | null, output: string) {
    super(`${command} ended with ${code ?? 'a signal'}:\n${output.trim().split('\n').slice(-15).join('\n')}`);
    this.name = 'CommandFailed';
  }
}

/** Runs a command to its end and gives what it printed. Rejects with `CommandFailed`. */
export async function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = collect(child);
  const code = await exited(child);
  if (code !== 0) throw new CommandFailed([path.basename(command), ...args].join(' '), code, output());
  return output();
}

/** Runs npm, whatever the system calls it: the npm that runs us, else the one on the PATH. */
export function npm(args: readonly string[], cwd: string): Promise<string> {
  const cli = process.env['npm_execpath'];
  if (cli && path.basename(cli) === 'npm-cli.js') return run(process.execPath, [cli, ...args], { cwd });
  if (process.platform !== 'win32') return run('npm', args, { cwd });
  // npm is a batch file there, which only a shell runs, and a shell needs its quotes.
  return run(
    'npm',
    args.map((arg) => `"${arg}"`),
    { cwd, shell: true },
  );
}

/** Starts Node with ours as its parent for life: it ends when we do, however we end. */
export function spawnNode(
  node: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string; ownGroup?: boolean } = {},
): ChildProcess {
  const guard = path.join(__dirname, 'serverParts', 'exitWithParent.js');
  return spawn(node, ['--require', guard, ...args], {
    ...(options.cwd ? { cwd: options.cwd } : {}),
    env: { ...process.env, ...options.env, EXIT_WITH_PARENT: '1' },
    detached: options.ownGroup === true && process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Node's arguments to run one of our TypeScript files. */
export function typescriptArgs(file: string): string[] {
  return ['--import', pathToFileURL(require.resolve('tsx')).href, file];
}

/** Gathers all that a child prints; call the answer for the text so far. */
export function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  return () => text;
}

/** Waits for a child's end and gives its exit code; null when a signal ended it. Rejects when it could not start. */
export async function exited(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

/** Ends a child that leads its own group, with all its descendants, and waits until it is gone. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const ended = exited(child);
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(child.pid), '/T', '/F'], () => undefined); // it may be gone already
  } else {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // the group is gone already
    }
  }
  await ended;
}

/** Runs `tidyUp` once when a person or a system ends us, then exits as the signal asks. */
export function onInterrupt(tidyUp: () => Promise<void>): void {
  let called = false;
  const end = (code: number) => () => {
    if (called) return;
    called = true;
    void tidyUp().finally(() => process.exit(code));
  };
  process.on('SIGINT', end(130));
  process.on('SIGTERM', end(143));
  process.on('SIGHUP', end(129));
}
