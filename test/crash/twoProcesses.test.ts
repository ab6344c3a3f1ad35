import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { FileJournal } from '../../src/changes';
import { servedSandbox, type ServedSandbox } from '../unit/changes/servedSandbox';
import { openNursery, type Nursery } from './support/children';
import { addressOf } from './support/ward';

const SOURCE = 10;
const EACH = 8;

describe('crash: processes that save beside each other', function () {
  this.timeout(60_000);
  let nursery: Nursery;
  let server: ServedSandbox;
  let targets: number[];

  before(async () => {
    // Slow enough for everything to overlap that can.
    [nursery, server] = await Promise.all([openNursery(), servedSandbox({ behaviour: { latencyMs: 3 } })]);
    const { entry } = await server.api.getEntryByPath('\\Archive\\Scans 2019');
    targets = (await server.api.listChildren(entry!.id, { pageSize: 100 })).items.map(({ id }) => id);
  });
  after(async () => {
    await Promise.all([nursery.close(), server.sandbox.close()]);
  });

  const adds = (from: number) => ({
    kind: 'series' as const,
    changes: targets.slice(from, from + EACH).map((targetId) => ({
      sourceId: SOURCE,
      cause: 'command' as const,
      edit: { upsert: [{ targetId, linkTypeId: 1 }] },
    })),
  });

  it('change one entry one after another: between a read of one and its PUT comes no PUT of another', async () => {
    const folder = path.join(nursery.folder, 'shared');
    await mkdir(folder);
    await server.write(SOURCE, []);
    const children = [0, EACH, 2 * EACH].map((from) =>
      nursery.run({ server: addressOf(server.sandbox), folder, job: adds(from) }),
    );
    for (const { killed } of await Promise.all(children)) assert.ok(!killed);

    const linked = (await server.rows(SOURCE)).filter(({ sourceId }) => sourceId === SOURCE);
    assert.deepEqual(
      linked.map(({ targetId }) => targetId).sort((a, b) => a - b),
      targets.slice(0, 3 * EACH).sort((a, b) => a - b),
    );
    // Each before-image is the links that the change before it left.
    const history = (await new FileJournal({ folder: path.join(folder, 'journal') }).list()).toReversed();
    assert.equal(history.length, 3 * EACH);
    const counts = history.map(({ before }) => before.filter(({ sourceId }) => sourceId === SOURCE).length);
    assert.deepEqual(
      counts.sort((a, b) => a - b),
      Array.from({ length: 3 * EACH }, (_, index) => index),
    );
  });
});
