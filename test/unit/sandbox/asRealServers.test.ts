import assert from 'node:assert/strict';
import { assertProblem, openSandbox, type SandboxUnderTest } from './support';

describe('sandbox: what real servers do', () => {
  let server: SandboxUnderTest;
  before(async () => {
    server = await openSandbox();
  });
  afterEach(() => server.sandbox.setBehaviour({ taskDelayMs: 0, repositoriesNeedToken: true }));
  after(() => server.sandbox.close());

  const ask = (path: string) => server.call('GET', `${server.sandbox.baseUrl}${path}`);

  it('lists repositories without a token where it needs none, and nothing else', async () => {
    const bare = { headers: { authorization: undefined } };
    const list = `${server.sandbox.baseUrl}/v1/Repositories`;
    assertProblem(await server.call('GET', list, bare), 401);
    server.sandbox.setBehaviour({ repositoriesNeedToken: false });
    assert.equal((await server.call('GET', list, bare)).status, 200);
    assertProblem(await server.call('GET', '/Entries/1', bare), 401);
  });

  it('passes over letter case in the id of the repository and in what the API names', async () => {
    const { repoId } = server.sandbox;
    for (const path of [
      '/V1/repositories',
      `/v1/REPOSITORIES/${repoId.toUpperCase()}/entries/1/laserfiche.repository.folder/CHILDREN`,
      `/v1/repositories/${repoId}/templatedefinitions/FIELDS?templateName=Invoice`,
      `/v1/repositories/${repoId}/templatedefinitions/2/fields`,
      `/v1/repositories/${repoId}/auditreasons`,
      `/v1/repositories/${repoId}/ATTRIBUTES`,
    ]) {
      const { origin, pathname } = new URL(server.sandbox.baseUrl);
      const answer = await fetch(`${origin}${pathname.toLowerCase()}${path}`, {
        headers: { authorization: `Bearer ${await token()}` },
      });
      assert.equal(answer.status, 200, path);
    }
  });

  async function token(): Promise<string> {
    const { username, password, baseUrl, repoId } = server.sandbox;
    const response = await fetch(`${baseUrl}/v1/Repositories/${repoId}/Token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'password', username, password }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  it('leaves what a caller puts into a path as it is', async () => {
    for (const path of ['/Attributes/ENTRIES', '/Tasks/LINKS', '/Searches/tOKEN']) {
      const { status, body } = await server.get(path);
      assert.equal(status, 404, path);
      assert.ok(String(body['instance']).endsWith(path), String(body['instance']));
    }
  });

  it('tells the request’s id and its error in headers, and who says so', async () => {
    const { headers, body } = await server.get('/Entries/999999');
    assert.equal(headers.get('X-RequestId'), body['operationId']);
    assert.equal(decodeURIComponent(headers.get('X-APIServer-Error') ?? ''), body['title']);
    assert.equal(body['errorSource'], 'Laserfiche Server');
    assert.equal((await server.get('/Entries/1', { $top: 'x' })).body['errorSource'], 'Api Server');
  });

  it('does not know another repository', async () => {
    const unknown = await ask('/v1/Repositories/r-other/Entries/1');
    assertProblem(unknown, 404, 9526);
    assert.match(String(unknown.body['title']), /Repository with the given Id not found/);
  });

  const create = async (parentId: number, body: object): Promise<number> => {
    const path = `/Entries/${parentId}/Laserfiche.Repository.Folder/children`;
    const made = await server.call('POST', path, { body, query: { autoRename: 'true' } });
    assert.equal(made.status, 201);
    return Number(made.body['id']);
  };

  it('takes the deletion of a child while that of its folder runs', async () => {
    const folder = await create(1, { name: 'Going', entryType: 'Folder' });
    const child = await create(folder, { name: 'Going too', entryType: 'Folder' });
    server.sandbox.setBehaviour({ taskDelayMs: 60 });
    const first = await server.call('DELETE', `/Entries/${folder}`);
    const second = await server.call('DELETE', `/Entries/${child}`);
    assert.deepEqual([first.status, second.status], [201, 201]);
    for (const { body } of [first, second])
      assert.equal((await server.finished(body['token'])).body['status'], 'Completed');
  });

  it('keeps a shortcut whose target is gone', async () => {
    const targetId = await create(1, { name: 'Target', entryType: 'Folder' });
    const shortcut = await create(1, { name: 'Shortcut', entryType: 'Shortcut', targetId });
    await server.finished((await server.call('DELETE', `/Entries/${targetId}`)).body['token']);
    assertProblem(await server.get(`/Entries/${targetId}`), 404, 9001);
    assert.equal((await server.get(`/Entries/${shortcut}`)).body['targetId'], targetId);
  });

  it('cancels a task that waits, and none that is done', async () => {
    const entry = await create(1, { name: 'Stays', entryType: 'Folder' });
    server.sandbox.setBehaviour({ taskDelayMs: 10_000 });
    const waiting = `/Tasks/${String((await server.call('DELETE', `/Entries/${entry}`)).body['token'])}`;
    assert.equal((await server.call('DELETE', waiting)).status, 204);
    assert.equal((await server.get(waiting)).body['status'], 'Cancelled');
    assert.equal((await server.get(`/Entries/${entry}`)).status, 200);
    assertProblem(await server.call('DELETE', waiting), 400);
  });

  it('answers attributes by their keys, whatever the letter case', async () => {
    const [first] = (await server.get('/Attributes')).rows;
    const key = encodeURIComponent(String(first?.['key']).toUpperCase());
    assert.equal((await server.get(`/Attributes/${key}`)).body['value'], first?.['value']);
    assertProblem(await server.get('/Attributes/none'), 404);
  });

  it('writes fields, tags and a template, and refuses what is not defined', async () => {
    const id = await create(1, { name: 'Metadata', entryType: 'Folder' });
    const put = (what: string, body: unknown) => server.call('PUT', `/Entries/${id}/${what}`, { body });
    const author = { Author: { values: [{ value: 'Mara', position: 1 }] } };
    assert.deepEqual(
      (await put('fields', author)).rows.map((row) => row['fieldName']),
      ['Author'],
    );
    assert.deepEqual(
      (await put('tags', { tags: ['REVIEW'] })).rows.map((row) => row['name']),
      ['Review'],
    );
    const given = await put('template', { templateName: 'general', fields: author });
    assert.equal(given.body['templateName'], 'General');
    assert.equal((await put('fields', { None: { values: [] } })).status, 400);
    assert.equal((await put('tags', { tags: ['None'] })).status, 400);
    const removed = await server.call('DELETE', `/Entries/${id}/template`);
    assert.equal(removed.body['templateName'], null);
  });

  it('makes, keeps and ends a session where a program asks for one', async () => {
    const session = (what: string) => server.call('POST', `/ServerSession/${what}`);
    assert.equal((await session('Create')).body['value'], true);
    const { status, body } = await session('Refresh');
    assert.deepEqual([status, Number.isNaN(Date.parse(String(body['value'])))], [200, false]);
    assert.equal((await session('Invalidate')).body['value'], true);
  });
});
