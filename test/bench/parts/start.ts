import { measureActivation } from '../activation';
import type { Figure } from '../support/figure';

const STARTS = 20;

/** Starts of the extension, each in a fresh extension host. */
export async function measureStarts(): Promise<readonly Figure[]> {
  const { medianMs, p95Ms, loadMedianMs, cpuMedianMs, partsMedianMs, partsCpuMedianMs, connections } =
    await measureActivation(STARTS);
  const what = `activation (require + activate), ${STARTS} starts`;
  return [
    { what: `${what}, median`, value: medianMs, unit: 'ms', bar: { most: 10 } },
    { what: `${what}, p95`, value: p95Ms, unit: 'ms', bar: { most: 25 } },
    { what: `${what}, median of require alone`, value: loadMedianMs, unit: 'ms' },
    { what: `${what}, median of processor time`, value: cpuMedianMs, unit: 'ms' },
    { what: 'code of the parts, loaded right after, median', value: partsMedianMs, unit: 'ms' },
    { what: 'code of the parts, median of processor time', value: partsCpuMedianMs, unit: 'ms' },
    { what: `${what}, connections opened by all`, value: connections, unit: '', bar: { most: 0 } },
  ];
}
