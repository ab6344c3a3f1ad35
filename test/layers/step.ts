import path from 'node:path';
import { PROJECT } from '../workbench/paths';
import { collect, exited, spawnNode, typescriptArgs } from '../workbench/processes';
import { RESULTS_FILE, readResults, type Results } from './results';

/** Milliseconds after which a program counts as stuck. */
const TIME_LIMIT = 15 * 60_000;

/** Where a run keeps its results files, which VS Code it uses, and whether pictures are taken in all themes. */
export interface RunContext {
  readonly scratch: string;
  readonly desktop: boolean;
  readonly allThemes: boolean;
}

/** One thing that `npm test` does. */
export interface Step {
  readonly name: string;
  run(context: RunContext): Promise<Results>;
}

/** A step that other programs judge: one test, passed when all of them are content. */
export function check(name: string, commands: readonly (readonly [string, ...string[]])[]): Step {
  return {
    name,
    run: async () => {
      const failures: string[] = [];
      for (const [file, ...args] of commands) {
        const { code, output } = await node([path.join(PROJECT, file), ...args]);
        if (code !== 0) failures.push(`${[path.basename(file), ...args].join(' ')}\n${output.trim()}`);
      }
      const failed = failures.length > 0 ? 1 : 0;
      return { passed: 1 - failed, failed, skipped: 0, failures };
    },
  };
}

/** A step of mocha tests: the command must leave its results, and at least one test must have run. */
export function tests(
  name: string,
  command: (context: RunContext) => readonly string[],
  envOf: (context: RunContext) => NodeJS.ProcessEnv = () => ({}),
): Step {
  return {
    name,
    run: async (context) => {
      const file = path.join(context.scratch, `${name}.json`);
      const { code, output } = await node(command(context), { ...envOf(context), [RESULTS_FILE]: file });
      const results = await readResults(file);
      const wrong = whatIsWrong(results, code);
      if (!wrong) return results!;
      const { passed = 0, skipped = 0, failures = [] } = results ?? {};
      return {
        passed,
        failed: failures.length + 1,
        skipped,
        failures: [...failures, `${wrong}\n${lastLines(output)}`],
      };
    },
  };
}

/** Arguments for Node to run mocha on all files of a pattern. */
export function mocha(patterns: readonly string[], options: readonly string[] = []): string[] {
  const cli = path.join(PROJECT, 'node_modules/mocha/bin/mocha.js');
  const reporter = path.join(PROJECT, 'test/layers/reporter.ts');
  return [
    ...typescriptArgs(cli),
    '--no-config',
    '--forbid-only',
    '--reporter',
    reporter,
    ...options,
    ...patterns,
  ];
}

/** What the results themselves do not tell. */
function whatIsWrong(results: Results | undefined, code: number | null): string | undefined {
  if (!results)
    return `The run broke off ${code === null ? 'when it was stopped' : `with exit code ${code}`}.`;
  if (results.passed + results.failed === 0) return 'No test ran.';
  if (results.failed === 0 && code !== 0)
    return `No test failed, but the run ended badly (${code ?? 'stopped'}).`;
  return undefined;
}

async function node(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; output: string }> {
  const child = spawnNode(process.execPath, args, { cwd: PROJECT, env });
  const output = collect(child);
  const limit = setTimeout(() => child.kill(), TIME_LIMIT);
  const code = await exited(child);
  clearTimeout(limit);
  return { code, output: output() };
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-30).join('\n');
}
