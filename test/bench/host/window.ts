import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { closeSharedBrowser } from '../../e2e/support/sharedBrowser';
import { Workbench, type LaunchOptions } from '../../e2e/support/workbench';
import { BUILT_TESTS, PROJECT } from '../../workbench/paths';

const FOLDER = path.join(BUILT_TESTS, 'bench', 'probe');

/** The probe as an extension, in a folder of its own. */
async function buildProbe(): Promise<string> {
  await build({
    entryPoints: [path.join(__dirname, 'probe.ts')],
    outfile: path.join(FOLDER, 'extension.js'),
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    logLevel: 'error',
  });
  const manifest = {
    name: 'bench-probe',
    publisher: 'laserfiche-links-tests',
    version: '0.0.1',
    engines: { vscode: '^1.101.0' },
    main: './extension.js',
    activationEvents: ['onStartupFinished'],
  };
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, 'package.json'), JSON.stringify(manifest));
  return FOLDER;
}

/** What the probe can be asked, by the name of its command. */
export type Probe = <T>(name: string, ...args: readonly unknown[]) => Promise<T>;

/** Runs some work in a VS Code with the built extension and the probe. */
export async function withWindow<T>(
  options: LaunchOptions,
  work: (workbench: Workbench, probe: Probe) => Promise<T>,
): Promise<T> {
  const workbench = await Workbench.launch({ extensionPaths: [PROJECT, await buildProbe()], ...options });
  const probe = (async (name: string, ...args: readonly unknown[]) => {
    const answer = await workbench.execute(`benchProbe.${name}`, ...args);
    return answer;
  }) as Probe;
  try {
    return await work(workbench, probe);
  } catch (error) {
    await workbench.keepEvidence('bench');
    throw error;
  } finally {
    await workbench.close();
    await closeSharedBrowser();
  }
}
