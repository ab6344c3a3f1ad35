import assert from 'node:assert/strict';
import type { Event, Deed } from './schedule/steps';
import { FAULT_NAMES } from './world/faults';
import { failureInWords } from './report';
import { play } from './run';
import { drawSchedule } from './schedule/draw';
import { simulate, smallest } from './simulate';

const RUNS = 10_000;
const DEEDS = {
  change: true,
  batch: true,
  swap: true,
  undoLast: true,
  undoGiven: true,
  restoreLost: true,
  look: true,
  history: true,
  manyChanges: true,
} satisfies Record<Deed['do'], true>;
const EVENTS = {
  somebody: true,
  fault: true,
  slowNetwork: true,
  limit: true,
  revokeTokens: true,
  swapLabels: true,
  quirk: true,
  deleteEntry: true,
  setClock: true,
  sleep: true,
  stopWindow: true,
  crash: true,
  powerCut: true,
  moveConnection: true,
  slowDisk: true,
  brokenDisk: true,
  readOnly: true,
  cancel: true,
} satisfies Record<Event['do'], true>;
/** How changes end, and must have ended at least sometimes. */
const ENDINGS = [
  'outcome sent',
  'outcome unchanged',
  'undo sent on',
  'incoming links dropped',
  ...['conflict', 'declined', 'readOnly', 'cancelled', 'outcomeUnknown', 'notAsSent', 'journalFailed'].map(
    (reason) => `failure ${reason}`,
  ),
  ...['otherRepository', 'selfLink', 'notFound'].map((reason) => `failure ${reason}`),
];

/**
 * Two windows, a foreign client, servers, network, disk and clocks, all of them drawn by a seed: whatever happens, the
 * promises of the editing core are kept. `PROPERTY_SEED` plays one seed, `PROPERTY_RUNS` multiplies the runs.
 */
describe('simulation: everything around the editing core', function () {
  this.timeout(0);
  const only = process.env['PROPERTY_SEED'];
  const runs = only === undefined ? Math.ceil(RUNS * Number(process.env['PROPERTY_RUNS'] ?? 1)) : 1;

  it(`keeps its promises in ${runs.toLocaleString('en-US')} schedules`, async () => {
    const { failures, tally } = await simulate({
      seed: Number(only ?? 1),
      goesOn: (soFar) => soFar.runs < runs && soFar.failures < 20,
    });
    const found = await smallest(failures);
    if (found) assert.fail(`${failures.length} of the schedules broke a promise.\n${failureInWords(found)}`);
    if (only !== undefined) return;
    const wanted = [
      ...Object.keys(DEEDS).map((name) => `deed ${name}`),
      ...Object.keys(EVENTS).map((name) => `event ${name}`),
      ...FAULT_NAMES.map((name) => `fault ${name}`),
      ...ENDINGS,
    ];
    const rare = wanted.filter((what) => tally.of(what) < 10);
    assert.deepEqual(rare, [], 'what came up less than ten times');
  });

  it('goes the same way again with the same seed', async () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const [one, two] = [await play(drawSchedule(seed)), await play(drawSchedule(seed))];
      assert.deepEqual([...two.tally.counts], [...one.tally.counts]);
      assert.equal(two.lasted, one.lasted);
    }
  });
});
