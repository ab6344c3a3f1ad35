import { Tally } from './oracle/tally';
import { play, type RunResult } from './run';
import { drawSchedule } from './schedule/draw';
import { shrink } from './shrink';

export interface Simulation {
  readonly runs: number;
  readonly steps: number;
  readonly tally: Tally;
  /** Runs in which a promise was broken, as they were found. */
  readonly failures: readonly RunResult[];
}

export interface SimulationOptions {
  readonly seed: number;
  /** Whether to go on. */
  readonly goesOn: (soFar: {
    readonly runs: number;
    readonly steps: number;
    readonly failures: number;
  }) => boolean;
  readonly onFailure?: (failure: RunResult) => void;
  readonly onProgress?: (soFar: { readonly runs: number; readonly steps: number }) => void;
}

/** Runs of one seed after another. */
export async function simulate({
  seed,
  goesOn,
  onFailure,
  onProgress,
}: SimulationOptions): Promise<Simulation> {
  const tally = new Tally();
  const failures: RunResult[] = [];
  const soFar = { runs: 0, steps: 0, failures: 0 };
  while (goesOn(soFar)) {
    const result = await play(drawSchedule(seed + soFar.runs));
    tally.add(result.tally);
    soFar.runs += 1;
    soFar.steps += result.schedule.steps.length;
    if (result.violation) {
      failures.push(result);
      soFar.failures += 1;
      onFailure?.(result);
    }
    if (soFar.runs % 1000 === 0) onProgress?.(soFar);
  }
  return { runs: soFar.runs, steps: soFar.steps, tally, failures };
}

/** Of several failures of one promise the one with the fewest steps, made smaller as far as that goes. */
export async function smallest(failures: readonly RunResult[]): Promise<RunResult | undefined> {
  const [first] = failures.toSorted((a, b) => a.schedule.steps.length - b.schedule.steps.length);
  return first && shrink(first);
}
