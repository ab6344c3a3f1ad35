// Writes what follows from the definitions of commands: their ids from package.json, their titles in package.nls.json and
// their table in the README. Usage: tsx test/house/generate.ts [--check]   (--check: only says what is stale)
import '../support/withoutVscode';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as prettier from 'prettier';
import { PROJECT } from '../workbench/paths';
import { generated } from './generated';

async function main(): Promise<void> {
  // After there is something in place of VS Code.
  const { commands } = await import('../../src/commands/registry');
  const options = await prettier.resolveConfig(path.join(PROJECT, 'package.json'));
  const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');
  const stale: string[] = [];
  for (const [file, text] of Object.entries(generated(commands, read))) {
    const formatted = await prettier.format(text, { ...options, filepath: file });
    if (formatted === read(file)) continue;
    stale.push(file);
    if (!process.argv.includes('--check')) writeFileSync(path.join(PROJECT, file), formatted);
  }
  if (stale.length === 0) return;
  const isCheck = process.argv.includes('--check');
  console.log(
    isCheck ? `Stale: ${stale.join(', ')}. Run "npm run generate".` : `Written: ${stale.join(', ')}`,
  );
  if (isCheck) process.exitCode = 1;
}

void main();
