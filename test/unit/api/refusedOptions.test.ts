import assert from 'node:assert/strict';
import { rejectsWith } from '../../support/apiError';
import type { Given, ReceivedRequest } from '../../support/httpServer';
import { closeServers, testRepository } from './testRepository';

const REFUSED: Given = { status: 400, body: { title: 'The query is not valid.', errorCode: 216 } };

const entry = (id: number, name: string, entryType = 'Document') => ({ id, name, entryType });
const CHILDREN = [entry(3, 'b'), entry(4, 'Z', 'Folder'), entry(5, 'A'), entry(6, 'a folder', 'Folder')];

/** A server of a folder and an entry with links that refuses requests which `isRefused` says so of. */
const server = (isRefused: (request: ReceivedRequest) => boolean) =>
  testRepository((request) => {
    if (isRefused(request)) return REFUSED;
    if (request.url.includes('children')) return { body: { value: CHILDREN } };
    if (request.url.includes('links'))
      return { body: { value: [{ sourceId: 1, targetId: 2, linkTypeId: 1 }] } };
    if (request.url.includes('SimpleSearches')) return { body: { value: [entry(3, 'b')] } };
    return { body: { value: [{ linkTypeId: 1, sourceLabel: 'a', targetLabel: 'b' }] } };
  });

describe('api: options that a server refuses', () => {
  afterEach(closeServers);

  for (const option of ['$select', '$orderby', 'groupByEntryType', '$count'])
    it(`lists a folder without ${option}, and asks for it no more`, async () => {
      const { api, calls } = await server(({ url }) => url.includes(option));
      for (let times = 0; times < 8; times += 1) {
        const { items } = await api.listChildren(times + 1);
        assert.equal(items.length, CHILDREN.length);
      }
      const settled = calls().length;
      await api.listChildren(100);
      await api.listChildren(101);
      assert.equal(calls().length, settled + 2);
      assert.ok(!calls().at(-1)?.url.includes(option));
    });

  it('sorts here what the server does not, folders first', async () => {
    const { api } = await server(({ url }) => /orderby|groupBy/.test(url));
    for (let times = 0; times < 4; times += 1) {
      const { items } = await api.listChildren(1);
      assert.deepEqual(
        items.map(({ name }) => name),
        ['a folder', 'Z', 'A', 'b'],
      );
    }
  });

  it('keeps what the server takes: only what it refuses is left out in the end', async () => {
    const { api, calls } = await server(({ url }) => /count|groupBy/.test(url));
    for (let folder = 1; folder < 8; folder += 1) await api.listChildren(folder);
    assert.match(calls().at(-1)?.url ?? '', /\$select=/);
  });

  it('lists a folder, its links, link types and what follows without a page size', async () => {
    const { api, calls } = await server(({ headers }) => headers['prefer'] !== undefined);
    await api.listChildren(1, { pageSize: 2000 });
    assert.equal((await api.getLinks(1)).length, 1);
    assert.equal((await api.listLinkTypes()).length, 1);
    await api.listChildren(1, { next: `${api.baseUrl}/v1/Repositories/r-1/Entries/1/children?$skip=2` });
    const settled = calls().length;
    await api.getLinks(1);
    await api.listLinkTypes();
    assert.equal(calls().length, settled + 2);
  });

  it('searches without a selection of properties', async () => {
    const { api, calls } = await server(({ url }) => url.includes('$select'));
    const query = { command: '{LF:Name="*b*"}' };
    assert.equal((await api.search(query, { asListed: true })).entries.length, 1);
    assert.equal((await api.search(query, { asListed: true })).entries.length, 1);
    assert.equal(calls().length, 3);
  });

  it('tells of a refusal that no option is a reason of, and goes on asking for all', async () => {
    let refuses = true;
    const { api, calls } = await server(() => refuses);
    await rejectsWith(api.listChildren(1), 'badRequest');
    await rejectsWith(api.getLinks(1), 'badRequest');
    refuses = false;
    await api.listChildren(1);
    assert.match(calls().at(-1)?.url ?? '', /\$count=true/);
  });
});
