// What the extension host runs: all bundled host tests beside this file.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import ResultsReporter from '../layers/reporter';
import { watchRejections } from './rejections';
import { configure } from './support';

/** Called by VS Code; it rejects when a test failed. */
export async function run(): Promise<void> {
  const project = path.join(__dirname, '../..');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    color: false,
    reporter: ResultsReporter,
    // Nobody is here to answer: what is about the question switches it on.
    rootHooks: { beforeAll: noQuestions, afterAll: watchRejections(project) },
  });
  for (const file of readdirSync(__dirname, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} host tests failed.`);
}

async function noQuestions(): Promise<void> {
  await configure('askArgumentObjects', false);
}
