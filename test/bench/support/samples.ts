import type { Spread } from './figure';

/** The value that this share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Median and middle half, as a figure has them. */
export function summary(values: readonly number[]): { readonly value: number; readonly spread: Spread } {
  return { value: median(values), spread: [quantile(values, 0.25), quantile(values, 0.75)] };
}

/** Round by round, so that a machine that was busy for a while was busy for both. */
export function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  return ours.map((value, round) => value / (theirs[round] ?? NaN));
}

export interface Rounds {
  readonly rounds: number;
  /** Rounds before that count for nothing: code is compiled, connections are opened. */
  readonly warmUp: number;
}

/** What one contender took in each round, in milliseconds. */
export interface Taken {
  readonly wall: readonly number[];
  /** Processor time of this process: on a busy machine it says more than the clock on the wall. */
  readonly processor: readonly number[];
}

/** What each contender took in each round; who begins changes from round to round. */
export async function interleaved<K extends string>(
  contenders: Readonly<Record<K, () => Promise<unknown>>>,
  { rounds, warmUp }: Rounds,
): Promise<Readonly<Record<K, Taken>>> {
  const names = Object.keys(contenders) as K[];
  const taken = Object.fromEntries(
    names.map((name) => [name, { wall: [] as number[], processor: [] as number[] }]),
  ) as Record<K, { wall: number[]; processor: number[] }>;
  for (let round = -warmUp; round < rounds; round += 1) {
    const first = (round + warmUp) % names.length;
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const startedAt = performance.now();
      const before = process.cpuUsage();
      await contenders[name]();
      const { user, system } = process.cpuUsage(before);
      if (round < 0) continue;
      taken[name].wall.push(performance.now() - startedAt);
      taken[name].processor.push((user + system) / 1000);
    }
  }
  return taken;
}
