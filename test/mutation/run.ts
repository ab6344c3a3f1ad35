// Changes the code of src/domain and src/changes in small ways and looks whether the unit tests notice: tells the score
// and what went unnoticed, and fails where a room is under the bar. Takes minutes.
// Usage: npm run test:mutation [-- src/domain src/changes/put.ts]   (files or folders; none named: both rooms)
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { PROJECT } from '../workbench/paths';
import { exited } from '../workbench/processes';
import { strykerOptions } from './options';
import { byFolder, percent, scoreOf, survivorsOf, type MutationReport, type Score } from './score';
import { findStryker } from './stryker';

const ROOMS = ['src/domain', 'src/changes'];
/** Per cent of the mutants of each room that tests must find. */
const BAR = 85;

async function main(): Promise<void> {
  const named = process.argv.slice(2);
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-mutation-'));
  try {
    const report = await mutate(named.length > 0 ? named : ROOMS, scratch);
    if (rooms(report).length === 0)
      throw new Error(`There is no code of ${ROOMS.join(' or ')} in ${named.join(', ')}.`);
    tell(report);
    const low = rooms(report).filter(([, score]) => percent(score) < BAR);
    for (const [name, score] of low) console.log(`${name} is under the bar: ${inPercent(score)} of ${BAR} %`);
    if (low.length > 0) process.exitCode = 1;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function mutate(names: readonly string[], scratch: string): Promise<MutationReport> {
  const { node, cli } = await findStryker(console.log);
  const [options, report] = ['options.json', 'report.json'].map((name) => path.join(scratch, name));
  await writeFile(options!, JSON.stringify(strykerOptions(names, report!)));
  const code = await exited(spawn(node, [cli, 'run', options!], { cwd: PROJECT, stdio: 'inherit' }));
  if (code !== 0) throw new Error(`Stryker ended with ${code ?? 'a signal'}.`);
  return JSON.parse(await readFile(report!, 'utf8')) as MutationReport;
}

/** The rooms that have mutants, all their folders together. */
function rooms({ files }: MutationReport): [string, Score][] {
  return ROOMS.map((room): [string, Score] => [
    room,
    scoreOf(Object.entries(files).flatMap(([name, file]) => (name.startsWith(`${room}/`) ? [file] : []))),
  ]).filter(([, score]) => Object.values(score).some((count: number) => count > 0));
}

function tell(report: MutationReport): void {
  for (const survivor of survivorsOf(report)) console.log(survivor);
  const folders = [...byFolder(report)].map(([name, files]): [string, Score] => [name, scoreOf(files)]);
  const rows = [
    ['', 'found', 'killed', 'timed out', 'survived', 'uncovered', 'invalid'],
    ...folders.map(rowOf),
    ...rooms(report).map(([name, score]) => rowOf([`${name}/**`, score])),
    rowOf(['all', scoreOf(Object.values(report.files))]),
  ];
  console.log();
  for (const [name = '', ...cells] of rows)
    console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(10)).join(''));
}

function rowOf([name, score]: readonly [string, Score]): string[] {
  const { killed, timedOut, survived, uncovered, invalid } = score;
  return [name, inPercent(score), ...[killed, timedOut, survived, uncovered, invalid].map(String)];
}

const inPercent = (score: Score) => `${percent(score).toFixed(1)} %`;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
