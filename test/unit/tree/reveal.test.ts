import assert from 'node:assert/strict';
import { ApiError, type EntrySearch } from '../../../src/api';
import type { Entry } from '../../../src/domain';
import { describeFailure } from '../../../src/ui/messages/describeError';
import { Filters } from '../../../src/tree/store';
import { createLoader } from '../../../src/tree/loader';
import type { ParentNode } from '../../../src/tree/kinds';
import { findEntry, findLink, type Rows } from '../../../src/tree/reveal';
import { ListingStore } from '../../../src/tree/store';
import { connectionNode, entry, fakeRepository, link } from './support';

const deep = entry(12, { name: 'Deep', entryType: 'Folder', parentId: 11 });
const FOLDERS = {
  1: [
    entry(10, { entryType: 'Folder' }),
    entry(9, { entryType: 'Shortcut', targetId: 11, targetType: 'Folder' }),
  ],
  10: [entry(11, { entryType: 'Folder', parentId: 10 })],
  11: [deep],
  12: Array.from({ length: 8 }, (_, index) => entry(100 + index, { parentId: 12 })),
};

function rowsOf(...args: Parameters<typeof fakeRepository>) {
  const { open, repository, requests } = fakeRepository(...args);
  const store = new ListingStore();
  const filters = new Filters();
  const root = connectionNode();
  const loader = createLoader({
    connections: { open },
    pageSize: () => 3,
    describeFailure,
    log: () => undefined,
  });
  const rows: Rows = {
    connection: () => Promise.resolve(root),
    known: () => store.nodes(),
    isKnown: ({ id }) => store.has(id),
    listing: (node) => store.get(node.id, (request) => loader.load(node, request, filters.of(node))),
    more: async (node, enough) => {
      await store.extend(node.id, (listing, signal) => loader.more(node, listing, signal, enough));
    },
    refresh: ({ id }) => store.drop(id),
    filterOf: (node) => filters.of(node),
    filter: (node, text) => {
      if (filters.set(node, text)) store.drop(node.id);
    },
  };
  const find = (id: number, signal = new AbortController().signal) =>
    findEntry(rows, repository, 'c1', id, signal);
  return { rows, root, requests, find, repository };
}

const path = (node: { readonly id: string } | undefined) => node?.id;

describe('finding the row of an entry', () => {
  it('reads the ancestors, then their listings, page by page', async () => {
    const { find, requests } = rowsOf(FOLDERS);
    assert.equal(path(await find(107)), '/c1/10/11/12/107');
    assert.deepEqual(
      requests.filter((request) => request.startsWith('entry')),
      ['entry 107', 'entry 12', 'entry 11', 'entry 10'],
    );
    assert.deepEqual(
      requests.filter((request) => request.startsWith('children 12')),
      ['children 12 from 0 size 3', 'children 12 from 3 size 2000'],
    );
  });

  it('filters a folder that goes on for long by the name of the entry, and shows all where that finds nothing', async () => {
    const big = Array.from({ length: 12_000 }, (_, index) => entry(1_000 + index, { parentId: 10 }));
    const wanted = big.at(-1)!;
    const { find, rows, requests, root, repository } = rowsOf(
      { 1: [entry(10, { entryType: 'Folder' })], 10: big },
      {},
      1_000,
    );
    const found: Entry[] = [];
    const searched: EntrySearch[] = [];
    Object.assign(repository, {
      search: (query: EntrySearch) => {
        searched.push(query);
        return Promise.resolve({ entries: found, truncated: false });
      },
    });
    assert.equal(path(await find(wanted.id)), `/c1/10/${wanted.id}`);
    const folder = (await rows.listing(root)).children.find(({ id }) => id === '/c1/10') as ParentNode;
    assert.equal(rows.filterOf(folder), undefined);
    assert.equal(searched.length, 1);

    found.push(wanted);
    rows.refresh(root);
    requests.length = 0;
    rows.refresh(folder);
    assert.equal(path(await find(wanted.id)), `/c1/10/${wanted.id}`);
    assert.ok(requests.length < 20, 'the end of the folder was not read');
  });

  it('takes back a filter that hides the entry', async () => {
    const { find, rows, root } = rowsOf(FOLDERS);
    rows.filter(root, 'nothing');
    assert.equal(path(await find(10)), '/c1/10');
    assert.equal(rows.filterOf(root), undefined);
  });

  it('asks nothing for a row that is known', async () => {
    const { find, requests } = rowsOf(FOLDERS);
    await find(12);
    requests.length = 0;
    assert.equal(path(await find(12)), '/c1/10/11/12');
    assert.deepEqual(requests, []);
  });

  it('finds an entry in its own folder, not below a shortcut', async () => {
    const { find, rows, root } = rowsOf(FOLDERS);
    const shortcut = (await rows.listing(root)).children.find(({ id }) => id.endsWith('/9')) as ParentNode;
    await rows.listing(shortcut);
    assert.equal(path(await find(12)), '/c1/10/11/12');
  });

  it('finds the root folder as the connection', async () => {
    const { find, root, requests } = rowsOf(FOLDERS);
    assert.equal(await find(1), root);
    assert.deepEqual(requests, []);
  });

  it('reads a folder again that was read before the entry came', async () => {
    const folder = [...FOLDERS[12]];
    const { find } = rowsOf({ ...FOLDERS, 12: folder });
    await find(107);
    folder.push(entry(200, { parentId: 12 }));
    assert.equal(path(await find(200)), '/c1/10/11/12/200');
  });

  it('finds nothing for an entry that its folder does not list, and stops when told', async () => {
    const hidden = rowsOf({ ...FOLDERS, 999: [entry(300, { parentId: 12 })] });
    assert.equal(await hidden.find(300), undefined);
    assert.equal(await rowsOf(FOLDERS).find(107, AbortSignal.abort()), undefined);
  });

  it('rejects with what the server said', async () => {
    await assert.rejects(
      rowsOf(FOLDERS).find(404),
      (error) => error instanceof ApiError && error.reason === 'notFound',
    );
    const closed = rowsOf({ 1: FOLDERS[1], 999: [entry(11, { parentId: 10 })] });
    await assert.rejects(
      closed.find(11),
      (error) => error instanceof ApiError && error.reason === 'forbidden',
    );
  });

  it('ends where parents run in circles', async () => {
    const circle = { 999: [entry(2, { parentId: 3 }), entry(3, { parentId: 2 })] };
    assert.equal(await rowsOf(circle).find(2), undefined);
  });

  it('finds a link below a document and below a folder’s row of links', async () => {
    const links = { 100: [link(100, 12)], 12: [link(12, 100), link(12, 100, { linkTypeId: 2 })] };
    const { find, rows } = rowsOf(FOLDERS, links);
    const ofDocument = await findLink(rows, (await find(100))!, { targetId: 12, linkTypeId: 1 });
    assert.equal(path(ofDocument), '/c1/10/11/12/100/outgoing-12:1');
    const ofFolder = await findLink(rows, (await find(12))!, { targetId: 100, linkTypeId: 2 });
    assert.equal(path(ofFolder), '/c1/10/11/12/links/outgoing-100:2');
    assert.equal(await findLink(rows, (await find(12))!, { targetId: 1, linkTypeId: 1 }), undefined);
  });
});
