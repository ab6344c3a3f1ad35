import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { inWords, RESULTS_FILE, type Results } from './results';

const { EVENT_TEST_FAIL, EVENT_RUN_END } = Mocha.Runner.constants;

/** Leaves the results in the file that the runner named, and prints nothing; started by hand, it prints failures. */
class ResultsReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    const failures: string[] = [];
    // A failed hook is reported like a test, so that it counts.
    runner.on(EVENT_TEST_FAIL, (test, error: Error) => failures.push(describe(test, error)));
    runner.once(EVENT_RUN_END, () => {
      leave({ passed: this.stats.passes, failed: failures.length, skipped: this.stats.pending, failures });
    });
  }
}

function leave(results: Results): void {
  const file = process.env[RESULTS_FILE];
  if (file) writeFileSync(file, JSON.stringify(results));
  else console.log([...results.failures, inWords(results)].join('\n\n'));
}

function describe(test: Mocha.Runnable, error: Error): string {
  const text = error.stack ?? `${error.name}: ${error.message}`;
  const cause = error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : '';
  return `${test.titlePath().join(' › ')}\n${text}${cause}`;
}

// Mocha's command line takes nothing but the class itself.
export = ResultsReporter;
