import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError, type Page } from '../../../../src/api';
import type { CacheOptions } from '../../../../src/api/http/cache';
import { runs } from '../../../property/runs';
import { LIFE_MS, openKept, SHORTCUT, World } from './model';

const id = fc.integer({ min: 1, max: 4 });
const anyId = fc.oneof(
  id,
  id.map((one) => SHORTCUT + one),
);

type Step = (world: World) => void | Promise<void>;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: anyId.map(
      (one): Step =>
        (world) =>
          world.read(one),
    ),
  },
  {
    weight: 1,
    arbitrary: anyId.map(
      (one): Step =>
        (world) =>
          world.read(one, true),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(id, fc.array(id, { maxLength: 3 })).map(
      ([source, targets]): Step =>
        (world) =>
          world.write(source, targets),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(id, id).map(
      ([a, b]): Step =>
        (world) =>
          world.foreign(a, b),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Step>((world) => world.forget()) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: LIFE_MS }).map(
      (ms): Step =>
        (world) =>
          world.pass(ms),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.nat(5).map(
      (which): Step =>
        (world) =>
          world.release(which),
    ),
  },
);

describe('answers that are kept', () => {
  it('are never older than their life, our last write and the last refresh, and never too many', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80, size: 'max' }), async (steps) => {
        const world = new World();
        for (const play of steps) await play(world);
        await world.end();
      }),
      runs(400),
    );
  }).timeout(60_000);

  it('are given again without a request until they are too old', async () => {
    const world = new World();
    const ask = async () => {
      world.read(1);
      await world.release(0);
    };
    await ask();
    await ask();
    assert.equal(world.requests, 1);
    await world.pass(LIFE_MS - 1);
    await ask();
    assert.equal(world.requests, 1);
    await world.pass(1);
    await ask();
    assert.equal(world.requests, 2);
    await world.end();
  });

  it('are not kept where one that was asked for later has come before, even if that made room for others', async () => {
    const world = new World();
    world.read(1);
    world.foreign(1, 2);
    world.read(1, true);
    await world.release(1);
    for (let other = 3; other < 20; other += 1) {
      world.read(other);
      await world.release(1);
    }
    await world.release(0);
    world.read(1);
    await world.end();
  });

  it('stay where a write changed nothing', async () => {
    const world = new World();
    for (const [source, target] of [
      [1, 2],
      [3, 4],
    ] as const)
      world.foreign(source, target);
    const readAll = async () => {
      for (const one of [1, 2, 3, 4, SHORTCUT + 3, SHORTCUT + 2]) {
        world.read(one);
        await world.release(0);
      }
    };
    await readAll();
    assert.equal(world.requests, 6);
    world.write(1, []);
    await world.release(0);
    await readAll();
    assert.equal(world.requests, 6 + 3, 'both ends of the link, and the shortcut to one of them');
    await world.end();
  });

  it('do not answer who asks for fresh ones, or looks at pages', async () => {
    let requests = 0;
    const { api, direct } = open(() => Promise.resolve({ items: [] }).finally(() => (requests += 1)));
    await api.getLinks(1);
    await api.getLinks(1);
    assert.equal(requests, 1);
    await api.getLinks(1, { fresh: true });
    await api.getLinks(1, { onPage: () => undefined });
    await direct.getLinks(1);
    assert.equal(requests, 4);
  });

  it('are none of a failure, and nothing for who has cancelled', async () => {
    let requests = 0;
    const failure = new ApiError('server', 'down');
    const { api } = open((of) => {
      requests += 1;
      return requests === 1 ? Promise.reject(failure) : Promise.resolve({ id: of });
    });
    await assert.rejects(api.getEntry(5), failure);
    assert.deepEqual(await api.getEntry(5), { id: 5 });
    const gone = api.getEntry(5, { signal: AbortSignal.abort() });
    await assert.rejects(gone, (error) => ApiError.is(error, 'cancelled'));
    assert.equal(requests, 2);
  });

  it('leave when there are too many things in them, the least used first', async () => {
    const asked: (number | undefined)[] = [];
    const { api, weight } = open(
      (of) => {
        asked.push(of);
        const page: Page<unknown> = { items: [{ id: of }, { id: of }] };
        return Promise.resolve(page);
      },
      { maxWeight: 6 },
    );
    for (const of of [1, 2, 1, 3, 1, 2]) await api.listChildren(of);
    assert.deepEqual(asked, [1, 2, 3, 2]);
    assert.equal(weight(), 6);
  });
});

/** A repository whose server answers by the entry that is asked about. */
function open(answer: (entryId: number | undefined) => Promise<unknown>, options?: CacheOptions) {
  return openKept(({ about }) => answer(about?.entryId), options);
}
