import path from 'node:path';
import { closeSharedBrowser } from '../e2e/support/sharedBrowser';
import { Workbench } from '../e2e/support/workbench';
import { EXTENSION_ID, PROJECT } from '../workbench/paths';

/** One start. `load` is the `require` of the bundle, `activate` all that VS Code does to activate it after that. */
interface Start {
  readonly loadMs: number;
  readonly activateMs: number;
  readonly connections: number;
}

export interface ActivationFigures {
  readonly starts: number;
  /** Milliseconds of `require` and `activate` together. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Milliseconds of `require` alone. */
  readonly loadMedianMs: number;
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
    const totals = measured.map(({ loadMs, activateMs }) => loadMs + activateMs);
    return {
      starts,
      medianMs: quantile(totals, 0.5),
      p95Ms: quantile(totals, 0.95),
      loadMedianMs: quantile(
        measured.map(({ loadMs }) => loadMs),
        0.5,
      ),
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
