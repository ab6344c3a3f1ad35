import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../workbench/paths';

export interface Sizes {
  /** Bytes of each bundle in dist/. */
  readonly bundles: Readonly<Record<string, number>>;
  readonly vsixBytes: number;
  readonly vsixFiles: number;
}

const VSCE = path.join(PROJECT, 'node_modules/@vscode/vsce/vsce');

/** Sizes of what people download, as `npm run package` left them. */
export function measureSizes(): Sizes {
  const dist = path.join(PROJECT, 'dist');
  const bundles = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => [file.replaceAll('\\', '/'), statSync(path.join(dist, file)).size] as const);
  const packed = execFileSync(process.execPath, [VSCE, 'ls', '--no-dependencies'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  return {
    bundles: Object.fromEntries(bundles),
    vsixBytes: statSync(path.join(PROJECT, 'laserfiche-links.vsix')).size,
    vsixFiles: packed.trim().split('\n').length,
  };
}
