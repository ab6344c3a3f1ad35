// Runs the project's checks and tests and ends with one line of counts over all of them.
// Usage: tsx test/run.ts [types] [lint] [property] [faults] [crash] [unit] [host] [e2e] [--desktop] [--all-themes]
// None named: all. --all-themes: pictures of each moment in four themes, not one.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { BUILD, LAYERS, lanesFor, needsBuild } from './layers';
import { inWords, sum, type Results } from './layers/results';
import type { RunContext, Step } from './layers/step';
import { findBrowser } from './workbench/findBrowser';
import { installServer } from './workbench/installServer';
import { onInterrupt } from './workbench/processes';

const OPTIONS: readonly string[] = ['--desktop', '--all-themes'];

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const named = words.filter((word) => !OPTIONS.includes(word));
  const unknown = named.find((word) => !LAYERS.includes(word));
  if (unknown !== undefined)
    throw new Error(`There is no layer "${unknown}": name some of ${LAYERS.join(', ')}.`);

  const scratch = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-tests-'));
  const tidyUp = () => rm(scratch, { recursive: true, force: true });
  onInterrupt(tidyUp);
  const context = {
    scratch,
    desktop: words.includes('--desktop'),
    allThemes: words.includes('--all-themes'),
  };
  const lanes = lanesFor(named.length > 0 ? named : LAYERS);
  await prepare(lanes.flat(), context);
  const built = needsBuild(lanes.flat()) ? await runLane([BUILD], context) : [];
  // Whatever runs in VS Code would only test old bundles.
  const isBuilt = built.every(({ failed }) => failed === 0);
  const run = lanes.map((lane) =>
    runLane(isBuilt ? lane : lane.filter((step) => !needsBuild([step])), context),
  );
  const results = [...built, ...(await Promise.all(run)).flat()];
  await tidyUp();

  const total = sum(results);
  console.log(inWords(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

/** Fetches what a VS Code without a display needs, while somebody reads along; what fails, its tests will tell. */
async function prepare(steps: readonly Step[], { desktop }: RunContext): Promise<void> {
  const headless = steps.some(({ name }) => name.startsWith('e2e') || (name === 'host' && !desktop));
  if (headless) await Promise.allSettled([installServer(console.log), findBrowser(console.log)]);
}

async function runLane(lane: readonly Step[], context: RunContext): Promise<Results[]> {
  const results: Results[] = [];
  for (const step of lane) {
    const started = performance.now();
    const result = await step.run(context);
    results.push(result);
    tell(step.name, result, performance.now() - started);
  }
  return results;
}

function tell(name: string, result: Results, milliseconds: number): void {
  console.log(`${name.padEnd(8)} ${inWords(result)} in ${(milliseconds / 1000).toFixed(1)} s`);
  for (const failure of result.failures) {
    console.log(`\n${stripVTControlCharacters(failure).replace(/^/gm, '    ')}\n`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
