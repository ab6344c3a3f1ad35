import assert from 'node:assert/strict';
import {
  createRepositoryApi,
  fetchTransport,
  nodeFetchTransport,
  PasswordSignIn,
  webClientEntryUrl,
  type ApiError,
  type RepositoryApi,
  type RepositoryApiOptions,
} from '../../../src/api';
import { startSandbox, type ObservedRequest, type Sandbox, type SandboxOptions } from '../../../src/sandbox';
import type { LinkEdit } from '../../../src/domain';
import { rejectsWith } from '../../support/apiError';
import { editorFor } from '../../support/editing';
import { ONE_TRY } from './testRepository';

const ROOT = 1;
const EMAIL = 10;
const ATTACHMENT = 15;

describe('api against the sandbox repository', () => {
  let sandbox: Sandbox;
  let requests: ObservedRequest[];
  let clock: number;

  async function start(options: SandboxOptions = {}): Promise<RepositoryApi> {
    requests = [];
    clock = Date.now();
    sandbox = await startSandbox({
      onRequest: (request) => requests.push(request),
      now: () => clock,
      ...options,
    });
    return client();
  }

  function client(options: Partial<RepositoryApiOptions> = {}): RepositoryApi {
    const { baseUrl, repoId } = sandbox;
    return createRepositoryApi({
      baseUrl,
      repoId,
      signIn: new PasswordSignIn(sandbox),
      transport: fetchTransport,
      ...options,
    });
  }

  /** Requests since the last call, but those for tokens. */
  const seen = () =>
    requests
      .splice(0)
      .filter(({ path }) => !path.endsWith('/Token'))
      .map(({ method, path }) => `${method} ${path.split('?', 1)[0]!.split('/').slice(-2).join('/')}`);

  async function idOf(api: RepositoryApi, path: string): Promise<number> {
    const { entry } = await api.getEntryByPath(path);
    assert.ok(entry, `the demo repository has no ${path}`);
    return entry.id;
  }

  afterEach(() => sandbox.close());

  for (const [name, transport] of [
    ['fetch', fetchTransport],
    ['node-fetch', nodeFetchTransport],
  ] as const) {
    it(`assigns a link and finds it from both ends, over ${name}`, async () => {
      await start();
      const api = client({ transport });
      assert.equal((await api.getEntryByPath('\\Email')).entry?.id, EMAIL);
      assert.deepEqual(await api.getLinks(EMAIL), []);
      const links = await api.assignLinks(EMAIL, [{ targetId: ATTACHMENT, linkTypeId: 1 }]);
      const put = requests.find(({ method }) => method === 'PUT');
      assert.equal(put?.body, '[{"targetId":15,"linkTypeId":1}]');
      assert.deepEqual(await api.getLinks(EMAIL), links);
      assert.deepEqual(await api.getLinks(ATTACHMENT), links);
      const [link] = links;
      assert.match(link!.targetUrl!, new RegExp(`/Entries/${ATTACHMENT}$`));
      assert.match(link!.sourceUrl!, new RegExp(`/Entries/${EMAIL}$`));
      assert.deepEqual(await api.assignLinks(EMAIL, []), []);
    });
  }

  it('reads the fields of an entry, filled in or not', async () => {
    const api = await start();
    assert.deepEqual(await api.getFields(ATTACHMENT), [
      { name: 'Author', type: 'String', values: ['Delta Crane Hire'] },
      { name: 'Date', type: 'Date', values: ['2024-01-05'] },
      { name: 'Keywords', type: 'String', values: ['crane', 'lifting schedule', 'Harbour Row Terrace'] },
      { name: 'Pages', type: 'ShortInteger', values: ['4'] },
    ]);
    assert.deepEqual(seen(), ['GET 15/fields']);
    await rejectsWith(api.getFields(999_999), 'notFound');
  });

  it('lists the root folder with one request, folders first', async () => {
    const api = await start();
    await api.getEntry(ROOT);
    seen();
    const { items, next } = await api.listChildren(ROOT);
    assert.equal(seen().length, 1);
    assert.equal(next, undefined);
    const types = items.map(({ entryType }) => entryType === 'Folder');
    assert.deepEqual(types, [...types].sort().reverse());
    const email = items.find(({ id }) => id === EMAIL);
    assert.equal(email?.path, '\\Email');
    assert.equal(email.extension, 'eml');
    assert.equal(typeof email.isRecord, 'boolean');
  });

  it('pages through a folder of 1,200 documents by next links', async () => {
    const api = await start();
    const folderId = await idOf(api, '\\Archive\\Scans 2019');
    const ids = new Set<number>();
    const sizes: number[] = [];
    let next: string | undefined;
    do {
      const page = await api.listChildren(folderId, { pageSize: 500, ...(next && { next }) });
      sizes.push(page.items.length);
      for (const { id } of page.items) ids.add(id);
      next = page.next;
    } while (next);
    assert.deepEqual(sizes, [500, 500, 200]);
    assert.equal(ids.size, 1200);
  });

  // Several pages are read until two readings agree: a link that slipped between two pages would be lost.
  for (const [maxPageSize, requests] of [
    [1000, 1],
    [100, 2 * 3],
  ] as const) {
    it(`adds one link to 250 in ${requests} reads and one PUT (pages of ${maxPageSize})`, async () => {
      const api = await start({ behaviour: { maxPageSize } });
      const sourceId = await idOf(api, '\\Contracts\\Master Agreement Index');
      const before = await api.getLinks(sourceId);
      seen();
      const editor = editorFor(api, () => api.listLinkTypes());
      const edit = { upsert: [{ targetId: EMAIL, linkTypeId: 2, properties: { why: 'ä "<i>"' } }] };
      const { plan } = await editor.change({ sourceId, edit, cause: 'command' });
      const reads = Array.from({ length: requests }, () => `GET ${sourceId}/links`);
      assert.deepEqual(seen(), ['GET r-abc123/LinkDefinitions', ...reads, `PUT ${sourceId}/links`]);
      assert.equal(plan.kept.length, 250);
      const after = await api.getLinks(sourceId);
      assert.deepEqual(after.slice(0, 250), before);
      assert.deepEqual(after[250]?.properties, { why: 'ä "<i>"' });
    });
  }

  for (const behaviour of [
    { omitLinkTypeId: true },
    { incomingListed: false },
    { renewLinkIds: true },
    { maxPageSize: 1 },
  ]) {
    it(`keeps links as they are on a server with ${JSON.stringify(behaviour)}`, async () => {
      const api = await start({ behaviour });
      const sourceId = await idOf(api, '\\Contracts\\Clients');
      const editor = editorFor(api, () => api.listLinkTypes());
      const link = (targetId: number) => ({ targetId, linkTypeId: 1, properties: { to: String(targetId) } });
      const change = (edit: LinkEdit) => editor.change({ sourceId, edit, cause: 'command' });
      await change({ upsert: [link(EMAIL), link(ATTACHMENT)] });
      await change({ upsert: [link(ROOT)], remove: [link(EMAIL)] });
      assert.deepEqual(
        (await api.getLinks(sourceId)).map(({ targetId, properties }) => [targetId, properties]),
        [
          [ATTACHMENT, { to: '15' }],
          [ROOT, { to: '1' }],
        ],
      );
    });
  }

  it('searches by name: some, none, awkward ones, more than are sent', async () => {
    const api = await start();
    const find = (name: string) => api.search({ command: `{LF:Name="${name}"}` });
    const names = async (name: string) => (await find(name)).entries.map((one) => one.name);
    assert.deepEqual((await names('emailattach*')).sort(), ['EmailAttachment']);
    assert.deepEqual(await names('no such name'), []);
    assert.ok((await names('*<script>*')).length > 0);
    assert.ok((await names('*""*')).length > 0);
    const scans = await find('*Scan 2019*');
    assert.deepEqual([scans.entries.length, scans.truncated], [100, true]);
  });

  it('renews an expired token without anybody noticing', async () => {
    const api = await start({ tokenLifeSeconds: 900 });
    await api.getEntry(ROOT);
    clock += 901_000; // The server's clock only: to the client the token looks good.
    assert.equal((await api.getEntry(ROOT)).id, ROOT);
    assert.deepEqual(
      requests.map(({ status }) => status),
      [200, 200, 401, 200, 200],
    );
  });

  it('knows the address of the web client', async () => {
    const api = await start();
    const [repository] = await api.listRepositories();
    const address = webClientEntryUrl(repository!.webClientUrl!, sandbox.repoId, await api.getEntry(EMAIL));
    const page = await fetch(address);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Email/);
  });

  it('says which entry is closed and which is locked', async () => {
    const api = await start();
    const [closed] = (await api.listChildren(await idOf(api, '\\Board'))).items;
    assert.equal((await rejectsWith(api.listChildren(closed!.id), 'forbidden')).errorCode, 9010);
    const permits = await api.search({ command: '{LF:Name="*Building Permit Application*"}' });
    const outcomes = await Promise.allSettled(permits.entries.map(({ id }) => api.assignLinks(id, [])));
    const reasons = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as ApiError] : []));
    assert.deepEqual(
      reasons.map(({ reason, status, outcomeUnknown }) => [reason, status, outcomeUnknown]),
      [['locked', 423, false]],
    );
  });

  it('tells failures apart', async () => {
    const api = await start({ behaviour: { repositoriesListed: false } });
    const wrong = client({ signIn: new PasswordSignIn({ username: sandbox.username, password: 'wrong' }) });
    assert.equal((await rejectsWith(wrong.getEntry(ROOT), 'badCredentials')).errorCode, 9528);
    await rejectsWith(client({ repoId: 'no-such' }).getEntry(ROOT), 'noRepository');
    await rejectsWith(client({ baseUrl: `${sandbox.baseUrl}/wrong` }).getEntry(ROOT), 'notFound');
    await rejectsWith(api.getEntry(999_999), 'notFound');
    await rejectsWith(api.listRepositories(), 'notFound');
    await rejectsWith(api.assignLinks(EMAIL, [{ targetId: 999_999, linkTypeId: 1 }]), 'notFound');
    await assert.rejects(api.assignLinks(EMAIL, [{ targetId: ATTACHMENT, linkTypeId: 999 }]), {
      errorCode: 7530,
    });
    sandbox.setBehaviour({ maxBodyBytes: 20 });
    await rejectsWith(api.assignLinks(EMAIL, [{ targetId: ATTACHMENT, linkTypeId: 1 }]), 'tooLarge');
    sandbox.setBehaviour({ maxBodyBytes: 1_000_000, requestsPerMinute: 1 });
    const hasty = client({ retry: ONE_TRY });
    const limited = await rejectsWith(
      Promise.all([hasty.getEntry(1), hasty.getEntry(10)]),
      'tooManyRequests',
    );
    assert.ok(limited.retryAfterSeconds! > 0);
  });
});
