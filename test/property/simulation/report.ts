import type { RunResult } from './run';
import { scheduleInWords } from './schedule/words';
import { INVARIANTS } from './oracle/violation';

/** What went wrong, the schedule that shows it, and how to see it again. */
export function failureInWords({ violation, schedule }: RunResult): string {
  if (!violation) return 'All promises were kept.';
  return [
    `${violation.invariant}: ${INVARIANTS[violation.invariant]}`,
    violation.story,
    '',
    scheduleInWords(schedule),
    '',
    `The whole schedule again: PROPERTY_SEED=${schedule.seed} npm run test:property`,
  ].join('\n');
}
