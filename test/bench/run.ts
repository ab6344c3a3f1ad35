// Measures the figures of the closing notes. Usage: npm run bench [-- --json]
import { execFileSync } from 'node:child_process';
import { PROJECT } from '../workbench/paths';
import { measureActivation } from './activation';
import { countLinkRequests } from './linkRequests';
import { measureSizes } from './sizes';
import { countTreeRequests } from './treeRequests';

const STARTS = 20;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const requests = (list: readonly string[]) => `${list.length} (${[...new Set(list)].join(', ') || 'none'})`;

async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  execFileSync(process.execPath, [process.env['npm_execpath'] ?? 'npm', 'run', '-s', 'package'], {
    cwd: PROJECT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const sizes = measureSizes();
  const activation = await measureActivation(STARTS);
  const tree = await countTreeRequests();
  const oneLink = { pages1000: await countLinkRequests(1000), pages100: await countLinkRequests(100) };
  if (json) {
    console.log(JSON.stringify({ sizes, activation, tree, oneLink }, null, 2));
    return;
  }
  const rows: [string, string][] = [
    ...Object.entries(sizes.bundles).map(([name, bytes]): [string, string] => [
      `bundle ${name}, minified`,
      kB(bytes),
    ]),
    ['VSIX', `${kB(sizes.vsixBytes)}, ${sizes.vsixFiles} files`],
    [`activation (require + activate), median of ${STARTS} starts`, ms(activation.medianMs)],
    [`activation, p95 of ${STARTS} starts`, ms(activation.p95Ms)],
    ['connections opened by activation, all starts', String(activation.connections)],
    ['requests: opening a folder', requests(tree.first)],
    ['requests: opening it again', requests(tree.again)],
    ['requests: one link added to 250, pages of 1,000', requests(oneLink.pages1000)],
    ['requests: one link added to 250, pages of 100', requests(oneLink.pages100)],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  for (const [what, figure] of rows) console.log(`${what.padEnd(width)}  ${figure}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
