import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { bundleApi, bundleOfficial } from '../support/bundles';
import type { Figure } from '../support/figure';
import { summary } from '../support/samples';

const STARTS = 15;
/** Run by a fresh process: what the first `require` of a bundle takes. */
const TIME_REQUIRE =
  'const at = performance.now(); require(process.argv[1]); console.log(performance.now() - at)';

/** Loading each client in a process that has loaded nothing yet. */
export async function measureColdLoad(): Promise<readonly Figure[]> {
  const files = { ours: await bundleApi(), official: await bundleOfficial() };
  const times: Record<keyof typeof files, number[]> = { ours: [], official: [] };
  for (let start = 0; start < STARTS; start += 1)
    for (const name of ['ours', 'official'] as const)
      times[name].push(
        Number(execFileSync(process.execPath, ['-e', TIME_REQUIRE, files[name]], { encoding: 'utf8' })),
      );
  return [
    { what: 'cold load of the api, ours', unit: 'ms', ...summary(times.ours) },
    { what: 'cold load of the api, official', unit: 'ms', ...summary(times.official) },
    { what: 'api bundled and minified, ours', unit: 'kB', value: statSync(files.ours).size / 1000 },
    { what: 'api bundled and minified, official', unit: 'kB', value: statSync(files.official).size / 1000 },
  ];
}
