import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { ApiError } from '../../../src/api';
import { RecentsStore } from '../../../src/connections/recents';
import type { Entry } from '../../../src/domain';

const OURS = { id: 'a', baseUrl: 'https://server/LFRepositoryAPI', repoId: 'r-1' };
const entry = (id: number, name = `Entry ${id}`): Entry => ({ id, name, entryType: 'Document' });
const idsOf = (entries: readonly Entry[]) => entries.map(({ id }) => id);

/** Global state in memory, and a store on it. */
function setUp(saved: Record<string, unknown> = {}) {
  const state = new Map(Object.entries(saved));
  const memento = {
    get: (key: string) => state.get(key),
    update: (key: string, value: unknown) => {
      if (value === undefined) state.delete(key);
      else state.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  } as unknown as vscode.Memento;
  const pinned: string[] = [];
  const ids = new Set(['a']);
  const store = new RecentsStore(memento, {
    isSaved: (id) => ids.has(id),
    onPinned: (id) => pinned.push(id),
  });
  return { store, state, pinned, ids, recents: store.of(OURS) };
}

describe('recent and pinned entries', () => {
  it('have the one used last first, each once, and not the root folder', async () => {
    const { recents } = setUp();
    await recents.use([entry(10), entry(15)]);
    await recents.use([entry(20), entry(10), entry(1)]);
    assert.deepEqual(idsOf((await recents.list()).recent), [20, 10, 15]);
    await recents.use(Array.from({ length: 30 }, (_, index) => entry(100 + index)));
    assert.equal((await recents.list()).recent.length, 20);
  });

  it('keep what is known of an entry when somebody knows less of it', async () => {
    const { recents } = setUp();
    const known = { ...entry(10, 'Email'), entryType: 'Folder', path: '\\Email', creator: 'ann' } as const;
    await recents.use([known]);
    await recents.use([{ id: 10, name: '' }]);
    const [kept] = (await recents.list()).recent;
    assert.deepEqual(kept, { id: 10, name: 'Email', entryType: 'Folder', path: '\\Email' });
  });

  it('keep link types in the order of their last use', async () => {
    const { recents } = setUp();
    await recents.useLinkTypes([1]);
    await recents.useLinkTypes([7, 3]);
    await recents.useLinkTypes([1]);
    assert.deepEqual((await recents.list()).linkTypeIds, [1, 7, 3]);
  });

  it('are pinned and unpinned, which is told', async () => {
    const { recents, pinned } = setUp();
    await recents.pin([entry(10), entry(15)]);
    await recents.pin([entry(10, 'Renamed'), entry(20)]);
    assert.deepEqual(idsOf((await recents.list()).pinned), [10, 15, 20]);
    assert.equal((await recents.list()).pinned[0]?.name, 'Renamed');
    await recents.unpin([15]);
    assert.deepEqual(idsOf((await recents.list()).pinned), [10, 20]);
    assert.deepEqual(pinned, ['a', 'a', 'a']);
  });

  it('are those of the repository: an edited connection shows others, and the old ones when it leads back', async () => {
    const { store, recents } = setUp();
    await recents.use([entry(10)]);
    await recents.pin([entry(15)]);
    await recents.useLinkTypes([1]);
    const other = store.of({ ...OURS, repoId: 'r-2' });
    assert.deepEqual(await other.list(), { pinned: [], recent: [], linkTypeIds: [] });
    await other.use([entry(99)]);
    const back = await store.of({ ...OURS, baseUrl: 'https://SERVER/lfrepositoryapi/' }).list();
    assert.deepEqual([idsOf(back.recent), idsOf(back.pinned)], [[10], [15]]);
    const unknown = await store.of({ ...OURS, id: 'b' }).list();
    assert.deepEqual(unknown.recent, []);
  });

  it('go with their connection, and nothing comes after it', async () => {
    const { store, state, recents, ids } = setUp();
    await recents.use([entry(10)]);
    ids.delete('a');
    await store.remove('a');
    await recents.use([entry(10)]);
    assert.equal(state.size, 0);
  });

  it('of a newer version are left alone', async () => {
    const newer = { version: 2, repositories: 'otherwise' };
    const { state, recents } = setUp({ 'recents.a': newer });
    assert.deepEqual((await recents.list()).recent, []);
    await recents.use([entry(10)]);
    await recents.pin([entry(10)]);
    assert.deepEqual(state.get('recents.a'), newer);
  });

  it('that are damaged cost only themselves', async () => {
    const { state, recents } = setUp();
    await recents.use([entry(10)]);
    const saved = state.get('recents.a') as { repositories: Record<string, { recent: unknown[] }> };
    for (const repository of Object.values(saved.repositories))
      repository.recent.push(
        null,
        'x',
        { id: '15', name: 'No number' },
        { ...entry(16), entryType: 'Other' },
      );
    assert.deepEqual(idsOf((await recents.list()).recent), [10]);
    for (const damaged of ['x', 5, [], { version: 1 }, { version: 1, repositories: [] }]) {
      state.set('recents.a', damaged);
      assert.deepEqual((await recents.list()).recent, []);
    }
  });

  it('never fail what they go along with', async () => {
    const { recents } = setUp();
    const store = new RecentsStore(
      { get: () => undefined, update: () => Promise.reject(new Error('full')) } as unknown as vscode.Memento,
      { isSaved: () => true, onPinned: () => undefined },
    );
    await store.of(OURS).use([entry(10)]);
    await store.of(OURS).useLinkTypes([1]);
    await store.remove('a');
    await recents.forget(5);
  });

  it('are read again as pinned: renamed ones have their new name, and those that are gone say so', async () => {
    const { recents } = setUp();
    await recents.pin([entry(10, 'Old'), entry(15, 'Gone'), entry(16, 'Closed')]);
    const getEntry = (id: number) =>
      id === 10
        ? Promise.resolve(entry(10, 'New'))
        : Promise.reject(new ApiError(id === 15 ? 'notFound' : 'forbidden', ''));
    const read = await recents.readPinned({ getEntry });
    assert.deepEqual(
      read.map(({ entry: { name }, isGone }) => `${name} ${isGone}`),
      ['New false', 'Gone true', 'Closed true'],
    );
    assert.equal((await recents.list()).pinned[0]?.name, 'New');
    const down = () => Promise.reject(new ApiError('network', 'down'));
    await assert.rejects(recents.readPinned({ getEntry: down }));
  });
});
