import assert from 'node:assert/strict';
import { fileLock, type ConnectionRef } from '../../../src/changes';
import { sameRepository } from '../../../src/domain';
import { editorFor, MemoryJournal } from '../../support/editing';
import { CONNECTION, item, link } from './history';
import { FakeRepository } from './fakeRepository';
import { refused } from './refused';
import { scratchFolder } from './scratch';
import { SOURCE, to } from './setUp';

describe('editing: one repository under several names', () => {
  const folder = scratchFolder();
  const at = (baseUrl: string, repoId = 'r-1'): ConnectionRef => ({
    ...CONNECTION,
    id: baseUrl,
    baseUrl,
    repoId,
  });

  it('has one lock: 30 links added through each of two spellings all stay', async () => {
    const repository = new FakeRepository();
    // Long enough between reading and writing for the other one to slip in.
    repository.onGet = () => new Promise((resolve) => setImmediate(resolve));
    const editors = [
      at('http://localhost:1/LFRepositoryAPI'),
      at('https://127.0.0.1./LFRepositoryAPI', 'R-1'),
    ].map((connection) =>
      editorFor(repository, () => Promise.resolve(repository.types), {
        connection,
        lock: fileLock(folder()),
      }),
    );
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        editors[index % 2]!.change({
          sourceId: SOURCE,
          edit: { upsert: [to(1000 + index)] },
          cause: 'command',
        }),
      ),
    );
    assert.equal(repository.of(SOURCE).length, 30);
  });

  it('is told from others by its address and id, whatever their letter case', () => {
    const one = at('https://server/LFRepositoryAPI');
    for (const same of [
      'https://SERVER/lfrepositoryapi/',
      'https://server:443/LFRepositoryAPI',
      'https://server./LFRepositoryAPI',
    ])
      assert.ok(sameRepository(one, at(same, 'R-1')), same);
    for (const other of [
      'https://server2/LFRepositoryAPI',
      'https://server:8443/LFRepositoryAPI',
      'https://server/Other',
      '',
    ])
      assert.ok(!sameRepository(one, at(other)), other);
    assert.ok(!sameRepository(one, at(one.baseUrl, 'r-2')));
    assert.ok(sameRepository(at('no address'), at('NO address')));
  });

  it('refuses what was made for another one: changes, plans, swaps and undos, before anything is asked', async () => {
    const repository = new FakeRepository();
    repository.set(SOURCE, [to(1)]);
    const journal = new MemoryJournal();
    const connection = at('https://new/LFRepositoryAPI');
    const editor = editorFor(repository, () => Promise.resolve(repository.types), { connection, journal });
    const madeFor = at('https://old/LFRepositoryAPI');
    const change = { sourceId: SOURCE, edit: { remove: [to(1)] }, cause: 'form', madeFor } as const;
    for (const refusal of [
      () => editor.change(change),
      () => editor.plan([change]),
      () => editor.plan([change], { isPreview: true }),
      () => editor.apply([change]),
      () => editor.planSwap([{ sourceId: SOURCE, links: [to(1)], madeFor }]),
      () => editor.planUndo([item('x', 0, { connection: madeFor, added: [link(1)] })]),
    ]) {
      const { details } = await refused(refusal(), 'otherRepository');
      assert.deepEqual(
        [details.madeFor.baseUrl, details.leadsTo.baseUrl],
        [madeFor.baseUrl, connection.baseUrl],
      );
    }
    assert.deepEqual(repository.calls, []);
    const here = { ...change, madeFor: at('https://NEW/LFRepositoryAPI/', 'R-1') };
    assert.ok((await editor.change(here)).sent);
  });
});
