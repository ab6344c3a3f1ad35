// Takes each mend out of the sources, one by one, and plays schedules until the simulator finds the fault.
// Usage: npm run simulate:without [-- --most N] [--seed S] [--only WORDS]
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT } from '../../workbench/paths';
import { MENDS } from './without/mends';
import { patchedBundle, type Patch } from './without/patchedBundle';
import type * as Playing from './without/play';

type Simulator = typeof Playing;

const ENTRY = path.join(PROJECT, 'test/property/simulation/without/play.ts');

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      most: { type: 'string', default: '30000' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
    },
  });
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-without-'));
  const load = async (patches: readonly Patch[], name: string): Promise<Simulator> => {
    const file = path.join(scratch, `${name}.cjs`);
    await patchedBundle(ENTRY, patches, file);
    return createRequire(file)(file) as Simulator;
  };
  let unfound = 0;
  try {
    const mended = await load([], 'mended');
    console.log('| without the mend | seeds needed | what is broken |\n| --- | ---: | --- |');
    for (const [index, { fault, patches }] of MENDS.entries()) {
      if (!fault.includes(values.only)) continue;
      const unmended = await load(patches, `mend-${index}`);
      const found = await unmended.playUntilBroken(Number(values.seed), Number(values.most), mended);
      if (!found) unfound += 1;
      const told = found
        ? `${found.seeds} | ${found.invariant} (seed ${found.seed})`
        : `> ${values.most} | nothing`;
      console.log(`| ${fault} | ${told} |`);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  process.exitCode = unfound === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
