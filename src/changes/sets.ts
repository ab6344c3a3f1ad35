import { keyOf } from '../domain';
import { mapConcurrent, MAX_CONCURRENCY } from './batch';
import { throwIfAborted } from './errors';
import type { Applied, ChangeRequest, LinkChangeOutcome, PlannedStep, PlanSet, SetOptions } from './types';

/** Above it, how fast a set goes matters more than that a Cancel finds as little begun as can be. */
const LONG_RUN = 20;

/** A request to be written, or why it won't be. */
export type Step =
  | { readonly request: ChangeRequest; readonly removesWhatOthersGot?: true }
  | { readonly sourceId: number; readonly error: unknown };

/** Plans steps for each item, a few items at once. One that can't be planned keeps its failure. Rejects when cancelled. */
export async function planEach<T extends { readonly sourceId: number }>(
  items: readonly T[],
  plan: (item: T) => Promise<readonly PlannedStep[]>,
  { signal, onProgress }: SetOptions = {},
): Promise<PlannedStep[]> {
  let done = 0;
  const steps = await mapConcurrent(MAX_CONCURRENCY, items, async (item) => {
    try {
      return await plan(item);
    } catch (error) {
      return [{ sourceId: item.sourceId, error }];
    } finally {
      done += 1;
      onProgress?.({ operation: 'reading', done, of: items.length });
    }
  });
  // A part of what was asked for is nothing to ask about.
  throwIfAborted(signal);
  return steps.flat();
}

/** What is to be written: planned requests, with what each was planned from as its base, or bare ones. */
export function stepsOf(set: PlanSet | readonly ChangeRequest[]): Step[] {
  if (!('steps' in set)) return set.map((request) => ({ request }));
  return set.steps.map((step) => {
    if ('error' in step) return step;
    const { request, removesWhatOthersGot } = step.plan;
    return { request, ...(removesWhatOthersGot && { removesWhatOthersGot }) };
  });
}

/**
 * Writes steps, of a few entries at once; those of entries that are linked to each other in their order, and what
 * removes links that others get after all that stands before it. A failure does not stop the rest, and the results are
 * in the order of the steps.
 */
export async function applyAll(
  steps: readonly Step[],
  write: (request: ChangeRequest) => Promise<LinkChangeOutcome>,
  { onProgress }: Pick<SetOptions, 'onProgress'>,
): Promise<Applied[]> {
  const results = new Map<Step, Applied>();
  for (const part of parts(steps)) {
    await mapConcurrent(writtenAtOnce(steps.length), independentGroups(part), async (group) => {
      for (const step of group) {
        results.set(step, await applied(step));
        onProgress?.({ operation: 'writing', done: results.size, of: steps.length });
      }
    });
  }
  return steps.flatMap((step) => results.get(step) ?? []);

  async function applied(step: Step): Promise<Applied> {
    if ('error' in step) return step;
    const request = step.removesWhatOthersGot ? removalOfGot(step.request, results) : step.request;
    const { sourceId } = request;
    try {
      return { sourceId, outcome: await write(request) };
    } catch (error) {
      return { sourceId, error };
    }
  }
}

/** In a long run two more are begun: the connection has something to do while others wait for locks and the journal. */
function writtenAtOnce(entries: number): number {
  return entries > LONG_RUN ? MAX_CONCURRENCY + 2 : MAX_CONCURRENCY;
}

/** Steps that may go side by side; each removal of what others get comes after those before it. */
function parts(steps: readonly Step[]): Step[][] {
  const all: Step[][] = [[]];
  for (const step of steps) {
    if ('request' in step && step.removesWhatOthersGot) all.push([step], []);
    else all.at(-1)?.push(step);
  }
  return all;
}

/** What an entry gives up: links that the other entries got, or had already. */
function removalOfGot(removal: ChangeRequest, results: ReadonlyMap<Step, Applied>): ChangeRequest {
  const got = new Set<string>();
  for (const [step, result] of results) {
    if (!('request' in step) || 'error' in result) continue;
    const { sourceId: targetId, edit } = step.request;
    for (const link of edit.upsert ?? [])
      if (link.targetId === removal.sourceId) got.add(keyOf({ ...link, targetId }));
  }
  return { ...removal, edit: { remove: (removal.edit.remove ?? []).filter((link) => got.has(keyOf(link))) } };
}

/** What can be told of a step before it is made. */
type Planned = { readonly request: ChangeRequest } | { readonly sourceId: number };

/**
 * Parts steps into groups that may go side by side, each in the order of its steps. Those of one entry share a group, and
 * so do entries whose steps change a link between them: one would take what the other does for somebody else's.
 */
export function independentGroups<T extends Planned>(steps: readonly T[]): T[][] {
  const above = new Map<number, number>(steps.map((step) => [sourceOf(step), sourceOf(step)]));
  const topOf = (entryId: number): number => {
    let top = entryId;
    for (let next = above.get(top); next !== undefined && next !== top; next = above.get(top)) {
      above.set(top, above.get(next) ?? next);
      top = next;
    }
    return top;
  };
  for (const step of steps)
    for (const targetId of targetsOf(step))
      if (above.has(targetId)) above.set(topOf(targetId), topOf(sourceOf(step)));

  const groups = new Map<number, T[]>();
  for (const step of steps) {
    const top = topOf(sourceOf(step));
    const group = groups.get(top);
    if (group) group.push(step);
    else groups.set(top, [step]);
  }
  return [...groups.values()];
}

const sourceOf = (step: Planned) => ('request' in step ? step.request.sourceId : step.sourceId);

function* targetsOf(step: Planned): Iterable<number> {
  if (!('request' in step)) return;
  const { upsert = [], remove = [] } = step.request.edit;
  for (const { targetId } of upsert) yield targetId;
  for (const { targetId } of remove) yield targetId;
}
