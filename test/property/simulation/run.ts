import type { ConnectionRef } from '../../../src/changes';
import { MemoryDisk } from '../../support/memoryDisk';
import { carryOut } from './deeds';
import { befall } from './events';
import { calmDown } from './calm';
import { Judge } from './oracle/judge';
import { Tally } from './oracle/tally';
import type { Violation } from './oracle/violation';
import { inWords } from './oracle/words';
import { NEAR, serverNameAt } from './schedule/surroundings';
import type { Deed, Schedule, Step } from './schedule/steps';
import type { Action } from './world/action';
import { Network } from './world/network';
import { Random } from './world/random';
import { Server } from './world/server';
import { Time } from './world/time';
import { Window, type Machine, type Settings } from './world/window';

export interface RunResult {
  readonly schedule: Schedule;
  /** The first promise that was broken; none where all were kept. */
  readonly violation: Violation | undefined;
  readonly tally: Tally;
  /** Virtual milliseconds. */
  readonly lasted: number;
}

/** An action that takes longer than this after the last step never comes to its end. Milliseconds. */
const LONGEST_ACTION_MS = 3_600_000;

/** Everything that a run is about. */
export interface World {
  readonly schedule: Schedule;
  readonly time: Time;
  readonly random: Random;
  readonly judge: Judge;
  readonly servers: Readonly<Record<'near' | 'far', Server>>;
  readonly network: Network;
  readonly disk: MemoryDisk;
  readonly machine: Machine;
  readonly settings: Settings;
  readonly windows: Window[];
  /** Something waits until an entry has been read once more. */
  readonly afterReads: (() => void)[];
  diskFailed: boolean;
  /** Windows are numbered on: one that is started again is another process. */
  windowCount: number;
}

/** Plays a schedule. The same one always goes the same way. */
export async function play(schedule: Schedule): Promise<RunResult> {
  const world = build(schedule);
  const { time, judge } = world;
  const onUnhandled = (error: unknown) =>
    judge.fail('unhandled', error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.on('unhandledRejection', onUnhandled);
  try {
    for (const step of schedule.steps) time.after(step.at, () => begin(world, step));
    const isQuiet = await time.pass(
      longestOf(schedule),
      () => judge.violations.length > 0 || isAllDone(world),
    );
    if (judge.violations.length === 0 && !isQuiet) tellStuck(world);
    if (judge.violations.length === 0) await calmDown(world);
  } finally {
    process.off('unhandledRejection', onUnhandled);
  }
  judge.tally.count('runs');
  judge.tally.count('steps', schedule.steps.length);
  return { schedule, violation: judge.violations[0], tally: judge.tally, lasted: time.at };
}

function build(schedule: Schedule): World {
  const { seed, surroundings } = schedule;
  const time = new Time();
  const random = new Random('world', seed);
  const judge = new Judge(time, new Tally());
  const serverOf = (name: 'near' | 'far') => new Server(name, surroundings.variant, () => time.at);
  const servers = { near: serverOf('near'), far: serverOf('far') };
  for (const server of Object.values(servers)) {
    const links = surroundings.firstLinks.map((link, index) => ({
      ...{ linkId: index + 1, description: '', ...link },
    }));
    server.state = { ...server.state, links, nextLinkId: links.length + 1 };
  }
  const network = new Network(time, random, (host) => servers[serverNameAt(host)], judge);
  const disk = new MemoryDisk({
    timers: { after: (milliseconds, run) => time.after(milliseconds, run, undefined, false) },
    wall: time.wall,
  });
  const connection = (id: string, place: { baseUrl: string; repoId: string }): [string, ConnectionRef] => [
    id,
    { id, name: `Connection ${id}`, ...place },
  ];
  const { requestsPerMinute, historyBytes, segmentBytes, allowSelfLinks, alias } = surroundings;
  const settings: Settings = {
    connections: new Map([connection('first', NEAR), connection('second', alias)]),
    ...{ requestsPerMinute, historyBytes, segmentBytes, allowSelfLinks, readOnly: false },
  };
  const machine: Machine = {
    ...{ time, network, disk, settings, ended: new Set<string>() },
    onBegin: (action, record) => judge.onBegin(action, record),
    onNotice: (kind) => judge.tally.count(`notice ${kind}`),
  };
  const world: World = {
    ...{ schedule, time, random, judge, servers, network, disk, machine, settings },
    ...{ windows: [], afterReads: [], diskFailed: false, windowCount: 0 },
  };
  judge.onRead = () => {
    for (const waiting of world.afterReads.splice(0)) waiting();
  };
  for (const index of [0, 1]) startWindow(world, index);
  return world;
}

/** Starts a window, or one anew that has ended. */
export function startWindow(world: World, index: number): void {
  if (world.windows[index]?.isAlive) return;
  world.windowCount += 1;
  const name = `${'AB'[index] ?? '?'}${world.windowCount > 2 ? world.windowCount : ''}`;
  world.windows[index] = new Window(world.machine, name, world.windowCount);
}

function begin(world: World, step: Step): void {
  if ('window' in step && 'connection' in step) startDeed(world, step);
  else befall(world, step);
}

/** A person does something in a window, as soon as that goes on. */
export function startDeed(world: World, step: Step & Deed & { window: number; connection: string }): Action {
  const { time, judge, servers, settings } = world;
  const window = world.windows[step.window]!;
  const connection = settings.connections.get(step.connection)!;
  const serverOf = ({ baseUrl }: ConnectionRef) => servers[serverNameAt(new URL(baseUrl).hostname)];
  const action: Action = {
    number: judge.actions.length + 1,
    ...{ step, window, stop: new AbortController(), startedAt: time.at },
    server: serverOf(connection),
    ...{ approved: [], begun: [], readings: [] },
  };
  judge.actions.push(action);
  judge.tally.count(`deed ${step.do}`);
  time.after(
    0,
    () => {
      // It may have had to wait until the window goes on.
      action.server = serverOf(settings.connections.get(step.connection)!);
      void carryOut(world, action, step, step.connection).then(
        ({ results, approved }) => {
          action.endedAt = time.at;
          judge.onEnded(action, results, approved);
        },
        (error: unknown) => {
          action.endedAt = time.at;
          judge.onRejected(action, error);
        },
      );
    },
    window,
  );
  return action;
}

/** Milliseconds until which everything is over, time asleep included. */
function longestOf({ steps }: Schedule): number {
  const stopped = steps.reduce((sum, step) => sum + ('milliseconds' in step ? step.milliseconds : 0), 0);
  return (steps.at(-1)?.at ?? 0) + stopped + LONGEST_ACTION_MS;
}

const isOver = ({ endedAt, window }: Action): boolean => endedAt !== undefined || !window.isAlive;

function isAllDone({ judge, time }: World): boolean {
  return time.isNothingAwaited() && judge.actions.every(isOver);
}

/** Actions that are still under way although everything else is over. */
export function tellStuck({ judge, time }: World): void {
  const stuck = judge.actions.find((action) => !isOver(action));
  if (stuck) judge.fail('stuck', `${inWords(stuck)}, begun ${time.at - stuck.startedAt} ms ago.`);
}
