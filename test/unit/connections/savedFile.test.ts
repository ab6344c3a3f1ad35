import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileLock } from '../../../src/changes';
import type { SavedList, SelfHostedConnection } from '../../../src/connections/saved';
import { SavedWriter } from '../../../src/connections/savedWriter';
import { ConnectionStore } from '../../../src/connections/store';
import { UserError } from '../../../src/ui/messages/userError';

const connection = (id: string, more: object = {}): SelfHostedConnection => ({
  ...{ id, kind: 'selfHosted', name: id, baseUrl: 'https://server.example/LFRepositoryAPI' },
  ...{ repoId: 'r-1', username: 'ada', ...more },
});

describe('the file of saved connections', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-saved-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const file = () => path.join(folder, 'connections.json');
  const inFile = async () => JSON.parse(await readFile(file(), 'utf8')) as { connections: unknown[] };

  /** A window with a global state of its own, as it is where windows do not see each other's. */
  function openWindow(kept?: unknown) {
    const state = new Map<string, unknown>([['connections', kept]]);
    const memento = {
      keys: () => [...state.keys()],
      get: (key: string) => state.get(key) as never,
      update: (key: string, value: unknown) => Promise.resolve(void state.set(key, value)),
    };
    const store = new ConnectionStore(memento, folder);
    const followed: SavedList[] = [];
    const lock = fileLock(path.join(folder, 'locks'));
    const writer = new SavedWriter({ store, lock, onFollowed: (before) => followed.push(before) });
    const ids = () => store.list().map(({ id }) => id);
    return { store, writer, state, followed, ids };
  }

  it('takes over what an earlier version kept in global state, and keeps a copy there', async () => {
    const window = openWindow([connection('old')]);
    assert.deepEqual(window.ids(), ['old']);
    await window.writer.save(connection('new'));
    assert.deepEqual(await inFile(), {
      version: 1,
      connections: [connection('old'), connection('new')],
      signIns: {},
    });
    assert.deepEqual(window.state.get('connections'), [connection('old'), connection('new')]);
    assert.deepEqual(openWindow().ids(), ['old', 'new']);
  });

  it('loses nothing when windows write at once', async () => {
    const windows = [openWindow(), openWindow(), openWindow()];
    await Promise.all(
      windows.flatMap(({ writer }, at) =>
        [1, 2, 3, 4, 5, 6, 7].map((number) => writer.save(connection(`${at}-${number}`))),
      ),
    );
    for (const { store } of windows) store.look();
    const [first] = windows;
    assert.equal(first?.ids().length, 21);
    for (const { ids } of windows) assert.deepEqual(ids(), first.ids());
  });

  it('tells what another window changed, before it is changed here, and once', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.writer.save(connection('a'));
    assert.deepEqual(other.ids(), []);
    await other.writer.save(connection('b'));
    assert.equal(other.followed.length, 1);
    assert.deepEqual(other.ids(), ['a', 'b']);
    assert.deepEqual(one.store.look()?.items, [connection('a')]);
    assert.deepEqual(one.ids(), ['a', 'b']);
    assert.equal(one.store.look(), undefined);
  });

  it('renames what another window has made read-only meanwhile without allowing changes again', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.writer.save(connection('a'));
    other.store.look();
    await one.writer.edit('a', (saved) => ({ ...saved, readOnly: true }));
    await other.writer.edit('a', (saved) => ({ ...saved, name: 'Paper' }));
    assert.deepEqual(other.store.list(), [connection('a', { readOnly: true, name: 'Paper' })]);
  });

  it('keeps in its place what this version knows nothing of', async () => {
    const strange = { kind: 'telepathy', id: 'x' };
    const items = [connection('a'), strange, connection('b')];
    await writeFile(file(), JSON.stringify({ version: 1, connections: items }));
    const { writer, ids } = openWindow();
    await writer.move('b', 0);
    assert.deepEqual(ids(), ['b', 'a']);
    assert.deepEqual((await inFile()).connections, [connection('b'), connection('a'), strange]);
    await writer.move('b', 1);
    assert.deepEqual(ids(), ['a', 'b']);
  });

  it('leaves the file of a newer version alone', async () => {
    const text = JSON.stringify({ version: 2, connections: { a: 1 } });
    await writeFile(file(), text);
    const { store, writer } = openWindow([connection('old')]);
    assert.equal(store.problem, 'newer');
    await assert.rejects(writer.save(connection('a')), UserError);
    assert.equal(await writer.mend(), undefined);
    assert.equal(await readFile(file(), 'utf8'), text);
  });

  it('sets a damaged file aside, and writes what is known', async () => {
    await writeFile(file(), '{"version":1,"connec');
    const { store, writer, ids } = openWindow([connection('old')]);
    assert.equal(store.problem, 'damaged');
    const aside = await writer.mend();
    assert.equal(await readFile(aside ?? '', 'utf8'), '{"version":1,"connec');
    assert.deepEqual((await inFile()).connections, [connection('old')]);
    assert.deepEqual([store.problem, ids()], [undefined, ['old']]);
    assert.equal((await readdir(folder)).filter((name) => name.endsWith('.damaged')).length, 1);
    assert.equal(await writer.mend(), undefined);
  });

  it('keeps what is known where the folder vanishes, and writes it again with the next change', async () => {
    const window = openWindow();
    await window.writer.save(connection('a'));
    await rm(folder, { recursive: true });
    assert.equal(window.store.look(), undefined);
    assert.deepEqual(window.ids(), ['a']);
    await window.writer.save(connection('b'));
    assert.deepEqual((await inFile()).connections, [connection('a'), connection('b')]);
  });

  it('tells all windows who is signed out', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await one.writer.markSignIn('a', true);
    other.store.look();
    assert.deepEqual([one.store.isSignedOut('a'), other.store.isSignedOut('a')], [true, true]);
    await other.writer.markSignIn('a', false);
    one.store.look();
    assert.equal(one.store.isSignedOut('a'), false);
    await one.writer.remove('a');
    assert.deepEqual(one.store.saved.signIns, {});
  });
});
