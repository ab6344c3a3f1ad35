import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { collect, exited } from '../../workbench/processes';
import type { ChildOptions, Moments } from './protocol';

/** How a child ended: killed, or alive to the end with the moments it lived through. */
export interface Ending {
  readonly killed: boolean;
  readonly moments?: Moments;
}

/** A folder of its own for all that a test leaves, with the child ready to start. */
export interface Nursery {
  readonly folder: string;
  /** Starts a child; `onStart` gets what kills it. */
  run(options: ChildOptions, onStart?: (kill: () => void) => void): Promise<Ending>;
  close(): Promise<void>;
}

export async function openNursery(): Promise<Nursery> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-crash-'));
  const program = path.join(folder, 'child.js');
  await build({
    entryPoints: [path.join(__dirname, 'child.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
  return {
    folder,
    run: async (options, onStart) => {
      const child = spawn(process.execPath, [program, JSON.stringify(options)]);
      const output = collect(child);
      onStart?.(() => child.kill('SIGKILL'));
      const code = await exited(child);
      if (code === 0) return { killed: false, moments: JSON.parse(output()) as Moments };
      if (code === null || child.signalCode === 'SIGKILL') return { killed: true };
      throw new Error(`A child failed:\n${output()}`);
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
