import path from 'node:path';
import { closeSharedBrowser } from '../e2e/support/sharedBrowser';
import { Workbench } from '../e2e/support/workbench';
import { EXTENSION_ID, PROJECT } from '../workbench/paths';

/** One start, in milliseconds. */
interface Start {
  /** `require` of the bundle. */
  readonly loadMs: number;
  /** The call of `activate`. */
  readonly activateMs: number;
  /** What both took of the processor, however busy the machine is with others. */
  readonly cpuMs: number;
  /** `require` of the code that the extension itself loads right afterwards. */
  readonly partsMs: number;
  readonly partsCpuMs: number;
  /** Both with all that VS Code does around them: it asks its window for the extension's storage. */
  readonly wholeMs: number;
  readonly connections: number;
}

export interface ActivationFigures {
  readonly starts: number;
  /** Milliseconds of `require` and the call of `activate` together, as VS Code counts them. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Milliseconds of `require` alone. */
  readonly loadMedianMs: number;
  readonly loadP95Ms: number;
  /** Milliseconds of the call of `activate` alone. */
  readonly activateMedianMs: number;
  readonly activateP95Ms: number;
  /** Milliseconds of processor time of both. */
  readonly cpuMedianMs: number;
  readonly cpuP95Ms: number;
  /** The code that comes right afterwards, for the view and the status bar: what it takes, and that of the processor. */
  readonly partsMedianMs: number;
  readonly partsCpuMedianMs: number;
  /** Milliseconds until VS Code calls the extension active; most of it is VS Code's own. */
  readonly wholeMedianMs: number;
  readonly wholeP95Ms: number;
  /** Sockets and requests opened meanwhile, over all starts. */
  readonly connections: number;
}

/**
 * Activates the built extension in as many fresh extension hosts, one after another: each reload of the window starts
 * a new one. The view stays closed, so that nothing activates the extension but the measurement.
 */
export async function measureActivation(starts = 20): Promise<ActivationFigures> {
  const workbench = await Workbench.launch({ extensionPaths: [PROJECT, path.join(__dirname, 'probe')] });
  try {
    const measured: Start[] = [];
    while (measured.length < starts) {
      if (measured.length > 0) await workbench.reload();
      measured.push((await workbench.execute('activationProbe.measure', EXTENSION_ID)) as Start);
    }
    const median = (of: (start: Start) => number) => quantile(measured.map(of), 0.5);
    const p95 = (of: (start: Start) => number) => quantile(measured.map(of), 0.95);
    const total = ({ loadMs, activateMs }: Start) => loadMs + activateMs;
    return {
      starts,
      medianMs: median(total),
      p95Ms: p95(total),
      loadMedianMs: median(({ loadMs }) => loadMs),
      loadP95Ms: p95(({ loadMs }) => loadMs),
      activateMedianMs: median(({ activateMs }) => activateMs),
      activateP95Ms: p95(({ activateMs }) => activateMs),
      cpuMedianMs: median(({ cpuMs }) => cpuMs),
      cpuP95Ms: p95(({ cpuMs }) => cpuMs),
      partsMedianMs: median(({ partsMs }) => partsMs),
      partsCpuMedianMs: median(({ partsCpuMs }) => partsCpuMs),
      wholeMedianMs: median(({ wholeMs }) => wholeMs),
      wholeP95Ms: p95(({ wholeMs }) => wholeMs),
      connections: measured.reduce((sum, { connections }) => sum + connections, 0),
    };
  } finally {
    await workbench.close();
    await closeSharedBrowser();
  }
}

/** The smallest value that at least this share of the values does not exceed. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}
