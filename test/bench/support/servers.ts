import path from 'node:path';
import { createInterface } from 'node:readline';
import { PROJECT } from '../../workbench/paths';
import { collect, exited, spawnNode, typescriptArgs } from '../../workbench/processes';
import { REPO_ID } from './bigServer';

/** A server in a process of its own, so that it does not take turns with the client that is measured. */
export interface Served {
  readonly baseUrl: string;
  readonly repoId: string;
  readonly username: string;
  readonly password: string;
  stop(): Promise<void>;
}

/** A repository of folders with up to 100,000 children. */
export async function serveBig(): Promise<Served> {
  const { line, stop } = await serve(path.join(__dirname, 'bigServerProcess.ts'), []);
  const { baseUrl } = JSON.parse(line) as { readonly baseUrl: string };
  return { baseUrl, repoId: REPO_ID, username: 'bench', password: 'bench', stop };
}

/** The sandbox, with so many milliseconds added to each answer. */
export async function serveSandbox(latencyMs: number): Promise<Served> {
  const file = path.join(PROJECT, 'src/sandbox/cli.ts');
  const { line, stop } = await serve(file, [`--latency-ms=${latencyMs}`]);
  return { ...(JSON.parse(line) as Omit<Served, 'stop'>), stop };
}

async function serve(file: string, args: readonly string[]) {
  const child = spawnNode(process.execPath, [...typescriptArgs(file), ...args]);
  const output = collect(child);
  const line = await new Promise<string>((resolve, reject) => {
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
    exited(child).then(() => reject(new Error(`A server ended before it listened:\n${output()}`)), reject);
  });
  const stop = async () => {
    child.kill();
    await exited(child);
  };
  return { line, stop };
}
