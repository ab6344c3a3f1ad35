import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ONE_THEME } from '../e2e/support/themes';
import { PROJECT } from '../workbench/paths';
import { typescriptArgs } from '../workbench/processes';
import { check, mocha, tests, type Step } from './step';

const TSC = 'node_modules/typescript/bin/tsc';
const ESLINT_CACHE = ['--cache', '--cache-location', 'node_modules/.cache/eslint/'];

/** What runs in VS Code runs these bundles. */
export const BUILD = check('build', [['esbuild.js']]);

const E2E_FOLDER = 'test/e2e';
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

/** End-to-end files in two halves, one in each lane: each runs in browsers and servers of its own. */
function e2e(name: string, isIn: (index: number) => boolean): Step {
  return tests(
    name,
    () => {
      const files = readdirSync(path.join(PROJECT, E2E_FOLDER)).filter((file) => file.endsWith('.e2e.ts'));
      const own = files.toSorted().filter((_, index) => isIn(index));
      return mocha(
        own.map((file) => `${E2E_FOLDER}/${file}`),
        ['--timeout', '60000', '--exit', '--require', E2E_HOOKS],
      );
    },
    ({ allThemes }) => (allThemes ? {} : { [ONE_THEME]: '1' }),
  );
}

/** Tries what no one would think of, at length: after the static checks, so that never more than two things run. */
const PROOFS: readonly Step[] = [
  tests('property', () => mocha(['test/property/**/*.test.ts'], ['--timeout', '60000'])),
  tests('faults', () =>
    mocha(['test/faults/**/*.test.ts'], ['--timeout', '60000', '--require', WITHOUT_VSCODE]),
  ),
  tests('crash', () => mocha(['test/crash/**/*.test.ts'], ['--timeout', '240000'])),
  // What comes before it takes about as long as two thirds of the end-to-end files.
  e2e('e2e-2', (index) => index % 3 === 1),
];

/** Runs the code, in VS Code at last. */
const RUNNING: readonly Step[] = [
  tests('unit', () =>
    mocha(
      ['test/unit/**/*.test.ts', 'test/unit/**/*.test.tsx'],
      ['--timeout', '10000', '--require', WITHOUT_VSCODE],
    ),
  ),
  tests('host', ({ desktop }) => [
    ...typescriptArgs(path.join(PROJECT, 'test/workbench/runHostTests.ts')),
    ...(desktop ? ['--desktop'] : []),
  ]),
  e2e('e2e', (index) => index % 3 !== 1),
];

/** Lanes run beside each other, the steps of a lane one after another. */
export const LANES: readonly (readonly Step[])[] = [[...STATIC, ...PROOFS], RUNNING];
/** What can be named on the command line. */
export const LAYERS: readonly string[] = LANES.flat()
  .map((step) => layerOf(step))
  .filter((name, index, all) => all.indexOf(name) === index);

/** The halves of a layer carry its name and a number. */
function layerOf({ name }: Step): string {
  return name.replace(/-\d$/, '');
}

/** Whether something of these layers runs in VS Code, and needs the bundles. */
export const needsBuild = (steps: readonly Step[]): boolean =>
  steps.some((step) => ['host', 'e2e'].includes(layerOf(step)));

/** The lanes of some layers. */
export function lanesFor(layers: readonly string[]): Step[][] {
  const wanted = new Set(layers);
  return LANES.map((lane) => lane.filter((step) => wanted.has(layerOf(step))));
}
