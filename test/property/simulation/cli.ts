// Plays many schedules, each of a seed of its own, and tells which promises were broken and how to see it again.
// Usage: npm run simulate -- [--runs N | --steps N] [--seed S] [--most-failures N]
import { parseArgs } from 'node:util';
import { failureInWords } from './report';
import type { RunResult } from './run';
import { simulate, smallest } from './simulate';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string' },
      steps: { type: 'string' },
      seed: { type: 'string', default: '1' },
      'most-failures': { type: 'string', default: '200' },
    },
  });
  const [runs, steps, most] = [values.runs, values.steps, values['most-failures']].map(Number);
  const wanted =
    values.steps === undefined ? { runs: values.runs === undefined ? 10_000 : runs! } : { steps: steps! };
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(0);
  const simulation = await simulate({
    seed: Number(values.seed),
    goesOn: (soFar) =>
      soFar.failures < most! && ('runs' in wanted ? soFar.runs < wanted.runs : soFar.steps < wanted.steps),
    onFailure: ({ schedule, violation }) =>
      console.log(`seed ${schedule.seed}: ${violation?.invariant}: ${violation?.story}`),
    onProgress: (soFar) => console.log(`… ${soFar.runs} runs, ${soFar.steps} steps in ${seconds()} s`),
  });
  console.log(`${simulation.runs} runs, ${simulation.steps} steps in ${seconds()} s.`);
  const counts = [...simulation.tally.counts].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [what, count] of counts) console.log(`${String(count).padStart(9)}  ${what}`);
  const byInvariant = new Map<string, RunResult[]>();
  for (const failure of simulation.failures) {
    const invariant = failure.violation!.invariant;
    byInvariant.set(invariant, [...(byInvariant.get(invariant) ?? []), failure]);
  }
  for (const [invariant, failures] of byInvariant) {
    const found = await smallest(failures);
    console.log(`\n${invariant}: ${failures.length} times. The smallest:\n`);
    if (found) console.log(failureInWords(found));
  }
  console.log(byInvariant.size === 0 ? '\nAll promises were kept.' : '');
  process.exitCode = byInvariant.size === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
