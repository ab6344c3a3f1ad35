import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as Client from '@laserfiche/lf-repository-api-client';

export type OfficialClient = typeof Client;

/** The parts of Laserfiche's `lf-api-client-core`, and of the JOSE library it uses, that tests compare with. */
export interface OfficialCore {
  readonly createFromBase64EncodedAccessKey: (text: string) => AccessKey;
  readonly createClientCredentialsAuthorizationJwt: (
    servicePrincipalKey: string,
    accessKey: AccessKey | string,
  ) => string;
  readonly KEYUTIL: { getKey(jwk: object): object };
  readonly KJUR: {
    readonly jws: {
      readonly JWS: { verify(jwt: string, key: object, algorithms: readonly string[]): boolean };
    };
  };
}

type AccessKey = Parameters<typeof Client.RepositoryApiClient.createFromAccessKey>[1];

export interface LoadedClient {
  readonly client: OfficialClient & OfficialCore;
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
      contents: `import 'isomorphic-fetch';
        export * from '@laserfiche/lf-repository-api-client';
        export { createFromBase64EncodedAccessKey, createClientCredentialsAuthorizationJwt }
          from '@laserfiche/lf-api-client-core/dist/lib/OAuth/AccessKey.js';
        export { KEYUTIL, KJUR } from 'jsrsasign';`,
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
  const client = (await import(pathToFileURL(outfile).href)) as LoadedClient['client'];
  return { client, dispose: () => rm(folder, { recursive: true, force: true }) };
}
