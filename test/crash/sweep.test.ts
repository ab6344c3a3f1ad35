import assert from 'node:assert/strict';
import os from 'node:os';
import { servedSandbox, type ServedSandbox } from '../unit/changes/servedSandbox';
import { openNursery, type Nursery } from './support/children';
import type { Moments } from './support/protocol';
import { examine, type End, type Patient } from './support/ward';

/** Every await takes minutes; unless asked for, only so many of a sweep are tried, evenly spread. All calls are. */
const AWAITS = process.env['CRASH_SWEEP'] === 'full' ? Infinity : 60;
const MAX_CONCURRENCY = Math.max(2, os.availableParallelism());

const properties = { note: 'ä "<i>', '': 'x' };

type Entries = readonly [number, number, number, number];

/** Saves that may be cut short, each on entries `a`, `b`, `c`, … of its own. */
const SAVES: Readonly<Record<string, (ids: Entries) => Patient>> = {
  'one entry: links added, changed and removed': ([a, b, c, d]) => ({
    links: {
      [a]: [
        { targetId: b, linkTypeId: 1, properties: properties },
        { targetId: c, linkTypeId: 2 },
        { targetId: d, linkTypeId: 1, properties: { kept: '1' } },
      ],
    },
    job: {
      kind: 'change',
      change: {
        sourceId: a,
        cause: 'command',
        edit: {
          upsert: [
            { targetId: c, linkTypeId: 2, properties: { new: '1' } },
            { targetId: b, linkTypeId: 2 },
          ],
          remove: [{ targetId: b, linkTypeId: 1 }],
        },
      },
    },
  }),
  'a group of two entries': ([a, b, c]) => ({
    links: { [a]: [{ targetId: c, linkTypeId: 1 }], [b]: [{ targetId: c, linkTypeId: 2 }] },
    job: {
      kind: 'group',
      changes: [a, b].map((sourceId) => ({
        sourceId,
        cause: 'command',
        edit: {
          upsert: [{ targetId: c, linkTypeId: 3, properties }],
          remove: [1, 2].map((linkTypeId) => ({ targetId: c, linkTypeId })),
        },
      })),
    },
  }),
  'a link turned round': ([a, b, c]) => ({
    links: {
      [a]: [
        { targetId: b, linkTypeId: 1, properties: properties },
        { targetId: c, linkTypeId: 1 },
      ],
      [b]: [{ targetId: c, linkTypeId: 2 }],
    },
    job: { kind: 'swap', swap: { sourceId: a, links: [{ targetId: b, linkTypeId: 1 }] } },
    always: ([ofA = [], ofB = []]) => {
      const ends = [
        ...ofA.filter(({ targetId }) => targetId === b),
        ...ofB.filter(({ targetId }) => targetId === a),
      ];
      assert.ok(ends.length > 0, 'the link is lost at both ends');
      for (const link of ends) assert.deepEqual(link.properties, properties);
    },
  }),
};

describe('crash: a process that dies while it saves', function () {
  this.timeout(600_000);
  let nursery: Nursery;
  let server: ServedSandbox;
  let lanes: Entries[];

  before(async () => {
    [nursery, server] = await Promise.all([openNursery(), servedSandbox()]);
    const { entry } = await server.api.getEntryByPath('\\Archive\\Scans 2019');
    const { items } = await server.api.listChildren(entry!.id, { pageSize: 1000 });
    lanes = Array.from(
      { length: MAX_CONCURRENCY },
      (_, lane) => [0, 1, 2, 3].map((n) => items[4 * lane + n]!.id) as unknown as Entries,
    );
  });
  after(async () => {
    await Promise.all([nursery.close(), server.sandbox.close()]);
  });

  for (const [name, save] of Object.entries(SAVES)) {
    it(name, async () => {
      const { killed, moments } = await examine(nursery, server, save(lanes[0]!), undefined);
      assert.ok(!killed && moments);
      const ends = endsOf(moments);
      let deaths = 0;
      const work = async (patient: Patient) => {
        for (let end = ends.shift(); end; end = ends.shift()) {
          const told = JSON.stringify(end);
          const ending = await examine(nursery, server, patient, end).catch((cause: unknown) => {
            throw new Error(`After dying at ${told}`, { cause });
          });
          if (ending.killed) deaths += 1;
        }
      };
      const planned = ends.length;
      await Promise.all(lanes.map((lane) => work(save(lane))));
      // Moments differ a little from run to run; those after the last of them are no deaths.
      assert.ok(deaths > 0.9 * planned, `${deaths} deaths of ${planned}`);
    });
  }
});

function endsOf(moments: Moments): NonNullable<End>[] {
  const all = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const step = Math.max(1, moments.await / AWAITS);
  const awaits = all(moments.await).filter(
    (count) => Math.floor(count / step) > Math.floor((count - 1) / step),
  );
  return [
    ...awaits.map((count) => ({ death: { at: 'await', count } }) as const),
    ...all(moments.io).map((count) => ({ death: { at: 'io', count } }) as const),
    ...all(moments.torn).map((count) => ({ death: { at: 'torn', count } }) as const),
    ...all(6).map((requests) => ({ requests })),
  ];
}
