import assert from 'node:assert/strict';
import { ApiError, readEntryPath } from '../../../src/api';
import type { Entry } from '../../../src/domain';
import { rejectsWith } from '../../support/apiError';
import { closeServers, testRepository } from './testRepository';

describe('api: the root folder', () => {
  afterEach(closeServers);

  const rootOf = async (byPath: { status?: number; body?: unknown }) => {
    const { api } = await testRepository(({ url }) =>
      url.includes('/ByPath')
        ? byPath
        : { status: 404, body: { title: 'Entry not found.', errorCode: 9001 } },
    );
    return api.getRoot();
  };

  it('is what its path leads to, where entry 1 is not there', async () => {
    assert.equal((await rootOf({ body: { entry: { id: 250, name: '', entryType: 'Folder' } } })).id, 250);
  });

  it('is told as missing where its path leads nowhere either', async () => {
    for (const status of [400, 403, 404]) await rejectsWith(rootOf({ status }), 'notFound');
    await rejectsWith(rootOf({ body: {} }), 'notFound');
  });

  it('is not told as missing while nobody can tell', async () => {
    await rejectsWith(rootOf({ status: 503 }), 'server');
    await rejectsWith(rootOf({ body: 'x' }), 'unexpectedAnswer');
    const { api } = await testRepository(() => ({ status: 404, body: { errorCode: 9001 } }));
    await rejectsWith(api.getRoot({ signal: AbortSignal.abort() }), 'cancelled');
  });
});

describe('api: the path of an entry', () => {
  const of = (entries: readonly Entry[]) => ({
    getEntry: (id: number) => {
      const found = entries.find((one) => one.id === id);
      return found ? Promise.resolve(found) : Promise.reject(new ApiError('notFound', 'no such entry'));
    },
  });
  const folder = (id: number, name: string, more: Partial<Entry> = {}): Entry => ({
    ...{ id, name, entryType: 'Folder' },
    ...more,
  });
  const above = [folder(1, 'Acme'), folder(5, 'A', { parentId: 1 }), folder(6, 'B', { parentId: 5 })];

  it('is made of the names of its folders, where the server tells none', async () => {
    assert.equal(await readEntryPath(of(above), 6, 1), '\\A\\B');
    assert.equal(await readEntryPath(of([folder(9, '', { parentId: null }), ...above]), 9, 1), '\\');
    const told = [folder(5, 'A', { path: '\\X\\A' }), folder(6, 'B', { parentId: 5 })];
    assert.equal(await readEntryPath(of(told), 6, 1), '\\X\\A\\B');
  });

  it('is not told where a name or a parent is missing, and not looked for without end', async () => {
    assert.equal(await readEntryPath(of([folder(6, '', { parentId: 1 }), ...above]), 6, 1), undefined);
    assert.equal(await readEntryPath(of([folder(6, 'B')]), 6, 1), undefined);
    const round = [folder(5, 'A', { parentId: 6 }), folder(6, 'B', { parentId: 5 })];
    assert.equal(await readEntryPath(of(round), 6, 1), undefined);
  });
});
