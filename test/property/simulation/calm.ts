import { crash, mendDisk } from './events';
import { judgeHistory } from './oracle/history';
import { inWords } from './oracle/words';
import { startDeed, tellStuck, type World } from './run';
import type { Step } from './schedule/steps';
import { NEAR } from './schedule/surroundings';
import { SOURCES } from './world/server';

const MINUTE = 60_000;

/** When everything that was to happen has happened: the world is mended, and what is left must be in order. */
export async function calmDown(world: World): Promise<void> {
  const { time, judge, network, servers, settings } = world;
  network.heal();
  mendDisk(world);
  for (const server of Object.values(servers)) server.forgetQuirks();
  settings.readOnly = false;
  settings.connections.set('first', { ...settings.connections.get('first')!, ...NEAR });
  for (const window of world.windows) window.endSession('first');
  world.afterReads.length = 0;
  await time.pass(Math.max(time.at, ...world.windows.map(({ stoppedUntil }) => stoppedUntil)), () => false);
  // Late requests arrive, and whoever looks again later has looked.
  await time.pass(time.at + 15 * MINUTE, () => false);
  if (judge.violations.length > 0) return;
  if (world.random.chance(0.3)) crash(world, 0);
  await time.pass(time.at + 1_000, () => false);

  await readHistory(world);
  if (judge.violations.length > 0) return;
  await editAll(world);
  if (judge.violations.length === 0) await readHistory(world);
}

async function readHistory(world: World): Promise<void> {
  const { time, judge, diskFailed, schedule } = world;
  const { historyBytes } = schedule.surroundings;
  const reader = world.random.pick(world.windows);
  const read = { history: undefined as Awaited<ReturnType<typeof reader.journal.list>> | undefined };
  void reader.journal.list().then((history) => (read.history = history));
  await time.pass(time.at + 10 * MINUTE, () => read.history !== undefined);
  if (!read.history) {
    judge.fail('stuck', 'The history can not be read.');
    return;
  }
  judgeHistory(judge, read.history, {
    mayForget: historyBytes < 1_000_000 || schedule.steps.some(isFarAhead),
    room: schedule.steps.some(isFarAhead) ? 0 : historyBytes,
    diskFailed,
  });
}

/** A clock that is months ahead makes everything old. */
const isFarAhead = (step: Step) => step.do === 'setClock' && step.by > 50 * 24 * 60 * MINUTE;

/** Every entry that we wrote to can be edited, and so can the first one in any case. */
async function editAll(world: World): Promise<void> {
  const { time, judge, servers } = world;
  const ours = new Set(judge.puts.map(({ asked }) => asked.entryId));
  for (const entryId of SOURCES.filter((id) => id === SOURCES[0] || ours.has(id))) {
    const has = servers.near.state.links.some(
      (link) => link.sourceId === entryId && link.targetId === 1 && link.linkTypeId === 2,
    );
    const key = { targetId: 1, linkTypeId: 2 };
    const deed = { do: 'change', entryId, edit: has ? { remove: [key] } : { upsert: [key] } } as const;
    const written = judge.tally.of('outcome sent');
    const action = startDeed(world, { at: time.at, window: 0, connection: 'first', ...deed });
    await time.pass(time.at + 20 * MINUTE, () => action.endedAt !== undefined || judge.violations.length > 0);
    if (judge.violations.length > 0) return;
    if (action.endedAt === undefined) {
      tellStuck(world);
      return;
    }
    if (judge.tally.of('outcome sent') === written)
      judge.fail(
        'uneditable',
        `Entry ${entryId}, by ${inWords(action)}: ${action.ending ?? 'nothing sent'}.`,
      );
  }
}
