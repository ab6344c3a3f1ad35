import assert from 'node:assert/strict';
import { createRepositoryApi, fetchTransport, PasswordSignIn } from '../../../src/api';
import { BIG_FOLDER, MANY_LINKS, startSandbox, type Sandbox } from '../../../src/sandbox';

describe('sandbox: a big repository', () => {
  let sandbox: Sandbox;
  const api = () => {
    const { baseUrl, repoId } = sandbox;
    return createRepositoryApi({
      baseUrl,
      repoId,
      signIn: new PasswordSignIn(sandbox),
      transport: fetchTransport,
    });
  };
  const idOf = async (name: string) => (await api().getEntryByPath(`\\${name}`)).entry?.id ?? 0;

  before(async () => {
    sandbox = await startSandbox({ big: { entries: 3_000, links: 2_500 } });
  });
  after(() => sandbox.close());

  it('has a folder that is listed in pages, each entry once, in order', async () => {
    const folderId = await idOf(BIG_FOLDER);
    const names: string[] = [];
    let page = await api().listChildren(folderId);
    assert.equal(page.items.length, 150);
    for (;;) {
      names.push(...page.items.map(({ name }) => name));
      const { next } = page;
      if (next === undefined) break;
      page = await api().listChildren(folderId, { pageSize: 2_000, next });
    }
    assert.equal(names.length, 3_000);
    assert.deepEqual(names, [...new Set(names)].toSorted());
  });

  it('finds entries of the folder, and of no other', async () => {
    const find = (name: string, folder: string) =>
      api().search(
        { command: `{LF:Name="*${name}*"} & {LF:LookIn="${folder}", Subfolders=N}` },
        { asListed: true },
      );
    const found = await find('d 00299', `\\${BIG_FOLDER}`);
    assert.deepEqual(
      found.entries.map(({ name }) => name),
      Array.from({ length: 10 }, (_, index) => `Record 00299${index}`),
    );
    assert.ok(found.entries[0]);
    assert.equal(found.entries[0].parentId, await idOf(BIG_FOLDER));
    assert.equal(found.entries[0].extension, 'tif', 'told as in a listing');
    assert.deepEqual(await find('00299', '\\'), { entries: [], truncated: false });
    const many = await find('Record', `\\${BIG_FOLDER}`);
    assert.deepEqual([many.entries.length, many.truncated], [100, true]);
  });

  it('has an entry of many links', async () => {
    const sourceId = await idOf(MANY_LINKS);
    const links = await api().getLinks(sourceId);
    assert.equal(links.length, 2_500);
    assert.ok(links.every((link) => link.sourceId === sourceId));
  });
});
