import path from 'node:path';
import { ONE_THEME } from '../e2e/support/themes';
import { PROJECT } from '../workbench/paths';
import { typescriptArgs } from '../workbench/processes';
import { check, mocha, tests, type Step } from './step';

const TSC = 'node_modules/typescript/bin/tsc';
const ESLINT_CACHE = ['--cache', '--cache-location', 'node_modules/.cache/eslint/'];

const E2E_HOOKS = path.join(PROJECT, 'test/e2e/support/hooks.ts');
const WITHOUT_VSCODE = path.join(PROJECT, 'test/support/withoutVscode.js');

/** Looks at the code without running it. */
const STATIC: readonly Step[] = [
  check('types', [
    [TSC, '--noEmit'],
    [TSC, '--noEmit', '-p', 'src/webviews'],
  ]),
  check('lint', [
    ['node_modules/eslint/bin/eslint.js', '.', ...ESLINT_CACHE],
    ['node_modules/prettier/bin/prettier.cjs', '--check', '.', '--log-level', 'warn', '--cache'],
  ]),
];

/** Tries what no one would think of, at length: after the static checks, so that never more than two things run. */
const PROOFS: readonly Step[] = [
  tests('property', () => mocha(['test/property/**/*.test.ts'], ['--timeout', '60000'])),
  tests('faults', () =>
    mocha(['test/faults/**/*.test.ts'], ['--timeout', '60000', '--require', WITHOUT_VSCODE]),
  ),
  tests('crash', () => mocha(['test/crash/**/*.test.ts'], ['--timeout', '240000'])),
];

/** Runs the code: each step needs the ones before it. */
const RUNNING: readonly Step[] = [
  tests('unit', () =>
    mocha(
      ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx'],
      ['--timeout', '10000', '--require', WITHOUT_VSCODE],
    ),
  ),
  check('build', [['esbuild.js']]),
  tests('host', ({ desktop }) => [
    ...typescriptArgs(path.join(PROJECT, 'test/workbench/runHostTests.ts')),
    ...(desktop ? ['--desktop'] : []),
  ]),
  tests(
    'e2e',
    () => mocha(['test/e2e/**/*.e2e.ts'], ['--timeout', '60000', '--exit', '--require', E2E_HOOKS]),
    ({ allThemes }) => (allThemes ? {} : { [ONE_THEME]: '1' }),
  ),
];

/** Lanes run beside each other, the steps of a lane one after another. */
export const LANES: readonly (readonly Step[])[] = [[...STATIC, ...PROOFS], RUNNING];
/** What can be named on the command line; `build` comes by itself where it is needed. */
export const LAYERS: readonly string[] = LANES.flat()
  .map((step) => step.name)
  .filter((name) => name !== 'build');

/** The lanes of some layers: with a build wherever something runs in VS Code. */
export function lanesFor(layers: readonly string[]): Step[][] {
  const wanted = new Set(layers);
  if (wanted.has('host') || wanted.has('e2e')) wanted.add('build');
  return LANES.map((lane) => lane.filter((step) => wanted.has(step.name)));
}
