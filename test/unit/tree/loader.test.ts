import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import type { Searches } from '../../../src/search';
import { describeFailure, UserError } from '../../../src/ui/messages/describeError';
import { labelOf } from '../../../src/tree/kinds';
import type { Listing } from '../../../src/tree/listing';
import { createLoader } from '../../../src/tree/loader';
import type { ParentNode } from '../../../src/tree/kinds';
import type { LoadRequest } from '../../../src/tree/store';
import { connectionNode, entry, entryNode, fakeRepository, link, linkNode } from './support';

const labels = ({ children }: Listing) => children.map((row) => labelOf(row));
const request = (before = 0): LoadRequest => ({ signal: new AbortController().signal, before, fresh: false });
const folder = entry(10, { name: 'Email', entryType: 'Folder' });
const lots = Array.from({ length: 20 }, (_, index) => entry(200 + index));
const many = Array.from({ length: 7 }, (_, index) => entry(100 + index));

function loaderOf(...[folders, links, serverPageSize]: Parameters<typeof fakeRepository>) {
  const { requests, open } = fakeRepository(folders, links, serverPageSize);
  const logged: string[] = [];
  const log = (_error: unknown, failed: string) => logged.push(failed);
  const loader = createLoader({ connections: { open }, pageSize: () => 3, describeFailure, log });
  const load = (node: ParentNode, before = 0) => loader.load(node, request(before));
  return { requests, logged, loader, load };
}

