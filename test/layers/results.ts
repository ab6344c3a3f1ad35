import { readFile } from 'node:fs/promises';

/** Environment variable that names the file a test run writes its results to. */
export const RESULTS_FILE = 'TEST_RESULTS_FILE';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a test run leaves in its results file. */
export interface Results extends Counts {
  /** One text a failure: its title and its error. */
  readonly failures: readonly string[];
}

export function sum(counts: readonly Counts[]): Counts {
  const total = (key: keyof Counts) => counts.reduce((so, one) => so + one[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}

export function inWords({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** What a run wrote; undefined when it broke off before it could. */
export async function readResults(file: string): Promise<Results | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Results;
  } catch {
    return undefined;
  }
}
