import { cancelled, secretFinder, untilAborted } from '../../api';
import { checkCertificate } from './certificate';
import { type CheckFinding, type CheckId, failed, failedBy, type Finding, skipped } from './facts';
import { checkAddress, checkReachability, checkResolution } from './network';
import { checkProxy } from './proxy';
import { checkLinkTypes, checkRepository, checkSignIn, checkWrite } from './repository';
import { checkRead } from './rootFolder';
import { Scene, type SceneOptions } from './scene';
import { checkApi, checkClock, checkVersions } from './server';

export type * from './facts';
export type * from './types';

/** One check, and those before it whose failure makes it meaningless. */
interface Step {
  readonly check: CheckId;
  readonly needs?: readonly CheckId[];
  readonly look: (scene: Scene, signal: AbortSignal) => Finding | Promise<Finding>;
}

const STEPS: readonly Step[] = [
  { check: 'address', look: checkAddress },
  { check: 'resolution', needs: ['address'], look: checkResolution },
  { check: 'reachability', needs: ['resolution'], look: checkReachability },
  { check: 'proxy', needs: ['reachability'], look: checkProxy },
  { check: 'certificate', needs: ['proxy'], look: checkCertificate },
  { check: 'api', needs: ['certificate'], look: checkApi },
  { check: 'clock', needs: ['certificate'], look: checkClock },
  { check: 'signIn', needs: ['api'], look: checkSignIn },
  { check: 'repository', needs: ['signIn'], look: checkRepository },
  { check: 'read', needs: ['repository'], look: checkRead },
  { check: 'linkTypes', needs: ['repository'], look: checkLinkTypes },
  { check: 'write', needs: ['repository'], look: checkWrite },
  { check: 'versions', needs: ['api'], look: checkVersions },
];

export interface RunOptions extends SceneOptions {
  /** Ends the run; it rejects with `ApiError` reason `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((check: CheckId) => void) | undefined;
  /** The longest that one check may take; 15,000 unless told. Milliseconds. */
  readonly limitMs?: number | undefined;
}

export interface Findings {
  readonly findings: readonly CheckFinding[];
  /** Whether a text repeats one of the secrets that the checks met. */
  readonly holdsSecret: (text: string) => boolean;
}

/**
 * Looks at a connection from the form of its address to the rights of whoever signs in. Nothing is written. One check
 * after the other, since each builds on what the one before found.
 */
export async function runChecks({
  signal,
  onStep,
  limitMs = 15_000,
  ...options
}: RunOptions): Promise<Findings> {
  const scene = new Scene(options);
  const findings: CheckFinding[] = [];
  /** By check: the failed one that stands in its way, or itself where it failed. */
  const culprits = new Map<CheckId, CheckId>();
  // A request that a check gave up waiting for ends with the run.
  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  try {
    for (const { check, needs = [], look } of STEPS) {
      if (signal?.aborted) throw cancelled();
      onStep?.(check);
      const culprit = needs.map((need) => culprits.get(need)).find((known) => known !== undefined);
      const finding =
        culprit === undefined
          ? await limited(look, scene, limitMs, either)
          : skipped({ code: 'blocked', by: culprit });
      if (finding.outcome === 'failed') culprits.set(check, check);
      else if (culprit !== undefined) culprits.set(check, culprit);
      findings.push({ check, ...finding });
    }
    return { findings, holdsSecret: secretFinder(scene.secrets) };
  } finally {
    over.abort();
  }
}

/** A check that finds no end is a finding too; so is one that throws. */
async function limited(
  look: Step['look'],
  scene: Scene,
  limitMs: number,
  signal: AbortSignal,
): Promise<Finding> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), limitMs);
  const either = AbortSignal.any([signal, deadline.signal]);
  try {
    return await untilAborted(Promise.resolve(look(scene, either)), either);
  } catch (error) {
    if (signal.aborted) throw cancelled();
    return deadline.signal.aborted ? failed({ code: 'noAnswerInTime', limitMs }) : failedBy(error);
  } finally {
    clearTimeout(timer);
  }
}
