import path from 'node:path';
import { build } from 'esbuild';
import { BUILT_TESTS, PROJECT } from '../../workbench/paths';
import type { LoadedClient } from '../../support/officialClient';
import type * as Product from './product';

const OUT = path.join(BUILT_TESTS, 'bench');

/** One file as the extension is shipped: minified CommonJS. `source` is what the bundle begins with. */
export async function bundle(
  name: string,
  source: string,
  external: readonly string[] = [],
): Promise<string> {
  const outfile = path.join(OUT, `${name}.cjs`);
  await build({
    stdin: { contents: source, resolveDir: PROJECT, loader: 'ts' },
    outfile,
    absWorkingDir: PROJECT,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: [...external],
    logLevel: 'error',
  });
  return outfile;
}

/** The api room alone. */
export const bundleApi = (): Promise<string> => bundle('api', `export * from './src/api';`);

/** Laserfiche's own client, with the `fetch` that it expects to find. */
export const bundleOfficial = (): Promise<string> =>
  bundle('official', `import 'isomorphic-fetch'; export * from '@laserfiche/lf-repository-api-client';`);

/** The product and the official client in one process, each from its bundle. */
export async function loadContenders() {
  const product = await bundle('product', `export * from './test/bench/support/product';`);
  const ours = (await import(product)) as typeof Product;
  const official = (await import(await bundleOfficial())) as LoadedClient['client'];
  return { ours, official };
}
