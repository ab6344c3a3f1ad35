// Measures the figures of the closing notes. Usage: npm run bench [-- --json]
import { execFileSync } from 'node:child_process';
import { PROJECT } from '../workbench/paths';
import { measureActivation } from './activation';
import { countEditRequests, type EditRequests } from './linkRequests';
import { measureSizes } from './sizes';
import { countTreeRequests } from './treeRequests';

const STARTS = 20;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const ms = (value: number) => `${value.toFixed(1)} ms`;
const requests = (list: readonly string[]) => `${list.length} (${[...new Set(list)].join(', ') || 'none'})`;

/** One row: what each way of saving one edit asks for, and where that is over the bar. */
function ofEdit({ links, pageSize, pages, server, bar, requests: counts }: EditRequests): [string, string] {
  const ways = Object.entries(counts).map(([way, count]) => `${way} ${count}${count > bar ? ' (over)' : ''}`);
  return [
    `requests: edit of ${links} links, pages of ${pageSize}, ${server}`,
    `${ways.join('; ')}; ${pages} pages, bar ${bar}`,
  ];
}

async function main(): Promise<void> {
  const json = process.argv.includes('--json');
  execFileSync(process.execPath, [process.env['npm_execpath'] ?? 'npm', 'run', '-s', 'package'], {
    cwd: PROJECT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const sizes = measureSizes();
  const activation = await measureActivation(STARTS);
  const tree = await countTreeRequests();
  const edits = await countEditRequests();
  if (json) {
    console.log(JSON.stringify({ sizes, activation, tree, edits }, null, 2));
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
    ...edits.map(ofEdit),
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  for (const [what, figure] of rows) console.log(`${what.padEnd(width)}  ${figure}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
