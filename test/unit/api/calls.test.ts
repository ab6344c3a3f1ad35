import assert from 'node:assert/strict';
import { closeServers, folder, testRepository, TOKEN_PATH } from './testRepository';
import { rejectsWith } from '../../support/apiError';

const BASE = '/LFRepositoryAPI/v1/Repositories/r-1';
const BY_NAME = '{LF:Name="*x*", Type="DFS"}';
const link = { linkId: 5, sourceId: 10, targetId: 15, linkTypeId: 1, linkProperties: { a: 'ä "x"' } };

describe('api: the calls on the wire', () => {
  afterEach(closeServers);

  it('signs in with a form of the grant type password, then sends the token', async () => {
    const { api, calls, tokenRequests } = await testRepository(() => ({ body: folder }));
    assert.deepEqual(await api.getEntry(1), folder);
    const [token] = tokenRequests();
    assert.equal(token?.url, TOKEN_PATH);
    assert.equal(token.method, 'POST');
    assert.equal(token.headers['content-type'], 'application/x-www-form-urlencoded');
    assert.equal(token.headers.authorization, undefined);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(token.body)), {
      grant_type: 'password',
      username: 'DOMAIN\\anna',
      password: 'p&ss=wörd +%',
    });
    const [call] = calls();
    assert.equal(`${call?.method} ${call?.url}`, `GET ${BASE}/Entries/1`);
    assert.equal(call?.headers.authorization, 'Bearer token-1');
    assert.equal(call.headers.accept, 'application/json');
  });

  it('lists repositories from a bare array', async () => {
    const webclientUrl = 'https://host/laserfiche';
    const list = [{ repoId: 'r-1', repoName: null, webclientUrl }];
    const { api, calls } = await testRepository(() => ({ body: list }));
    assert.deepEqual(await api.listRepositories(), [
      { repoId: 'r-1', name: null, webClientUrl: webclientUrl },
    ]);
    assert.equal(calls()[0]?.url, '/LFRepositoryAPI/v1/Repositories');
  });

  it('encodes every character of a path and reads entry or ancestor', async () => {
    const { api, calls } = await testRepository(() => ({ body: { entry: null, ancestorEntry: folder } }));
    const path = '\\A & B\\50% + "ü" #\u{1F600}\uD800';
    assert.deepEqual(await api.getEntryByPath(path), { ancestor: folder });
    const url = new URL(calls()[0]!.url, 'http://x');
    assert.equal(url.pathname, `${BASE}/Entries/ByPath`);
    assert.equal(url.searchParams.get('fullPath'), '\\A & B\\50% + "ü" #\u{1F600}\uFFFD');
    assert.equal(url.searchParams.get('fallbackToClosestAncestor'), 'true');
  });

  it('asks for a folder with one request: order, grouping, selection and page size', async () => {
    const { api, calls } = await testRepository(({ url }) => ({
      body: url.includes('$skiptoken')
        ? { value: [] }
        : { '@odata.count': 7, '@odata.nextLink': '?$skiptoken=next', value: [folder] },
    }));
    const page = await api.listChildren(1);
    assert.equal(calls().length, 1);
    const url = new URL(calls()[0]!.url, 'http://x');
    assert.equal(url.pathname, `${BASE}/Entries/1/Laserfiche.Repository.Folder/children`);
    assert.equal(url.searchParams.get('$orderby'), 'name asc');
    assert.equal(url.searchParams.get('groupByEntryType'), 'true');
    assert.deepEqual(url.searchParams.get('$select')?.split(','), [
      'fullPath',
      'parentId',
      'creator',
      'creationTime',
      'lastModifiedTime',
      'templateName',
      'extension',
      'isRecord',
      'isCheckedOut',
      'targetId',
      'targetType',
    ]);
    assert.equal(calls()[0]?.headers['prefer'], 'odata.maxpagesize=150');
    assert.deepEqual(page.items, [folder]);
    assert.equal(page.count, 7);
    await api.listChildren(1, { pageSize: 20, next: page.next! });
    assert.equal(calls()[1]?.headers['prefer'], 'odata.maxpagesize=20');
    assert.equal(calls()[1]?.url, `${url.pathname}?$skiptoken=next`);
    await api.listChildren(1, { withPaths: false });
    assert.match(calls()[2]!.url, /select=parentId/);
  });

  it('lists without the number of all entries where a server refuses to count, and asks for it no more', async () => {
    const { api, calls } = await testRepository(({ url }) =>
      url.includes('$count')
        ? { status: 400, body: { status: 400, title: 'Invalid option', errorCode: 216 } }
        : { body: { value: [folder] } },
    );
    assert.deepEqual((await api.listChildren(1)).items, [folder]);
    assert.equal(calls().length, 2);
    await api.listChildren(2);
    assert.equal(calls().length, 3, 'it is remembered');
  });

  it('tells of a refusal that counting is no reason of', async () => {
    const { api } = await testRepository(() => ({ status: 400, body: { status: 400, title: 'No' } }));
    await rejectsWith(api.listChildren(1), 'badRequest');
  });

  it('passes over a number of all entries that is none', async () => {
    for (const count of ['1200', null, 1.5, {}]) {
      const { api } = await testRepository(() => ({ body: { '@odata.count': count, value: [folder] } }));
      const page = await api.listChildren(1);
      assert.deepEqual(page.items, [folder]);
      assert.equal(page.count, undefined);
    }
  });

  it('drops nulls of properties that know none, keeps others, and passes over unknown ones', async () => {
    const listed = {
      ...folder,
      fullPath: null,
      isRecord: null,
      targetId: null,
      rowNumber: 1,
      '@odata.type': 'x',
    };
    const { api } = await testRepository(() => ({ body: listed }));
    assert.deepEqual(await api.getEntry(1), { ...folder, path: null });
  });

  it('assigns links with PUT, the array as it is, and reads the answer', async () => {
    const { api, calls } = await testRepository(() => ({ body: { value: [link] } }));
    const payload = [{ targetId: 15, linkTypeId: 1, properties: { a: 'ä "x"' } }];
    const { linkId: id, linkProperties: properties, ...told } = link;
    assert.deepEqual(await api.assignLinks(10, payload), [{ ...told, id, properties }]);
    const [call] = calls();
    assert.equal(`${call?.method} ${call?.url}`, `PUT ${BASE}/Entries/10/links`);
    assert.equal(call?.headers['content-type'], 'application/json');
    assert.equal(call.body, '[{"targetId":15,"linkTypeId":1,"customProperties":{"a":"ä \\"x\\""}}]');
  });

  it('reads a link type with null labels', async () => {
    const { api, calls } = await testRepository(() => ({
      body: { value: [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: null }] },
    }));
    assert.deepEqual(await api.listLinkTypes(), [{ linkTypeId: 1, sourceLabel: 'Message', targetLabel: '' }]);
    assert.equal(calls()[0]?.url, `${BASE}/LinkDefinitions`);
  });

  for (const [status, truncated] of [
    [200, false],
    [206, true],
  ] as const) {
    it(`reads a search answered ${status}`, async () => {
      const { api, calls } = await testRepository(() => ({ status, body: { value: [folder] } }));
      assert.deepEqual(await api.search({ command: BY_NAME }), { entries: [folder], truncated });
      assert.equal(`${calls()[0]?.method} ${calls()[0]?.url}`, `POST ${BASE}/SimpleSearches`);
      assert.deepEqual(JSON.parse(calls()[0]!.body), {
        searchCommand: BY_NAME,
      });
    });
  }

  it('reads a search answered 204, which has no body', async () => {
    const { api } = await testRepository(() => ({ status: 204 }));
    assert.deepEqual(await api.search({ command: BY_NAME }), { entries: [], truncated: false });
  });

  it('sends nothing to another origin', async () => {
    const { api, baseUrl, server } = await testRepository(() => ({ body: folder }));
    const { origin } = server;
    for (const url of [
      'https://evil.example/LFRepositoryAPI/v1/Repositories/r-1/Entries/1',
      origin.replace('http:', 'https:') + '/LFRepositoryAPI/Entries/1',
      origin.replace('127.0.0.1', 'localhost') + '/LFRepositoryAPI/Entries/1',
      `${origin.slice(0, -1)}/LFRepositoryAPI/Entries/1`,
      baseUrl.replace('http://', 'http://user:word@') + '/Entries/1',
      '//evil.example/x',
      'http://',
      'javascript:alert(1)',
    ]) {
      await rejectsWith(api.listChildren(1, { next: url }), 'foreignOrigin');
    }
    assert.equal(server.requests.length, 0);
  });
});
