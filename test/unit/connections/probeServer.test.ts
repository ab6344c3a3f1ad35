import assert from 'node:assert/strict';
import { readServerAddress, type Transport } from '../../../src/api';
import { checkServer } from '../../../src/commands/connections/wizard/serverStep';
import { probeServer } from '../../../src/connections/probeServer';

const API = 'https://host.example/LFRepositoryAPI';

describe('the address of a server', () => {
  const read: readonly [typed: string, candidates: readonly string[], repoId?: string][] = [
    [API, [API]],
    [`${API}/`, [API]],
    [`${API}/v1/Repositories/r-1/Entries/5`, [API]],
    [`${API}/swagger/index.html?urls.primaryName=v1`, [API]],
    [`${API}/some/where`, [API]],
    ['https://host.example', ['https://host.example', API]],
    ['https://host.example/api/', ['https://host.example/api', API]],
    ['https://host.example/laserfiche/Browse.aspx?repo=r-1&id=5', [API], 'r-1'],
    ['https://host.example/laserfiche/browse.aspx?repo=A%20B#?id=5', [API], 'A B'],
    ['https://host.example/WebLink/Browse.aspx?dbid=0&db=x&repo=r-1', [API], 'r-1'],
    ['https://host.example/laserfiche/DocView.aspx?id=5;db=r-2', [API], 'r-2'],
    ['https://host.example/laserfiche#?repo=r-3', [API], 'r-3'],
    [
      'http://host.example/LFRepositoryAPI',
      ['https://host.example/LFRepositoryAPI', 'http://host.example/LFRepositoryAPI'],
    ],
    [
      'http://host.example:8080/x',
      ['http://host.example:8080/x', 'http://host.example:8080/LFRepositoryAPI'],
    ],
    ['http://127.0.0.1/LFRepositoryAPI', ['http://127.0.0.1/LFRepositoryAPI']],
    ['host.example/LFRepositoryAPI', [API, 'http://host.example/LFRepositoryAPI']],
    ['host.example\\LFRepositoryAPI', [API, 'http://host.example/LFRepositoryAPI']],
    ['\\\\host.example\\LFRepositoryAPI', [API, 'http://host.example/LFRepositoryAPI']],
    ['server\\LFRepositoryAPI', ['https://server/LFRepositoryAPI', 'http://server/LFRepositoryAPI']],
    [`Address: (${API}/v1).`, [API]],
    [`https://${API}`, [API]],
    [`[the API](${API}/swagger)`, [API]],
  ];
  for (const [typed, candidates, repoId] of read)
    it(`${typed} may mean ${candidates.join(' or ')}`, () => {
      const found = readServerAddress(typed);
      assert.deepEqual([found.candidates, found.repoId], [candidates, repoId]);
    });

  for (const typed of ['', 'nonsense', 'ftp://host.example', 'https://ada:word@host.example', 'https://'])
    it(`is not ${JSON.stringify(typed)}, which is told while it is typed`, () =>
      assert.ok(checkServer(typed)));

  it('of the cloud is told to belong elsewhere', () => {
    assert.match(checkServer('https://app.eu.laserfiche.com/laserfiche/browse.aspx?repo=r-1') ?? '', /Cloud/);
    assert.equal(checkServer('https://laserfiche.com.host.example'), undefined);
  });
});

describe('looking for the API of a server', () => {
  type Answer = readonly [status: number, body: string, type?: string];
  const JSON_LIST: Answer = [200, '[{"repoId":"r-1"}]'];
  const PAGE: Answer = [200, '<!doctype html>', 'text/html; charset=utf-8'];
  const REFUSED: Answer = [401, '{"title":"no"}'];

  /** A network in which only these addresses answer. */
  async function probe(typed: string, answers: Readonly<Record<string, Answer>>) {
    const sent: unknown[] = [];
    const transport: Transport = (url, { headers, body }) => {
      sent.push([headers, body]);
      const answer = answers[url.replace('/v1/Repositories', '')];
      if (!answer) return Promise.reject(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }));
      const [status, text, type = 'application/json'] = answer;
      const told = new Map([['Content-Type', type]]);
      return Promise.resolve({
        ...{ status, text: () => Promise.resolve(text) },
        headers: { get: (name: string) => told.get(name) ?? null },
      });
    };
    const found = await probeServer(typed, { transport, onExchange: () => undefined });
    assert.ok(sent.every((one) => JSON.stringify(one) === '[{"Accept":"application/json"},null]'));
    return found;
  }

  it('finds it where it was typed', async () => {
    for (const answer of [JSON_LIST, REFUSED, [200, '{"value":[]}'], [404, '{"title":"no"}']] as const) {
      const found = await probe(API, { [API]: answer });
      assert.deepEqual(found, { kind: 'found', typed: API, baseUrl: API, typedAnswers: true });
    }
  });

  it('finds it beside a page, and beside something else that speaks JSON', async () => {
    for (const answer of [PAGE, [404, '{"error":1}'], [302, '']] as const) {
      const found = await probe('https://host.example', { 'https://host.example': answer, [API]: REFUSED });
      assert.equal(found.kind === 'found' && found.baseUrl, API);
    }
  });

  it('finds the encrypted one first', async () => {
    const plain = API.replace('https', 'http');
    const found = await probe(plain, { [plain]: JSON_LIST, [API]: JSON_LIST });
    assert.deepEqual(found, { kind: 'found', typed: plain, baseUrl: API, typedAnswers: true });
    const only = await probe(plain, { [plain]: JSON_LIST });
    assert.deepEqual(only, { kind: 'found', typed: plain, baseUrl: plain, typedAnswers: true });
  });

  it('says what answers instead, or that nothing does', async () => {
    const page = await probe(API, { [API]: PAGE });
    assert.deepEqual(page, { kind: 'other', typed: API, status: 200, isPage: true });
    const down = await probe(API, { [API]: [503, ''] });
    assert.deepEqual(down, { kind: 'other', typed: API, status: 503, isPage: false });
    const nobody = await probe('https://host.example/laserfiche/Browse.aspx?repo=r-1', {});
    assert.deepEqual([nobody.kind, nobody.repoId], ['unreachable', 'r-1']);
  });
});
