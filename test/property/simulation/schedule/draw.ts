import type { LinkEdit } from '../../../../src/domain';
import { drawFault } from '../world/faults';
import { Random } from '../world/random';
import { SOURCES, TARGETS, TYPE_IDS } from '../world/server';
import type { Confirm, ConnectionName, Deed, Event, Schedule, Step } from './steps';
import { drawSurroundings } from './surroundings';

/** Kinds of what happens beside the person's deeds. Each run has some of them only: few at once go deeper than all. */
const FAMILIES = {
  somebody: ['somebody'],
  network: ['fault', 'slowNetwork'],
  limits: ['limit', 'revokeTokens'],
  server: ['quirk'],
  administrator: ['swapLabels', 'deleteEntry', 'readOnly'],
  clock: ['setClock', 'sleep', 'stopWindow'],
  crash: ['crash', 'powerCut', 'cancel'],
  connections: ['moveConnection'],
  disk: ['slowDisk', 'brokenDisk'],
} satisfies Record<string, readonly Event['do'][]>;

const WEIGHTS: Readonly<Record<Event['do'], number>> = {
  somebody: 8,
  fault: 6,
  slowNetwork: 1,
  limit: 2,
  revokeTokens: 2,
  swapLabels: 2,
  quirk: 2,
  deleteEntry: 1,
  setClock: 2,
  sleep: 1,
  stopWindow: 1,
  crash: 2,
  powerCut: 1,
  moveConnection: 2,
  slowDisk: 1,
  brokenDisk: 1,
  readOnly: 1,
  cancel: 1,
};

const PROPERTIES = [
  {},
  { a: '1' },
  { a: '2' },
  { a: '1', b: 'ä "<i>' },
  { ['__proto__']: 'x', id: '1', '': 'y' },
];
const HOUR = 3_600_000;
const THINKS = [0, 50, 900, 1_500, 8_000, 70_000];
const SOON = [0, 1, 40, 300, 999, 1_001, 1_500, 4_000];

/** The schedule of a seed. */
export function drawSchedule(seed: number): Schedule {
  const random = new Random('schedule', seed);
  const surroundings = drawSurroundings(random);
  const windows = random.chance(0.5) ? 2 : 1;
  if (random.chance(0.03)) {
    const small = { ...surroundings, historyBytes: 40_000, segmentBytes: 6_000 };
    return { seed, surroundings: small, steps: growingHistory(random, windows) };
  }
  const families = Object.values(FAMILIES).filter(() => random.chance(0.33));
  const names: readonly Event['do'][] = families.flat();
  const weights = Object.fromEntries(names.map((name) => [name, WEIGHTS[name]])) as typeof WEIGHTS;
  const length = random.pick([2, 3, 4, 5, 6, 8, 12]);
  const pace = random.pick([30, 300, 3_000, 20_000]);
  const connections: ConnectionName[] = random.chance(0.5) ? ['first', 'second'] : ['first'];
  const entries = random.chance(0.5) ? [SOURCES[0]] : [...SOURCES];
  const steps: Step[] = [];
  let at = 0;
  for (let count = 0; count < length; count += 1) {
    at += Math.floor(random.next() * pace);
    if (names.length > 0 && random.chance(0.45)) {
      const event = drawEvent(random, random.weighted(weights), windows, entries);
      steps.push({ at, ...event });
      // A window that stands still loses its lock only to another one that wants it.
      if (event.do === 'stopWindow' && windows > 1) {
        const rival = {
          at: at + random.between(0, 4_000),
          window: 1 - event.window,
          connection: 'first',
        } as const;
        steps.push({ ...rival, do: 'change', entryId: entries[0]!, edit: drawEdit(random, entries[0]!) });
      }
    } else {
      const window = random.between(0, windows - 1);
      steps.push({ at, window, connection: random.pick(connections), ...drawDeed(random, entries) });
    }
  }
  return { seed, surroundings, steps: steps.toSorted((a, b) => a.at - b.at) };
}

/** Days go by with many changes in each, until the history has to forget. */
function growingHistory(random: Random, windows: number): Step[] {
  const steps: Step[] = [];
  let at = 0;
  for (let days = random.between(3, 6); days > 0; days -= 1) {
    at += random.between(10, 4_000);
    const window = random.between(0, windows - 1);
    steps.push({ at, window, connection: 'first', ...manyChanges(random) });
    if (random.chance(0.3))
      steps.push({
        at: at + random.between(0, 40),
        window: 0,
        connection: 'first',
        ...drawDeed(random, [10]),
      });
    if (random.chance(0.2)) {
      const kind = random.pick(['crash', 'powerCut', 'brokenDisk', 'slowDisk'] as const);
      steps.push({ at: at + random.between(0, 100), ...drawEvent(random, kind, windows, [10]) });
    }
    at += 2_000;
    if (random.chance(0.85)) steps.push({ at, do: 'setClock', by: random.pick([26, 50, 50, -1]) * HOUR });
  }
  return steps;
}

