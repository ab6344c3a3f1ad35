import { play, type RunResult } from './run';
import type { Schedule } from './schedule/steps';

/** The same promise broken by fewer steps: none of those left can be missed. */
export async function shrink(found: RunResult): Promise<RunResult> {
  const invariant = found.violation?.invariant;
  let best = found;
  const stillFails = async (schedule: Schedule): Promise<boolean> => {
    const result = await play(schedule);
    if (result.violation?.invariant !== invariant) return false;
    best = result;
    return true;
  };
  for (let size = Math.ceil(best.schedule.steps.length / 2); size >= 1;) {
    let removedSome = false;
    for (let from = 0; from < best.schedule.steps.length;) {
      const { steps } = best.schedule;
      const fewer = [...steps.slice(0, from), ...steps.slice(from + size)];
      if (await stillFails({ ...best.schedule, steps: fewer })) removedSome = true;
      else from += size;
    }
    if (!removedSome || size > 1) size = size === 1 ? 0 : Math.ceil(size / 2);
  }
  await plainer(stillFails, () => best.schedule);
  return best;
}

/** Takes out of the surroundings and of the steps what is not needed. */
async function plainer(
  stillFails: (schedule: Schedule) => Promise<boolean>,
  current: () => Schedule,
): Promise<void> {
  const variants = [
    { pageSize: 1000 },
    { omitLinkTypeId: false },
    { incomingListed: true },
    { incomingDroppedByPut: false },
    { renewLinkIds: false },
    { selfLinkTwice: false },
    { tokenLifeSeconds: 900 },
    { names: [] },
  ];
  for (const change of variants) {
    const schedule = current();
    await stillFails({
      ...schedule,
      surroundings: { ...schedule.surroundings, variant: { ...schedule.surroundings.variant, ...change } },
    });
  }
  for (const change of [{ requestsPerMinute: undefined }, { firstLinks: [] }]) {
    const schedule = current();
    await stillFails({ ...schedule, surroundings: { ...schedule.surroundings, ...change } });
  }
  for (const link of current().surroundings.firstLinks) {
    const schedule = current();
    const firstLinks = schedule.surroundings.firstLinks.filter((one) => one !== link);
    await stillFails({ ...schedule, surroundings: { ...schedule.surroundings, firstLinks } });
  }
  for (const index of current().steps.keys()) {
    const schedule = current();
    const step = schedule.steps[index]!;
    if (!('confirm' in step)) continue;
    const { confirm: _, ...without } = step;
    const steps = schedule.steps.with(index, without);
    await stillFails({ ...schedule, steps });
  }
}
