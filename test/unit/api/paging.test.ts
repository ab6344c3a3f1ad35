import assert from 'node:assert/strict';
import { rejectsWith } from '../../support/apiError';
import { closeServers, testRepository } from './testRepository';

const link = (targetId: number) => ({ sourceId: 10, targetId, linkTypeId: 1 });

/** A server of 250 links that answers `size` at a time, with next links made by `nextLink`. */
function pages(size: number, nextLink: (skip: number, path: string, origin: string) => string) {
  return testRepository((request, origin) => {
    const url = new URL(request.url, origin);
    const skip = Number(url.searchParams.get('$skip') ?? 0);
    const value = Array.from({ length: Math.min(size, 250 - skip) }, (_, index) => link(skip + index + 100));
    const more = skip + size < 250 && { '@odata.nextLink': nextLink(skip + size, url.pathname, origin) };
    return { body: { ...more, value } };
  });
}

describe('api: paging', () => {
  afterEach(closeServers);

  for (const size of [1000, 250, 100, 7]) {
    it(`reads all 250 links from pages of ${size}`, async () => {
      const { api, calls } = await pages(size, (skip, path, origin) => `${origin}${path}?$skip=${skip}`);
      const links = await api.getLinks(10);
      assert.deepEqual(
        links.map(({ targetId }) => targetId),
        Array.from({ length: 250 }, (_, index) => index + 100),
      );
      assert.equal(calls().length, Math.ceil(250 / size));
      assert.ok(calls().every(({ headers }) => headers['prefer'] === 'odata.maxpagesize=1000'));
    });
  }

  it('follows relative next links', async () => {
    const { api } = await pages(100, (skip) => `links?$skip=${skip}`);
    assert.equal((await api.getLinks(10)).length, 250);
  });

  it('follows an empty page with a next link', async () => {
    const { api } = await testRepository(({ url }) =>
      url.includes('$skip')
        ? { body: { value: [link(1)] } }
        : { body: { value: [], '@odata.nextLink': 'links?$skip=0' } },
    );
    assert.equal((await api.getLinks(10)).length, 1);
  });

  it('does not follow a next link to another origin', async () => {
    const { api, calls } = await pages(100, (skip) => `http://evil.example/v1/Entries?$skip=${skip}`);
    await rejectsWith(api.getLinks(10), 'foreignOrigin');
    await rejectsWith(api.listChildren(1, { next: 'http://127.0.0.1:1/x' }), 'foreignOrigin');
    assert.equal(calls().length, 1);
  });

  for (const [what, inner] of [
    ['an inner host', (path: string) => `http://lf-api-01:8080${path}`],
    ['another port', (path: string) => `http://127.0.0.1:1${path}`],
    ['https', (path: string) => `https://127.0.0.1${path}`],
    ['other letter case', (path: string) => `http://LF-API-01${path.toUpperCase()}`],
  ] as const)
    it(`reads every page of a server behind a proxy whose next links name ${what}`, async () => {
      const { api, calls } = await pages(100, (skip, path) => `${inner(path)}?$skip=${skip}`);
      assert.equal((await api.getLinks(10)).length, 250);
      assert.equal(calls().length, 3);
    });

  for (const [what, next] of [
    ['another entry', '/LFRepositoryAPI/v1/Repositories/r-1/Entries/11/links?$skip=100'],
    ['another repository', '/LFRepositoryAPI/v1/Repositories/r-2/Entries/10/links?$skip=100'],
    ['another kind of list', '/LFRepositoryAPI/v1/Repositories/r-1/LinkDefinitions?$skip=100'],
    ['a hidden way up', 'links/..%2f..%2f11/links?$skip=100'],
  ] as const)
    it(`does not take the list of ${what} for the rest of an entry's links`, async () => {
      const { api, calls } = await pages(
        100,
        () =>
          `http://lf-api-01:8080${new URL(next, 'http://h/LFRepositoryAPI/v1/Repositories/r-1/Entries/10/').pathname}?$skip=100`,
      );
      await rejectsWith(api.getLinks(10), 'unexpectedAnswer');
      assert.equal(calls().length, 1);
    });

  it('stays below the base on later pages, however the first next link spells it', async () => {
    const { api, calls } = await testRepository(({ url }) => ({
      body: {
        value: [],
        '@odata.nextLink': url.includes('$skip')
          ? 'http://lf-api-01/OtherApp/secrets'
          : `${url.split('?', 1)[0]?.toUpperCase() ?? ''}?$skip=1`,
      },
    }));
    await rejectsWith(api.listLinkTypes(), 'foreignOrigin');
    assert.ok(calls().every(({ url }) => url.startsWith('/LFRepositoryAPI/v1/Repositories/')));
    assert.equal(calls().length, 2);
  });

  it('notices a circle that letter case hides', async () => {
    let asked = 0;
    const { api } = await testRepository(({ url }) => {
      const path = url.split('?', 1)[0] ?? '';
      return {
        body: { value: [], '@odata.nextLink': ((asked += 1) % 2 ? path.toUpperCase() : path) + '?$skip=1' },
      };
    });
    await rejectsWith(api.getLinks(10), 'unexpectedAnswer');
    assert.ok(asked < 5);
  });

  it('notices a next link to its own page', async () => {
    const { api } = await testRepository(({ url }) => ({ body: { value: [], '@odata.nextLink': url } }));
    await rejectsWith(api.listChildren(1), 'unexpectedAnswer');
    await rejectsWith(api.getLinks(10), 'unexpectedAnswer');
  });

  it('notices next links that go round in a circle', async () => {
    const { api, calls } = await testRepository(({ url }) => ({
      body: { value: [link(1)], '@odata.nextLink': url.endsWith('?$skip=1') ? 'links' : 'links?$skip=1' },
    }));
    await rejectsWith(api.getLinks(10), 'unexpectedAnswer');
    assert.equal(calls().length, 2);
  });

  it('fails as a whole when a later page fails', async () => {
    const { api } = await testRepository(({ url }) =>
      url.includes('$skip')
        ? { status: 500, body: {} }
        : { body: { value: [link(1)], '@odata.nextLink': 'links?$skip=1' } },
    );
    await rejectsWith(api.getLinks(10), 'server');
  });
});