function drawDeed(random: Random, entries: readonly number[]): Deed {
  const confirm = random.chance(0.35) ? { confirm: drawConfirm(random) } : {};
  const entryId = random.pick(entries);
  const kind = random.weighted<Exclude<Deed['do'], 'manyChanges'>>({
    ...{ change: 12, batch: 3, swap: 2, undoLast: 4, undoGiven: 2, restoreLost: 1, look: 2, history: 1 },
  });
  switch (kind) {
    case 'change': {
      const base = random.chance(0.5) ? { baseAge: random.pick(THINKS) } : {};
      return { do: kind, entryId, edit: drawEdit(random, entryId), ...base, ...confirm };
    }
    case 'batch':
      return {
        do: kind,
        changes: SOURCES.filter(() => random.chance(0.8)).map((id) => ({
          entryId: id,
          edit: drawEdit(random, id),
        })),
        ...confirm,
      };
    case 'swap':
      return { do: kind, entryId, most: random.between(1, 3), ...confirm };
    case 'undoLast':
      return { do: kind, ...confirm };
    case 'undoGiven':
      return { do: kind, back: random.between(0, 4), ...confirm };
    case 'look':
      return { do: kind, entryId };
    default:
      return { do: kind };
  }
}

function drawEdit(random: Random, entryId: number): LinkEdit {
  const link = () => ({
    targetId: random.pick(
      random.chance(0.08) ? [entryId] : [...TARGETS, ...SOURCES.filter((id) => id !== entryId)],
    ),
    linkTypeId: random.pick(TYPE_IDS),
  });
  const puts = random.between(0, 2);
  const removes = puts === 0 ? random.between(1, 2) : random.between(0, 1);
  return {
    upsert: Array.from({ length: puts }, () => {
      const form = random.between(0, 2);
      if (form === 0) return link();
      const properties = random.pick(PROPERTIES);
      return { ...link(), properties, ...(form === 2 && { onlyIfAbsent: true as const }) };
    }),
    remove: Array.from({ length: removes }, link),
  };
}

const drawConfirm = (random: Random): Confirm => ({
  thinks: random.pick(THINKS),
  says: !random.chance(0.1),
});

function manyChanges(random: Random): Deed {
  return {
    do: 'manyChanges',
    count: random.between(20, 50),
    bytes: random.pick([200, 800, 2_000]),
    groupOf: random.pick([1, 1, 5, 40]),
  };
}

function drawEvent(random: Random, kind: Event['do'], windows: number, entries: readonly number[]): Event {
  const afterRead = random.chance(0.6) ? { afterRead: random.pick(SOON) } : {};
  const window = random.between(0, windows - 1);
  switch (kind) {
    case 'somebody':
      return {
        do: kind,
        server: random.chance(0.9) ? 'near' : 'far',
        entryId: random.pick(entries),
        targetId: random.pick(TARGETS),
        linkTypeId: random.pick(TYPE_IDS),
        ...(random.chance(0.75) && { properties: random.pick(PROPERTIES) }),
        ...afterRead,
      };
    case 'fault':
      return { do: kind, fault: drawFault(random) };
    case 'slowNetwork':
      return { do: kind, factor: random.pick([1, 10, 60]) };
    case 'limit':
      return { do: kind, seconds: random.pick([1, 2, 5, 20]), ...afterRead };
    case 'revokeTokens':
      return { do: kind, ...afterRead };
    case 'quirk':
      return { do: kind, quirk: random.pick(['dropsALink', 'changesALink']) };
    case 'deleteEntry':
      return { do: kind, entryId: random.pick(TARGETS) };
    case 'setClock':
      return { do: kind, by: random.pick([-1 * HOUR, -2_000, 2_000, HOUR, 50 * HOUR, 100 * 24 * HOUR]) };
    case 'sleep':
      return {
        do: kind,
        milliseconds: random.pick([5_000, 60_000, 9 * HOUR]),
        monotonicStandsStill: random.chance(0.6),
        ...afterRead,
      };
    case 'stopWindow':
      return { do: kind, window, milliseconds: random.pick([3_000, 20_000, 45_000]), ...afterRead };
    case 'crash':
      return { do: kind, window, ...afterRead };
    case 'slowDisk':
      return { do: kind, milliseconds: random.pick([0, 5, 60, 400]) };
    case 'brokenDisk':
      return { do: kind, how: random.pick(['full', 'torn', 'refuses']), calls: random.between(1, 6) };
    case 'readOnly':
      return { do: kind, on: random.chance(0.5) };
    case 'cancel':
      return { do: kind, window };
    default:
      return { do: kind };
  }
}
