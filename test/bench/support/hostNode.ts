import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { installServer } from '../../workbench/installServer';
import { exited, typescriptArgs } from '../../workbench/processes';

/**
 * Sees to it that a benchmark runs on the Node of VS Code's extension host, whose `fetch` and engine are what people
 * have: on another one, the same file is run again, and the answer is its exit code.
 */
export async function rerunOnHostNode(file: string): Promise<number | undefined> {
  const { node } = await installServer((line) => console.error(line));
  // npm's package of it is a link to the program.
  if (realpathSync(node) === realpathSync(process.execPath)) return undefined;
  // The official client still uses a module that this Node warns of, in each process again.
  const env = { ...process.env, NODE_OPTIONS: '--disable-warning=DEP0040' };
  const args = [...typescriptArgs(file), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit', env });
  return (await exited(child)) ?? 1;
}
