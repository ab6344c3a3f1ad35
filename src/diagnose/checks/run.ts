import { cancelled, secretFinder, untilAborted } from '../../api';
import { failed, failedBy, skipped } from './findings';
import type { Scene } from './scene';
import type { Check, Finding } from './types';

/** One check, and those before it whose failure makes it meaningless. */
export interface Step {
  readonly name: string;
  readonly needs?: readonly string[];
  readonly look: (scene: Scene, signal: AbortSignal) => Finding | Promise<Finding>;
}

export interface RunOptions {
  /** Ends the run; it rejects with `ApiError` reason `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: ((name: string) => void) | undefined;
  /** The longest that one check may take; 15,000 unless told. Milliseconds. */
  readonly limitMs?: number | undefined;
}

/** One after the other, since each builds on what the one before found. */
export async function runSteps(
  steps: readonly Step[],
  scene: Scene,
  { signal, onStep, limitMs = 15_000 }: RunOptions = {},
): Promise<readonly Check[]> {
  const checks: Check[] = [];
  /** By check: the failed one that stands in its way, or itself where it failed. */
  const culprits = new Map<string, string>();
  // A request that a check gave up waiting for ends with the run.
  const over = new AbortController();
  const either = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  try {
    for (const { name, needs = [], look } of steps) {
      if (signal?.aborted) throw cancelled();
      onStep?.(name);
      const culprit = needs.map((need) => culprits.get(need)).find((known) => known !== undefined);
      const finding = culprit === undefined ? await limited(look, scene, limitMs, either) : inTheWay(culprit);
      if (finding.outcome === 'failed') culprits.set(name, name);
      else if (culprit !== undefined) culprits.set(name, culprit);
      checks.push({ name, ...withheld(finding, scene.secrets) });
    }
    return checks;
  } finally {
    over.abort();
  }
}

function inTheWay(culprit: string): Finding {
  return skipped(`Not checked, since "${culprit}" failed.`);
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
    if (deadline.signal.aborted)
      return failed(
        `No answer within ${limitMs / 1000} seconds.`,
        'Check the base URL, your network, firewall and proxy; then try again.',
      );
    return failedBy(error);
  } finally {
    clearTimeout(timer);
  }
}

/** A server may repeat what it was sent. */
function withheld(finding: Finding, secrets: readonly string[]): Finding {
  const holdsSecret = secretFinder(secrets);
  if (!holdsSecret(`${finding.found} ${finding.advice ?? ''}`)) return finding;
  return { outcome: finding.outcome, found: 'What was found is left out: it repeats a secret.' };
}
