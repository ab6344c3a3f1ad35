import { type Applied, type ChangeRequest, EditError, type PlannedStep, type SetOptions } from '../changes';
import type { LinkType } from '../domain';
import { approve, type ApproveOptions, needsApproval, type Proposal } from './approve';
import type { Deed } from './describeResults';
import { entryNameIn, nameOfId, namesFrom } from './names';
import { progressOf, watched, type Watched } from './progress';
import { askWhoseSide } from './resolveConflicts';
import type { EntryResult } from './results';

export interface CarryOutOptions {
  /** Of the notification that shows how far it is. */
  readonly title: string;
  readonly deed: Deed;
  /** Whether a person decides whose links count where somebody else changed the same ones; else that is a failure. */
  readonly resolvesConflicts: boolean;
  readonly approval?: ApproveOptions;
  /** Another way to cancel than that notification. */
  readonly signal?: AbortSignal;
}

/**
 * Plans, shows the plans and asks where the setting asks for it, and applies what was approved: what others do to the
 * same links in the meantime is a conflict. Answers what became of each step, proposal by proposal. Undefined: the
 * person said no. Rejects only while nothing was applied.
 */
export async function carryOut(
  options: CarryOutOptions,
  plan: (watch: Watched) => Promise<readonly Proposal[]>,
): Promise<readonly (readonly EntryResult[])[] | undefined> {
  const { title, approval, deed, signal } = options;
  const begun = await watched(
    title,
    async (watch) => {
      const proposals = await plan(watch);
      const asks = needsApproval(proposals, approval);
      return { proposals, results: asks ? undefined : await applyEach(proposals, deed, watch) };
    },
    signal,
  );
  const { proposals } = begun;
  if (!begun.results && !(await approve(proposals, approval))) return undefined;
  const results =
    begun.results ?? (await watched(title, (watch) => applyEach(proposals, deed, watch), signal));
  return options.resolvesConflicts ? resolveEach(proposals, results, options) : results;
}

/** How a step of a set tells how far it is, and when to stop. */
export function callOf(watch: Watched, deed: Deed): SetOptions {
  return { signal: watch.signal, onProgress: progressOf(watch, deed) };
}

/** Applies one proposal after the other. What goes wrong with a later one as a whole is told of each of its entries. */
async function applyEach(
  proposals: readonly Proposal[],
  deed: Deed,
  watch: Watched,
): Promise<readonly (readonly EntryResult[])[]> {
  const results: EntryResult[][] = [];
  for (const proposal of proposals) {
    const { session, set } = proposal;
    const applied = await session.editor.apply(set, callOf(watch, deed)).then(
      (done) => done.results,
      (error: unknown) => {
        if (results.length === 0) throw error;
        return stepsOf(proposal).map((step): Applied => ({ sourceId: sourceOf(step), error }));
      },
    );
    // Only names are made of them: without, types are told by their ids.
    const linkTypes = await session.linkTypes().catch(() => []);
    const steps = stepsOf(proposal);
    results.push(applied.map((one, index) => resultOf(proposal, one, steps[index], linkTypes)));
  }
  return results;
}

type Step = PlannedStep | { readonly request: ChangeRequest };

function stepsOf({ set }: Proposal): readonly Step[] {
  return 'steps' in set ? set.steps : set.map((request) => ({ request }));
}

function sourceOf(step: Step): number {
  if ('plan' in step) return step.plan.sourceId;
  return 'request' in step ? step.request.sourceId : step.sourceId;
}

function resultOf(
  { session, nameOf, told = [] }: Proposal,
  applied: Applied,
  step: Step | undefined,
  linkTypes: readonly LinkType[],
): EntryResult {
  const { sourceId } = applied;
  const planned = step && 'plan' in step ? entryNameIn(sourceId, step.plan) : undefined;
  const { connection } = session;
  const name = nameOf(sourceId) ?? planned ?? nameOfId(sourceId);
  const request = requestOf(step);
  const names = () =>
    namesFrom({
      links: [...told, ...(request?.base ?? []), ...('outcome' in applied ? applied.outcome.links : [])],
      linkTypes,
      known: request?.known,
      named: { [sourceId]: name },
    });
  return { connectionId: connection.id, name, madeIn: connection, applied, names: onceOnly(names) };
}

function requestOf(step: Step | undefined): ChangeRequest | undefined {
  if (!step || 'error' in step) return undefined;
  return 'plan' in step ? step.plan.request : step.request;
}

function onceOnly<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

async function resolveEach(
  proposals: readonly Proposal[],
  results: readonly (readonly EntryResult[])[],
  options: CarryOutOptions,
): Promise<readonly (readonly EntryResult[])[]> {
  const resolved: EntryResult[][] = [];
  for (const [index, proposal] of proposals.entries()) {
    const own: EntryResult[] = [];
    for (const [at, result] of (results[index] ?? []).entries()) {
      const step = stepsOf(proposal)[at];
      const request = requestOf(step);
      own.push(request ? await resolve(proposal, result, request, options) : result);
    }
    resolved.push(own);
  }
  return resolved;
}

/** Asks about conflicts, and applies what was decided, until there are none or the person leaves it. */
async function resolve(
  proposal: Proposal,
  result: EntryResult,
  request: ChangeRequest,
  { title }: Pick<CarryOutOptions, 'title'>,
): Promise<EntryResult> {
  const { session, set, told } = proposal;
  const group = 'steps' in set ? set.group : undefined;
  let tried: ChangeRequest = { ...request, ...(group !== undefined && { group }) };
  let { applied } = result;
  while ('error' in applied && EditError.is(applied.error, 'conflict')) {
    const { conflicts, theirs } = applied.error.details;
    const linkTypes = await session.linkTypes();
    const facts = { conflicts, theirs, linkTypes, told, name: result.name };
    const next = await askWhoseSide({ ...facts, request: tried });
    if (!next) break;
    tried = next;
    const { sourceId } = next;
    applied = await watched(title, (watch) => session.editor.change(next, { signal: watch.signal })).then(
      (outcome): Applied => ({ sourceId, outcome }),
      (error: unknown): Applied => ({ sourceId, error }),
    );
  }
  return { ...result, applied };
}
