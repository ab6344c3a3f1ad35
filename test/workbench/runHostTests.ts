// Bundles the tests in test/host and runs them inside VS Code's extension host.
// Usage: tsx test/workbench/runHostTests.ts [--desktop]
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { TRUSTED_SERVER } from '../host/trustedServer';
import { makeCertificate } from '../support/tls';
import { findVSCode } from './findVSCode';
import { BUILT_TESTS, PROJECT } from './paths';

const SOURCES = path.join(PROJECT, 'test', 'host');
const BUILT = path.join(BUILT_TESTS, 'host');

/** One bundle a test file, so that a stack trace names it and no file can lean on another's state. */
async function bundleTests(): Promise<void> {
  const files = await readdir(SOURCES, { recursive: true });
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  await rm(BUILT, { recursive: true, force: true });
  await build({
    absWorkingDir: PROJECT,
    entryPoints: ['index.ts', ...tests].map((file) => path.join(SOURCES, file)),
    outbase: SOURCES,
    outdir: BUILT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

/** Makes a server certificate that the extension host trusts, as far as the system lets us say so. */
async function trustedServer(folder: string): Promise<Record<string, string>> {
  const issuer = makeCertificate({ name: 'Authority of the host tests' });
  const { name, cert, key } = makeCertificate({ name: 'Trusted', hosts: ['127.0.0.2'], issuer });
  const [authority, server] = ['authority.pem', 'server.json'].map((file) => path.join(folder, file)) as [
    string,
    string,
  ];
  await writeFile(authority, issuer.cert);
  await writeFile(server, JSON.stringify({ name, cert, key }), { mode: 0o600 });
  // What OpenSSL takes for the certificates of the system.
  return { SSL_CERT_FILE: authority, [TRUSTED_SERVER]: server };
}

async function main(): Promise<void> {
  const [vscodeExecutablePath] = await Promise.all([
    findVSCode(process.argv.includes('--desktop')),
    bundleTests(),
  ]);
  const fresh = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-host-'));
  const folder = path.join(fresh, 'folder');
  await mkdir(folder);
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: PROJECT,
      extensionTestsPath: path.join(BUILT, 'index.js'),
      extensionTestsEnv: await trustedServer(fresh),
      launchArgs: [
        folder,
        `--user-data-dir=${path.join(fresh, 'data')}`,
        `--extensions-dir=${path.join(fresh, 'extensions')}`,
      ],
    });
  } finally {
    await rm(fresh, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
