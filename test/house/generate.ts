// Writes what follows from package.json and the definitions of commands: the list of their ids, their titles in
// package.nls.json, and their table in the README.
// Usage: tsx test/house/generate.ts [--check]   (--check: writes nothing, and fails where something is stale)
import '../support/withoutVscode';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT } from '../workbench/paths';
import { staleFiles } from './generated';

async function main(): Promise<void> {
  const stale = await staleFiles();
  if (stale.size === 0) return;
  const files = [...stale.keys()].join(', ');
  if (process.argv.includes('--check')) {
    console.error(`Stale: ${files}. Run "npm run generate".`);
    process.exitCode = 1;
    return;
  }
  for (const [file, text] of stale) writeFileSync(path.join(PROJECT, file), text);
  console.log(`Written: ${files}`);
}

void main();
