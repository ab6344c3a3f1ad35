import assert from 'node:assert/strict';
import { createRepositoryApi, fetchTransport, PasswordSignIn, type RepositoryApi } from '../../../src/api';
import { startSandbox, type ObservedRequest, type Sandbox } from '../../../src/sandbox';
import { createSearches, SearchError, type SearchQuery, type Searches } from '../../../src/search';
import { rejectsWith } from '../../support/apiError';

const SUPERSEDES = 2;
const REFERENCES = 7;

describe('searches against the sandbox', () => {
  let sandbox: Sandbox;
  let api: RepositoryApi;
  let searches: Searches;
  const requests: ObservedRequest[] = [];

  before(async () => {
    sandbox = await startSandbox({ onRequest: (request) => requests.push(request) });
    const { baseUrl, repoId, username, password } = sandbox;
    const signIn = new PasswordSignIn({ username, password });
    api = createRepositoryApi({ baseUrl, repoId, signIn, transport: fetchTransport });
    searches = createSearches({ repository: api, linkTypes: (call) => api.listLinkTypes(call) });
  });
  beforeEach(async () => {
    await sandbox.reset();
    sandbox.setBehaviour({ searchDelayMs: 0, searchPrecedence: 'leftToRight', maxPageSize: 1000 });
    requests.splice(0);
  });
  after(() => sandbox.close());

  const namesOf = async (query: SearchQuery): Promise<string[]> =>
    (await searches.all({ query })).entries.map(({ name }) => name);
  const idAt = async (path: string): Promise<number> => {
    const { entry } = await api.getEntryByPath(path);
    return entry?.id ?? assert.fail(path);
  };
  const opened = () => requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/Searches'));
  const closed = () => requests.filter(({ method }) => method === 'DELETE');
  const untilClosed = async () => {
    while (closed().length < opened().length) await new Promise((resolve) => setImmediate(resolve));
  };

  it('find by name with wildcards, and nothing else has a meaning', async () => {
    assert.deepEqual(await namesOf({ name: 'e?ail*' }), ['Email', 'EmailAttachment']);
    assert.deepEqual(await namesOf({ name: '[E]mail' }), []);
    assert.deepEqual(await namesOf({ name: 'EMAIL' }), ['Email']);
    assert.deepEqual(await namesOf({ name: '"Email' }), []);
  });

  it('find in a folder, with and without those below it', async () => {
    const clients = await idAt('\\Contracts\\Clients');
    const contracts = await idAt('\\Contracts');
    const all = await namesOf({ in: contracts });
    assert.ok(all.length > (await namesOf({ in: contracts, subfolders: false })).length);
    assert.equal((await namesOf({ in: clients, entryType: 'Document' })).length, 18);
    assert.deepEqual(await namesOf({ in: 1, subfolders: false, name: 'Email' }), ['Email']);
    assert.deepEqual(await namesOf({ in: 1, name: 'Email' }), ['Email']);
    await assert.rejects(searches.all({ query: { in: 10 } }), (error) => SearchError.is(error, 'noFolder'));
    await rejectsWith(searches.all({ query: { in: 999_999 } }), 'notFound');
  });

  it('find by template, field, creator, type and dates', async () => {
    const policies = await namesOf({ template: 'policy' });
    assert.ok(policies.length > 5);
    const expired = await namesOf({ template: 'Policy', field: { name: 'Status', value: 'expired' } });
    assert.ok(expired.length > 0 && expired.length < policies.length);
    assert.deepEqual(await namesOf({ template: 'Polic?' }), []);
    assert.deepEqual(await namesOf({ field: { name: 'Status', value: 'Expire*' } }), []);
    const { entries } = await searches.all({ query: { creator: 'MARA Lindqvist', entryType: 'Folder' } });
    assert.ok(entries.length > 0);
    assert.ok(entries.every((one) => one.creator === 'Mara Lindqvist' && one.entryType === 'Folder'));
    const before = await searches.all({ query: { createdBefore: '2024-01-31' } });
    const after = await searches.all({ query: { createdAfter: '2024-02-01' } });
    const everything = await searches.all({ query: {} });
    assert.equal(before.entries.length + after.entries.length, everything.entries.length);
    const [some] = after.entries;
    const moment = some?.createdAt ?? assert.fail();
    const there = await searches.all({ query: { createdAfter: moment, createdBefore: moment } });
    assert.ok(there.entries.some(({ id }) => id === some?.id));
    assert.ok(there.entries.every(({ createdAt }) => createdAt === moment));
  });

  describe('about links', () => {
    /** What the links themselves say. */
    async function truth(
      is: (
        links: readonly { sourceId: number; targetId: number; linkTypeId?: number }[],
        id: number,
      ) => boolean,
    ): Promise<string[]> {
      const { entries } = await searches.all({ query: { in: await idAt('\\Policies') } });
      const read = await Promise.all(
        entries.map(async (entry) => ({ entry, links: await api.getLinks(entry.id) })),
      );
      return read.filter(({ entry, links }) => is(links, entry.id)).map(({ entry }) => entry.name);
    }

    it('find entries that have or have not one of a type, at the end that is asked for', async () => {
      const inPolicies = await idAt('\\Policies');
      const found = (links: NonNullable<SearchQuery['links']>) => namesOf({ in: inPolicies, links });
      const ofType = (links: readonly { linkTypeId?: number }[]) =>
        links.some((one) => one.linkTypeId === SUPERSEDES);
      assert.deepEqual(await found([{ has: true, linkTypeId: SUPERSEDES }]), await truth(ofType));
      assert.deepEqual(
        await found([{ has: false, linkTypeId: SUPERSEDES }]),
        await truth((links) => !ofType(links)),
      );
      assert.deepEqual(
        await found([{ has: true, linkTypeId: SUPERSEDES, as: 'source' }]),
        await truth((links, id) => links.some((one) => one.linkTypeId === SUPERSEDES && one.sourceId === id)),
      );
      assert.deepEqual(
        await found([
          { has: true, linkTypeId: SUPERSEDES, as: 'source' },
          { has: false, linkTypeId: SUPERSEDES, as: 'target' },
        ]),
        await truth(
          (links, id) =>
            links.some((one) => one.linkTypeId === SUPERSEDES && one.sourceId === id) &&
            !links.some((one) => one.linkTypeId === SUPERSEDES && one.targetId === id),
        ),
      );
      assert.deepEqual(await found([{ has: false }]), await truth((links) => links.length === 0));
      assert.deepEqual(await found([{ has: true }]), await truth((links) => links.length > 0));
    });

    it('mean the same, whatever binds tighter on the server', async () => {
      const query: SearchQuery = {
        in: await idAt('\\Policies'),
        template: 'Policy',
        links: [
          { has: true, as: 'source' },
          { has: false, linkTypeId: REFERENCES },
        ],
      };
      const names = await namesOf(query);
      sandbox.setBehaviour({ searchPrecedence: 'notAndOr' });
      assert.deepEqual(await namesOf(query), names);
      assert.ok(names.length > 0);
    });

    it('find what is linked with an entry, by the links of that entry alone', async () => {
      await api.assignLinks(10, [
        { targetId: 15, linkTypeId: 1 },
        { targetId: 254, linkTypeId: REFERENCES },
      ]);
      requests.splice(0);
      const linked = await searches.all({ query: { links: [{ has: true, with: 10 }] } });
      assert.deepEqual(new Set(linked.entries.map(({ id }) => id)), new Set([15, 254]));
      assert.equal(requests.filter(({ path }) => path.includes('links')).length, 1);
      assert.deepEqual(opened(), []);
      assert.deepEqual(await namesOf({ links: [{ has: true, with: 10, as: 'source' }] }), []);
      assert.deepEqual(await namesOf({ links: [{ has: true, with: 10, linkTypeId: 1, as: 'target' }] }), [
        'EmailAttachment',
      ]);
      assert.deepEqual(await namesOf({ name: 'Email*', links: [{ has: false, with: 10 }] }), ['Email']);
    });

    it('refuse a type that is not there, and say which', async () => {
      const search = searches.all({ query: { links: [{ has: true, linkTypeId: 99 }] } });
      await assert.rejects(search, (error) => SearchError.is(error, 'unknownLinkType') && error.about === 99);
    });
  });

  it('tell the first hundred at once, and everything page by page', async () => {
    const first = await searches.first({ query: { entryType: 'Document' } });
    assert.equal(first.complete, false);
    assert.equal(first.entries.length, 100);
    assert.equal(requests.filter(({ path }) => path.includes('SimpleSearches')).length, 1);
    sandbox.setBehaviour({ maxPageSize: 500 });
    const came: number[] = [];
    const all = await searches.all(
      { query: { entryType: 'Document' } },
      { onFound: (entries) => came.push(entries.length) },
    );
    assert.equal(all.complete, true);
    assert.ok(all.entries.length > 1000);
    assert.equal(came[0], 500);
    assert.equal(new Set(all.entries.map(({ id }) => id)).size, all.entries.length);
    const some = await searches.all({ query: { entryType: 'Document' } }, { limit: 700 });
    assert.deepEqual([some.entries.length, some.complete], [700, false]);
    const exactly = await searches.all({ query: { name: 'Email*' } }, { limit: 2 });
    assert.deepEqual([exactly.entries.length, exactly.complete], [2, true]);
  });

  it('are closed in any case: done, refused on the way, or cancelled', async () => {
    await searches.all({ query: { name: 'Email' } });
    await untilClosed();
    sandbox.setBehaviour({ searchDelayMs: 60_000 });
    const stop = new AbortController();
    const running = searches.all(
      { query: { name: 'Email' } },
      { signal: stop.signal, onProgress: () => stop.abort() },
    );
    await rejectsWith(running, 'cancelled');
    await untilClosed();
    assert.equal(closed().length, 2);
  });

  it('run two at a time; one that waits can be given up', async () => {
    sandbox.setBehaviour({ searchDelayMs: 120 });
    const stop = new AbortController();
    const three = [1, 2, 3].map(() => searches.all({ query: { name: 'Email' } }));
    const given = searches.all({ query: { name: 'Email' } }, { signal: stop.signal });
    stop.abort();
    await rejectsWith(given, 'cancelled');
    const found = await Promise.all(three);
    assert.deepEqual(
      found.map(({ entries }) => entries.length),
      [1, 1, 1],
    );
    assert.ok(requests.every(({ status }) => status !== 429));
  });

  it('pass on the server’s words about a command', async () => {
    const search = searches.all({ command: '{LF:Nmae="x"}' });
    await assert.rejects(search, /no search for "LF:nmae"/);
  });
});
