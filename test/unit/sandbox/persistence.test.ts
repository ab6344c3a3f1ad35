import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openSandbox, type SandboxUnderTest } from './support';

describe('sandbox: state file', () => {
  let folder: string;
  let stateFile: string;
  const open: SandboxUnderTest[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sandbox-'));
    stateFile = path.join(folder, 'deeper', 'state.json');
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
    await rm(folder, { recursive: true, force: true });
  });

  async function start(): Promise<SandboxUnderTest> {
    const server = await openSandbox({ stateFile });
    open.push(server);
    return server;
  }

  const link = (server: SandboxUnderTest, sourceId: number, targetIds: readonly number[]) =>
    server.call('PUT', `/Entries/${sourceId}/links`, {
      body: targetIds.map((targetId) => ({ targetId, linkTypeId: 1 })),
    });
  const targets = async (server: SandboxUnderTest, id: number) =>
    (await server.get(`/Entries/${id}/links`)).rows
      .filter((row) => row['sourceId'] === id)
      .map((row) => row['targetId']);

  it('is not written before something changes', async () => {
    await start();
    assert.deepEqual(await readdir(folder), []);
  });

  it('keeps changes over a restart', async () => {
    const first = await start();
    await link(first, 10, [15]);
    await first.call('POST', '/Entries/1/Laserfiche.Repository.Folder/children', {
      body: { entryType: 'Folder', name: 'Mine' },
    });
    await first.sandbox.close();
    const second = await start();
    assert.deepEqual(await targets(second, 10), [15]);
    assert.ok((await second.idOf('\\Mine')) > 0);
  });

  it('has every change on disk before it is answered, and leaves no drafts', async () => {
    const server = await start();
    await link(server, 10, [15]);
    const { links } = JSON.parse(await readFile(stateFile, 'utf8')) as { links: { sourceId: number }[] };
    assert.ok(links.some(({ sourceId }) => sourceId === 10));
    assert.deepEqual(await readdir(path.dirname(stateFile)), ['state.json']);
  });

  it('finishes running tasks before it closes', async () => {
    const server = await start();
    await server.call('DELETE', '/Entries/15');
    await server.sandbox.close();
    const { entries } = JSON.parse(await readFile(stateFile, 'utf8')) as { entries: { id: number }[] };
    assert.ok(entries.every(({ id }) => id !== 15));
  });

  it('goes back to the demo on reset, for everybody', async () => {
    const [one, two] = [await start(), await start()];
    await link(one, 10, [15]);
    assert.deepEqual(await targets(two, 10), [15]);
    await two.sandbox.reset();
    assert.deepEqual(await targets(one, 10), []);
  });

  it('shows two sandboxes the same repository, and loses no change of either', async () => {
    const [one, two] = [await start(), await start()];
    const ids = (
      await one.get(
        `/Entries/${await one.idOf('\\Archive\\Scans 2019')}/Laserfiche.Repository.Folder/children`,
      )
    ).rows
      .slice(0, 8)
      .map((row) => Number(row['id']));
    await Promise.all(ids.map((id, index) => link(index % 2 === 0 ? one : two, id, [15])));
    for (const id of ids) {
      assert.deepEqual(await targets(one, id), [15]);
      assert.deepEqual(await targets(two, id), [15]);
    }
  });

  it('sets a damaged file aside and starts afresh', async () => {
    const whole = async () => {
      const server = await start();
      await link(server, 10, [15]);
      return readFile(stateFile, 'utf8');
    };
    const good = await whole();
    const damaged = [
      good.slice(0, 1000),
      '',
      'null',
      '{"format":99}',
      good.replace('"parentId":1,', '"parentId":99999,'),
    ];
    for (const [index, text] of damaged.entries()) {
      await writeFile(stateFile, text);
      const server = await start();
      assert.deepEqual(await targets(server, 10), [], String(index));
      assert.equal(await readFile(`${stateFile}.damaged-${index + 1}`, 'utf8'), text);
      await link(server, 10, [1]);
      assert.deepEqual(await targets(server, 10), [1]);
    }
  });

  it('notices damage while it runs', async () => {
    const server = await start();
    await link(server, 10, [15]);
    await writeFile(stateFile, 'rubbish');
    assert.deepEqual(await targets(server, 10), []);
    assert.equal(await readFile(`${stateFile}.damaged-1`, 'utf8'), 'rubbish');
  });

  it('is changed in spite of the draft of a process that died, which goes', async () => {
    const server = await start();
    await link(server, 10, [15]);
    await writeFile(`${stateFile}.4711-0123456789ab.new`, '{"format":1,');
    assert.equal((await link(server, 10, [1])).status, 200);
    assert.deepEqual(await readdir(path.dirname(stateFile)), ['state.json']);
  });

  it('has no say over files of others beside it', async () => {
    const server = await start();
    await link(server, 10, [15]);
    const others = ['state.json.new', 'state.json.old.new', 'other.json.4711-0123456789ab.new'];
    for (const name of others) await writeFile(path.join(path.dirname(stateFile), name), '');
    assert.equal((await link(server, 10, [1])).status, 200);
    assert.deepEqual(
      (await readdir(path.dirname(stateFile))).toSorted(),
      [...others, 'state.json'].toSorted(),
    );
  });
});
