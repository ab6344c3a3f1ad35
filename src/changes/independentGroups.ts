import type { ChangeRequest } from './types';

/** What can be told of a step before it is made. */
type Planned = { readonly request: ChangeRequest } | { readonly sourceId: number };

/**
 * Parts steps into lanes that may go side by side, each in the order of its steps. Those of one entry share a lane, and
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

  const lanes = new Map<number, T[]>();
  for (const step of steps) {
    const top = topOf(sourceOf(step));
    const lane = lanes.get(top);
    if (lane) lane.push(step);
    else lanes.set(top, [step]);
  }
  return [...lanes.values()];
}

const sourceOf = (step: Planned) => ('request' in step ? step.request.sourceId : step.sourceId);

function* targetsOf(step: Planned): Iterable<number> {
  if (!('request' in step)) return;
  const { upsert = [], remove = [] } = step.request.edit;
  for (const { targetId } of upsert) yield targetId;
  for (const { targetId } of remove) yield targetId;
}
