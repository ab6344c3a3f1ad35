// Measures the product, on the Node of VS Code's extension host.
// Usage: npm run bench [-- part …] [--json]; without parts, all of them.
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { ARTIFACTS } from '../workbench/paths';
import { PARTS } from './parts';
import { passed, tableOf, type Figure } from './support/figure';
import { rerunOnHostNode } from './support/hostNode';

interface PartResult {
  readonly part: string;
  readonly seconds: number;
  /** Processes that wanted a core, a minute's average, before and after: a busy machine measures itself. */
  readonly load: readonly [before: number, after: number];
  readonly figures: readonly Figure[];
  readonly failure?: string;
}

async function measure(part: string): Promise<PartResult> {
  const startedAt = performance.now();
  const before = os.loadavg()[0] ?? NaN;
  const done = (figures: readonly Figure[]) => ({
    part,
    seconds: Math.round((performance.now() - startedAt) / 1000),
    load: [before, os.loadavg()[0] ?? NaN] as const,
    figures,
  });
  try {
    return done((await PARTS[part]?.()) ?? []);
  } catch (error) {
    const failure = inspect(error);
    return { ...done([]), failure };
  }
}

async function main(): Promise<void> {
  const exitCode = await rerunOnHostNode(__filename);
  if (exitCode !== undefined) {
    process.exitCode = exitCode;
    return;
  }
  const words = process.argv.slice(2);
  const wanted = words.filter((word) => !word.startsWith('--'));
  const unknown = wanted.filter((word) => !Object.hasOwn(PARTS, word));
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}. Parts: ${Object.keys(PARTS).join(', ')}.`);
  const isQuiet = words.includes('--json');
  const results: PartResult[] = [];
  for (const part of wanted.length > 0 ? wanted : Object.keys(PARTS)) {
    const result = await measure(part);
    results.push(result);
    if (!isQuiet) console.log(wordsOf(result));
  }
  const all = results.flatMap(({ figures }) => figures);
  const report = {
    machine: { cores: os.availableParallelism(), cpu: os.cpus()[0]?.model, node: process.version },
    results: results.map((result) => ({
      ...result,
      figures: result.figures.map((figure) => ({ ...figure, passed: passed(figure) })),
    })),
  };
  await mkdir(ARTIFACTS, { recursive: true });
  await writeFile(path.join(ARTIFACTS, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  if (isQuiet) console.log(JSON.stringify(report, null, 2));
  const missed = all.filter((figure) => passed(figure) === false).length;
  const held = all.filter((figure) => passed(figure) === true).length;
  const broken = results.filter(({ failure }) => failure !== undefined).length;
  if (!isQuiet) console.log(`${held} bars passed, ${missed} missed, ${broken} parts failed.`);
  if (missed + broken > 0) process.exitCode = 1;
}

function wordsOf({ part, seconds, load, figures, failure }: PartResult): string {
  const head = `${part} (${seconds} s, load ${load.map((value) => value.toFixed(1)).join(' → ')})`;
  return [head, ...tableOf(figures).map((line) => `  ${line}`), ...(failure ? [failure] : []), ''].join('\n');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
