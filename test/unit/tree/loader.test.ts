import assert from 'node:assert/strict';
import { explain, UserError } from '../../../src/host/words';
import { labelOf } from '../../../src/tree/labels';
import type { Listing } from '../../../src/tree/listing';
import { createLoader } from '../../../src/tree/loader';
import type { ParentNode } from '../../../src/tree/nodes';
import type { LoadRequest } from '../../../src/tree/store';
import { connectionNode, entry, entryNode, fakeRepository, link, linkNode } from './support';

const labels = ({ children }: Listing) => children.map(labelOf);
const request = (before = 0): LoadRequest => ({ signal: new AbortController().signal, before });
const folder = entry(10, { name: 'Email', entryType: 'Folder' });
const many = Array.from({ length: 7 }, (_, index) => entry(100 + index));

function loaderOf(...[folders, links, serverPageSize]: Parameters<typeof fakeRepository>) {
  const { requests, open } = fakeRepository(folders, links, serverPageSize);
  const logged: string[] = [];
  const log = (_error: unknown, doing: string) => logged.push(doing);
  const loader = createLoader({ connections: { open }, pageSize: () => 3, explain, log });
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
    assert.deepEqual(labels(await load(links)), ['Entry-15']);
    assert.deepEqual(labels(await load(entryNode(entry(5)))), ['Entry-10']);
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

  it('reads the next page, and after a refresh as many entries as before', async () => {
    const { load, loader, requests } = loaderOf({ 10: many }, {}, 4);
    const node = entryNode(folder);
    const first = await load(node);
    const second = await loader.more(node, first, request().signal);
    assert.equal(labels(second).length, 1 + 6 + 1);
    requests.length = 0;

    const again = await load(node, 6);
    assert.deepEqual(labels(again), ['Links', ...many.map(({ name }) => name)]);
    assert.deepEqual(requests, ['children 10 from 0 size 6', 'children 10 from 4 size 6']);
  });

  it('keeps what is shown when the next page fails, and says so in the row', async () => {
    const { loader, logged } = loaderOf({});
    const node = entryNode(folder);
    const first = await loaderOf({ 10: many }).load(node);
    const failed = await loader.more(node, first, request().signal);
    assert.deepEqual(labels(failed), labels(first));
    assert.equal(failed.nextLink, first.nextLink);
    const row = failed.children.at(-1);
    assert.ok(row?.kind === 'loadMore');
    assert.match(row.failure ?? '', /^Could not list more of \\Email: access is denied\./);
    assert.deepEqual(logged, ['list more of \\Email']);
  });

  it('says why a folder can’t be listed', async () => {
    const { load, logged } = loaderOf({});
    const [row, ...rest] = (await load(entryNode(folder))).children;
    assert.ok(row?.kind === 'message');
    assert.equal(row.state, 'failed');
    assert.match(row.text, /^Could not list \\Email: access is denied\./);
    assert.deepEqual(rest, []);
    assert.deepEqual(logged, ['list \\Email']);
  });

  it('offers to sign in again', async () => {
    const [row] = (await loaderOf({}).load(entryNode(entry(5)))).children;
    assert.ok(row?.kind === 'message');
    assert.equal(row.state, 'signedOut');
    assert.equal(row.text, 'Sign in again…');
    assert.match(
      row.detail ?? '',
      /^Could not read the links of \\Entry-5: the sign-in is no longer valid\./,
    );
  });

  it('says why a connection can’t be opened', async () => {
    const open = () => Promise.reject(new UserError('The sandbox did not start.'));
    const loader = createLoader({ connections: { open }, pageSize: () => 3, explain, log: () => undefined });
    const listing = await loader.load(connectionNode(), request());
    assert.deepEqual(labels(listing), ['The sandbox did not start.']);
    assert.ok(listing.error instanceof UserError);
  });
});
