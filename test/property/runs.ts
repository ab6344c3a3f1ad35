import type { Parameters } from 'fast-check';

/**
 * How often a property is tried. A failure names its seed and path: `PROPERTY_SEED` plays it again, and `PROPERTY_RUNS`
 * multiplies the runs, for a long night.
 */
export function runs<T>(count: number): Parameters<T> {
  const seed = process.env['PROPERTY_SEED'];
  const factor = Number(process.env['PROPERTY_RUNS'] ?? 1);
  return { numRuns: Math.ceil(count * factor), ...(seed !== undefined && { seed: Number(seed) }) };
}