describe('loader of the tree', () => {
  it('opens a folder with one request', async () => {
    const { load, requests } = loaderOf({ 1: [folder], 10: [entry(11)] });
    assert.deepEqual(labels(await load(connectionNode())), ['Links', 'Email']);
    assert.deepEqual(labels(await load(entryNode(folder))), ['Links', 'Entry-11']);
    assert.deepEqual(requests, ['children 1 from 0 size 3', 'children 10 from 0 size 3']);
  });

  it('opens documents, rows of links and links to links', async () => {
    const { load, requests } = loaderOf({}, { 10: [link(10, 15)], 15: [], 5: [link(5, 10)] });
    const [links] = (await loaderOf({ 10: [] }).load(entryNode(folder))).children;
    assert.ok(links?.kind === 'links');
    assert.deepEqual(labels(await load(links)), ['Message → Entry-15']);
    assert.deepEqual(labels(await load(entryNode(entry(5)))), ['Message → Entry-10']);
    assert.deepEqual(labels(await load(linkNode(link(10, 15), 10))), ['No links']);
    assert.deepEqual(requests, ['links 10', 'links 5', 'links 15']);
  });

  it('resolves shortcuts', async () => {
    const { load, requests } = loaderOf({ 10: [entry(11)] }, { 5: [], 10: [] });
    const toFolder = entry(7, { entryType: 'Shortcut', targetId: 10, targetType: 'Folder' });
    const [links] = (await load(entryNode(toFolder))).children;
    assert.ok(links?.kind === 'links');
    assert.equal(links.entryId, 10);
    assert.equal(links.path, undefined, 'the path of the shortcut is not the path of its target');
    await load(entryNode(entry(8, { entryType: 'Shortcut', targetId: 5, targetType: 'Document' })));
    assert.deepEqual(requests, ['children 10 from 0 size 3', 'links 5']);
  });

  it('shows a first page soon, then pages as large as the server gives', async () => {
    const { load, loader, requests } = loaderOf({ 10: lots }, {}, 4);
    const node = entryNode(folder);
    const first = await load(node);
    const second = await loader.more(node, first, request().signal);
    assert.equal(labels(second).length, 1 + 7 + 1);
    await loader.more(node, second, request().signal);
    assert.deepEqual(requests, [
      'children 10 from 0 size 3',
      'children 10 from 3 size 2000',
      'children 10 from 7 size 4',
    ]);
  });

  it('reads pages until it is enough, each row once', async () => {
    const { load, loader } = loaderOf({ 10: [...lots, lots[0]!] }, {}, 4);
    const node = entryNode(folder);
    const counts: number[] = [];
    const listing = await loader.more(node, await load(node), request().signal, (_, shown) => {
      counts.push(shown);
      return shown >= 10;
    });
    assert.deepEqual(counts, [7, 11]);
    const all = await loader.more(node, listing, request().signal, () => false);
    assert.deepEqual(labels(all), ['Links', ...lots.map(({ name }) => name)]);
    assert.equal(all.next, undefined);
  });

  it('keeps the pages that came before it was cancelled', async () => {
    const { load, loader, logged } = loaderOf({ 10: lots }, {}, 4);
    const node = entryNode(folder);
    const stop = new AbortController();
    const listing = await loader.more(node, await load(node), stop.signal, () => {
      stop.abort();
      return false;
    });
    const row = listing.children.at(-1);
    assert.ok(row?.kind === 'loadMore' && row.cancelled);
    assert.equal(row.shown, 7);
    assert.equal(listing.next, '7');
    assert.deepEqual(logged, [], 'nobody needs to be told what they did');
  });

  it('asks a server that refuses large pages for small ones', async () => {
    const fake = fakeRepository({ 10: lots });
    const { listChildren } = fake.repository;
    fake.repository.listChildren = (id, options) =>
      (options?.pageSize ?? 0) > 5
        ? Promise.reject(new ApiError('badRequest', 'too large'))
        : listChildren(id, options);
    const loader = createLoader({
      connections: fake,
      pageSize: () => 3,
      describeFailure,
      log: () => undefined,
    });
    const node = entryNode(folder);
    const listing = await loader.load(node, request());
    const more = await loader.more(node, listing, request().signal);
    assert.equal(labels(more).length, 1 + 6 + 1);
  });

  it('reads as many entries after a refresh as before', async () => {
    const { load, requests } = loaderOf({ 10: many }, {}, 4);
    const again = await load(entryNode(folder), 6);
    assert.deepEqual(labels(again), ['Links', ...many.map(({ name }) => name)]);
    assert.deepEqual(requests, ['children 10 from 0 size 6', 'children 10 from 4 size 3']);
  });

  it('says that reading was cancelled', async () => {
    const { loader, logged } = loaderOf({ 10: many });
    const stop = new AbortController();
    stop.abort();
    const listing = await loader.load(entryNode(folder), { signal: stop.signal, before: 0, fresh: false });
    const [row] = listing.children;
    assert.ok(row?.kind === 'message' && row.state === 'cancelled');
    assert.equal(row.text, 'Cancelled. Retry');
    assert.deepEqual(logged, []);
  });

  it('shows what a filter finds among the children of the folder, and for what', async () => {
    const found = [entry(11, { parentId: 10 }), entry(12, { parentId: 99 })];
    const fake = fakeRepository({});
    const searched: (readonly [string, string | undefined])[] = [];
    const findByName: Searches['findByName'] = (text, { childrenOf } = {}) => {
      searched.push([text, childrenOf]);
      return Promise.resolve({ entries: found, truncated: true });
    };
    const connections = {
      open: async () => ({ ...(await fake.open()), searches: { findByName } }) as never,
    };
    const loader = createLoader({ connections, pageSize: () => 3, describeFailure, log: () => undefined });
    const listing = await loader.load(entryNode(folder), request(), 'try-1');
    assert.deepEqual(labels(listing), ['Links', 'Filter: try-1', 'Entry-11']);
    assert.deepEqual(searched, [['try-1', '\\Email']]);
    const failed = await loaderOf({}).loader.load(entryNode(folder), request(), 'try-1');
    assert.equal(labels(failed)[0], 'Filter: try-1', 'a filter that fails can be taken back');
  });

  it('keeps what is shown when the next page fails, and says so in the row', async () => {
    const { loader, logged } = loaderOf({});
    const node = entryNode(folder);
    const first = await loaderOf({ 10: many }).load(node);
    const failed = await loader.more(node, first, request().signal);
    assert.deepEqual(labels(failed), labels(first));
    assert.equal(failed.next, first.next);
    const row = failed.children.at(-1);
    assert.ok(row?.kind === 'loadMore');
    assert.match(row.failure ?? '', /^Could not list more of \\Email: access is denied\./);
    assert.deepEqual(logged, ['Could not list more of \\Email']);
  });

  it('says why a folder can’t be listed', async () => {
    const { load, logged } = loaderOf({});
    const [row, ...rest] = (await load(entryNode(folder))).children;
    assert.ok(row?.kind === 'message');
    assert.equal(row.state, 'failed');
    assert.equal(row.text, 'No access');
    assert.match(row.detail ?? '', /^Could not list \\Email: access is denied\./);
    assert.deepEqual(rest, []);
    assert.deepEqual(logged, ['Could not list \\Email']);
  });

  it('offers to sign in again', async () => {
    const [row] = (await loaderOf({}).load(entryNode(entry(5)))).children;
    assert.ok(row?.kind === 'message');
    assert.equal(row.state, 'signedOut');
    assert.equal(row.text, 'Sign in again…');
    assert.match(row.detail ?? '', /^Could not read the links of \\Entry-5: the sign-in has expired\./);
  });

  it('says why a connection can’t be opened', async () => {
    const open = () => Promise.reject(new UserError('The sandbox did not start.'));
    const loader = createLoader({
      connections: { open },
      pageSize: () => 3,
      describeFailure,
      log: () => undefined,
    });
    const listing = await loader.load(connectionNode(), request());
    const [row] = listing.children;
    assert.ok(row?.kind === 'message');
    assert.deepEqual([row.text, row.detail], ['Could not list Archive', 'The sandbox did not start.']);
    assert.ok(listing.error instanceof UserError);
  });
});
