import assert from 'node:assert/strict';
import { BIG_FOLDER, startSandbox, type Sandbox } from '../../src/sandbox';
import { COMMANDS } from '../../src/ui/ids';
import { run } from './support';

describe('commands on big folders', () => {
  let sandbox: Sandbox;
  let connectionId: string;
  let folderId: number;
  before(async () => {
    sandbox = await startSandbox({ big: { entries: 12_000 } });
    const { baseUrl, repoId, username, password } = sandbox;
    const connection = { name: 'Big', kind: 'selfHosted', baseUrl, repoId, username, password };
    ({ connectionId } = await run<{ connectionId: string }>(COMMANDS.addConnection, connection));
    const form = new URLSearchParams({ grant_type: 'password', username, password });
    const repository = `${baseUrl}/v1/Repositories/${repoId}`;
    const signedIn = await fetch(`${repository}/Token`, { method: 'POST', body: form });
    const { access_token: token } = (await signedIn.json()) as { access_token: string };
    const answer = await fetch(
      `${repository}/Entries/ByPath?fullPath=${encodeURIComponent(`\\${BIG_FOLDER}`)}`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    );
    folderId = ((await answer.json()) as { entry: { id: number } }).entry.id;
  });
  after(async () => {
    await run(COMMANDS.removeConnection, { connectionId });
    await sandbox.close();
  });

  it('load a page, then 10,000 entries, then the rest', async () => {
    const folder = { connectionId, folderId };
    assert.deepEqual(await run(COMMANDS.loadMore, folder), { entries: 1_150, complete: false });
    assert.deepEqual(await run(COMMANDS.loadAll, folder), { entries: 11_150, complete: false });
    assert.deepEqual(await run(COMMANDS.loadAll, folder), { entries: 12_000, complete: true });
    assert.deepEqual(await run(COMMANDS.loadMore, folder), { entries: 12_000, complete: true });
  });

  it('filter, and show all again', async () => {
    const folder = { connectionId, folderId };
    const filter = (text: string) => run(COMMANDS.filterInFolder, { ...folder, text });
    assert.deepEqual(await filter('d 00420'), { entries: 10, complete: true });
    assert.deepEqual(await filter('Record'), { entries: 100, complete: false });
    await run(COMMANDS.clearFilter, folder);
    assert.equal((await run<{ entries: number }>(COMMANDS.loadMore, folder)).entries > 100, true);
  });

  it('refuse what is no folder, in words', async () => {
    await assert.rejects(
      run(COMMANDS.loadAll, { connectionId, folderId: 10 }),
      /laserficheLinks\.loadAll was called with wrong arguments: entry 10 is no folder/,
    );
  });
});
