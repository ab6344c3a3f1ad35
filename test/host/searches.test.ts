import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Connection } from '../../src/connections';
import { createSearchStore, type NamedSearch } from '../../src/searches/store';
import { SETTINGS } from '../../src/ui/ids';
import { UserError } from '../../src/ui/messages/userError';
import { configure } from './support';
import { memoryContext } from './treeFixture';

const CONNECTION: Connection = {
  ...{ id: 'c1', kind: 'selfHosted', name: 'Archive', baseUrl: 'https://files.example', repoId: 'r-1' },
  username: 'ada',
};
const MAILS = { name: 'Mails', query: { name: 'Mail*' } };
const OLD = { name: 'Old', connectionId: 'c1', command: '{LF:Name="old"}', color: 'of somebody else' };
const BROKEN = { name: 'Broken', query: { nmae: 'x' } };

const setting = () =>
  vscode.workspace.getConfiguration(SETTINGS.section).get<unknown>(SETTINGS.savedSearches);

describe('saved and recent searches', () => {
  const memento = () => memoryContext(new Map()).globalState;
  const connections = { list: () => [CONNECTION] };
  const storeOf = (of = memento()) =>
    createSearchStore({ connections, memento: of, nameOf: () => 'unnamed' });
  const stores: { dispose(): void }[] = [];
  const open = (of?: vscode.Memento) => {
    const store = storeOf(of as ReturnType<typeof memento>);
    stores.push(store);
    return store;
  };
  afterEach(async () => {
    for (const store of stores.splice(0)) store.dispose();
    await (
      await configure(SETTINGS.savedSearches, undefined)
    )();
  });

  it('come from the setting, with what is wrong with one in its place', async () => {
    await configure(SETTINGS.savedSearches, [MAILS, BROKEN, OLD, 7]);
    const items = open().saved();
    assert.deepEqual(
      items.map(({ search, problem }) => search?.name ?? problem?.why),
      ['Mails', 'unknownPart', 'Old', 'notObject'],
    );
    assert.equal(new Set(items.map(({ key }) => key)).size, 4);
  });

  it('are saved behind the others, and renamed and removed without touching them', async () => {
    await configure(SETTINGS.savedSearches, [MAILS, BROKEN, OLD]);
    const store = open();
    await store.save({ name: 'New', command: '{}' });
    const [mails] = store.saved();
    assert.ok(mails?.search);
    await store.replace(mails, { ...mails.search, name: 'Post' });
    assert.deepEqual(setting(), [{ ...MAILS, name: 'Post' }, BROKEN, OLD, { name: 'New', command: '{}' }]);
    const broken = store.saved()[1];
    assert.ok(broken);
    const putBack = await store.remove(broken);
    assert.deepEqual(setting(), [{ ...MAILS, name: 'Post' }, OLD, { name: 'New', command: '{}' }]);
    await putBack();
    assert.deepEqual((setting() as unknown[])[1], BROKEN);
  });

  it('are not written over where the setting is no list, or was changed meanwhile', async () => {
    await configure(SETTINGS.savedSearches, [MAILS, MAILS]);
    const store = open();
    const [first, second] = store.saved();
    assert.ok(first && second);
    await store.remove(first);
    await store.remove(second);
    assert.deepEqual(setting(), [], 'equal ones go one by one');
    await assert.rejects(store.replace(first, MAILS), UserError);
    await configure(SETTINGS.savedSearches, { Mails: MAILS });
    assert.deepEqual(
      store.saved().map(({ problem }) => problem?.why),
      ['notObject'],
    );
    await assert.rejects(store.save(MAILS), /is not a list/);
    assert.deepEqual(setting(), { Mails: MAILS });
  });

  it('are remembered, the last ten of a connection, each once', async () => {
    const kept = memento();
    const store = open(kept);
    const made = (number: number): NamedSearch => ({ connectionId: 'c1', command: `{LF:Name="${number}"}` });
    for (let number = 1; number <= 12; number += 1) await store.use(made(number));
    await store.use({ ...made(5), name: 'Five' });
    const names = () => store.recent().map(({ search }) => ('command' in search ? search.command : ''));
    assert.equal(names().length, 10);
    assert.equal(names()[0], '{LF:Name="5"}');
    assert.equal(open(kept).recent()[0]?.search.name, 'Five', 'also by another window');
    const second = store.recent()[1];
    assert.ok(second);
    const before = names();
    const putBack = await store.remove(second);
    assert.equal(names().length, 9);
    await putBack();
    assert.deepEqual(names(), before);
    await assert.rejects(store.use({ connectionId: 'gone', command: '{}' }), UserError);
  });

  it('of a connection that leads elsewhere by now do not show, and what a newer version wrote stays', async () => {
    const kept = memento();
    const list = [CONNECTION];
    const store = createSearchStore({ connections: { list: () => list }, memento: kept, nameOf: () => 'x' });
    stores.push(store);
    await store.use({ connectionId: 'c1', command: '{}' });
    list[0] = { ...CONNECTION, repoId: 'r-2' };
    assert.deepEqual(store.recent(), []);
    await kept.update('recentSearches', { version: 2, searches: 'something else' });
    await store.use({ connectionId: 'c1', command: '{}' });
    assert.deepEqual(kept.get('recentSearches'), { version: 2, searches: 'something else' });
  });
});
