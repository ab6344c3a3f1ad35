import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as Client from '@laserfiche/lf-repository-api-client';

export type OfficialClient = typeof Client;

export interface LoadedClient {
  readonly client: OfficialClient;
  /** Removes the bundle. */
  dispose(): Promise<void>;
}

/**
 * Laserfiche's own client. Its ES modules do not load in Node as shipped (an import without an extension),
 * so it is bundled first, with the `fetch` it expects to find.
 */
export async function loadOfficialClient(): Promise<LoadedClient> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'official-client-'));
  const outfile = path.join(folder, 'client.mjs');
  await build({
    stdin: {
      contents: `import 'isomorphic-fetch'; export * from '@laserfiche/lf-repository-api-client';`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    // isomorphic-fetch is CommonJS and requires node's own modules.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'error',
  });
  const client = (await import(pathToFileURL(outfile).href)) as OfficialClient;
  return { client, dispose: () => rm(folder, { recursive: true, force: true }) };
}
