import type { GroupProgress } from '../../changes';
import type { Watched } from '../support/progress';

/** How far a batch is, for example `3 of 1,000 linked`. */
export function describeProgress({ operation, done, of }: GroupProgress, verb: string): string {
  const word = operation === 'reading' ? 'read' : verb;
  return `${done.toLocaleString('en-US')} of ${of.toLocaleString('en-US')} ${word}`;
}

/** Reading, where there is any, fills the first third of the bar. */
const READING = 1 / 3;

/** Tells the person how far a batch is; one entry alone has nothing to count. */
export function progressOf({ report }: Pick<Watched, 'report'>, verb: string): (at: GroupProgress) => void {
  let begun = 0;
  return (at) => {
    if (at.of < 2) return;
    const part = at.done / at.of;
    if (at.operation === 'reading') begun = READING;
    report(
      describeProgress(at, verb),
      at.operation === 'reading' ? part * READING : begun + part * (1 - begun),
    );
  };
}
