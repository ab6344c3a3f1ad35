import { play } from '../run';
import { drawSchedule } from '../schedule/draw';

export interface Found {
  /** How many seeds it took, and which promise was broken. */
  readonly seeds: number;
  readonly seed: number;
  readonly invariant: string;
  readonly story: string;
}

/** The promise that a seed breaks, if it does. */
export async function brokenBy(seed: number): Promise<Pick<Found, 'invariant' | 'story'> | undefined> {
  return (await play(drawSchedule(seed))).violation;
}

/** Plays seeds until one breaks a promise that it does not break with the mend. */
export async function playUntilBroken(
  first: number,
  most: number,
  mended: { readonly brokenBy: typeof brokenBy },
): Promise<Found | undefined> {
  for (let seeds = 1; seeds <= most; seeds += 1) {
    const seed = first + seeds - 1;
    const broken = await brokenBy(seed);
    if (broken && !(await mended.brokenBy(seed)))
      return { seeds, seed, invariant: broken.invariant, story: broken.story };
  }
  return undefined;
}
