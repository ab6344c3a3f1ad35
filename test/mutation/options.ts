import path from 'node:path';
import { BUILT_TESTS, PROJECT } from '../workbench/paths';

const inProject = (file: string) => path.relative(PROJECT, file).replaceAll('\\', '/');

/** How Stryker runs; `mutate` holds files and folders of the rooms under test. */
export function strykerOptions(mutate: readonly string[], reportFile: string) {
  return {
    testRunner: 'mocha',
    testRunnerNodeArgs: ['--import', 'tsx'],
    mochaOptions: {
      spec: ['test/unit/domain/**/*.test.ts', 'test/unit/changes/**/*.test.ts'],
      require: [inProject(path.join(__dirname, 'seed.ts'))],
    },
    mutate: mutate.map((name) => (name.endsWith('.ts') ? name : `${name.replace(/[\\/]+$/, '')}/**/*.ts`)),
    // What is copied: the code and all that the unit tests build on.
    ignorePatterns: ['**', '!src/**', '!test/**', '!package.json'],
    // Below the project's folder, so that packages are found as ever.
    tempDirName: inProject(path.join(BUILT_TESTS, 'mutation')),
    cleanTempDir: 'always',
    coverageAnalysis: 'perTest',
    disableTypeChecks: true,
    concurrency: 2,
    reporters: ['json', ...(process.stdout.isTTY ? ['progress'] : [])],
    jsonReporter: { fileName: reportFile },
    // A mutant that takes the process down is started again by itself: nothing to be told of.
    logLevel: 'error',
  } as const;
}
