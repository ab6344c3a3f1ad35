import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { PROJECT } from '../../../workbench/paths';

/** A piece of a source file, and what stands there instead. */
export interface Patch {
  /** From the project's folder on. */
  readonly file: string;
  readonly find: string;
  readonly instead: string;
}

/** Bundles the simulation with sources that are patched on the way. Rejects where a patch does not apply any more. */
export async function patchedBundle(
  entry: string,
  patches: readonly Patch[],
  outfile: string,
): Promise<void> {
  const applied = new Set<Patch>();
  const patching: Plugin = {
    name: 'patching',
    setup: (plugins) => {
      plugins.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
        const own = patches.filter((patch) => path.join(PROJECT, patch.file) === file);
        if (own.length === 0) return undefined;
        let contents = await readFile(file, 'utf8');
        for (const patch of own) {
          const places = contents.split(patch.find).length - 1;
          if (places !== 1) throw new Error(`${patch.file} has ${places} places with: ${patch.find}`);
          contents = contents.replace(patch.find, () => patch.instead);
          applied.add(patch);
        }
        return { contents, loader: 'ts' };
      });
    },
  };
  await build({
    ...{ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' },
    plugins: [patching],
  });
  const missed = patches.find((patch) => !applied.has(patch));
  if (missed) throw new Error(`Nothing of the simulation uses ${missed.file}.`);
}
