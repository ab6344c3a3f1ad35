import assert from 'node:assert/strict';
import { assertProblem, openSandbox, type SandboxUnderTest } from './support';

describe('sandbox: links over HTTP', () => {
  let server: SandboxUnderTest;

  before(async () => {
    server = await openSandbox();
  });
  after(() => server.sandbox.close());
  afterEach(() => server.sandbox.reset());

  const put = (id: number, body: unknown, headers = {}) =>
    server.call('PUT', `/Entries/${id}/links`, { body, headers });
  const links = async (id: number) => (await server.get(`/Entries/${id}/links`)).rows;

  it("answers the guide's example as the guide shows it", async () => {
    const { status, rows } = await put(10, '[{"targetId":15,"linkTypeId":1}]');
    assert.equal(status, 200);
    const entries = `${server.sandbox.baseUrl}/v1/Repositories/r-abc123/Entries`;
    const [first = {}] = rows;
    const { linkId, ...link } = first;
    assert.equal(typeof linkId, 'number');
    assert.deepEqual(link, {
      sourceId: 10,
      sourceFullPath: '\\Email',
      sourceLabel: 'Message',
      targetId: 15,
      targetFullPath: '\\EmailAttachment',
      targetLabel: 'Attachment',
      description: '',
      linkTypeId: 1,
      linkTypeDescription: 'An e-mail and what came with it',
      linkProperties: null,
      sourceLink: `${entries}/10`,
      targetLink: `${entries}/15`,
    });
    assert.deepEqual(await links(10), rows);
    assert.equal((await server.get(`${entries}/15`)).body['name'], 'EmailAttachment');
    const last = server.requests.findLast(({ method }) => method === 'PUT');
    assert.deepEqual(last, {
      method: 'PUT',
      path: '/LFRepositoryAPI/v1/Repositories/r-abc123/Entries/10/links',
      status: 200,
      body: '[{"targetId":15,"linkTypeId":1}]',
    });
  });

  it('keeps properties to the letter', async () => {
    const customProperties = {
      'ключ "1"': ' <b>\u202E\n\t🏗️ ',
      __proto__x: '',
      constructor: 'c',
      '': 'empty name',
    };
    await put(10, [{ targetId: 15, linkTypeId: 1, customProperties }]);
    assert.deepEqual((await links(10))[0]?.['linkProperties'], customProperties);
    const withProto = '{"__proto__":"kept"}';
    await put(10, `[{"targetId":15,"linkTypeId":1,"customProperties":${withProto}}]`);
    assert.equal(JSON.stringify((await links(10))[0]?.['linkProperties']), withProto);
  });

  it('overwrites, and removes all with an empty list', async () => {
    await put(10, [
      { targetId: 15, linkTypeId: 1 },
      { targetId: 15, linkTypeId: 7 },
    ]);
    assert.equal((await links(10)).length, 2);
    const replaced = await put(10, [{ targetId: 1, linkTypeId: 2 }]);
    assert.deepEqual(
      replaced.rows.map((row) => [row['targetId'], row['linkTypeId']]),
      [[1, 2]],
    );
    assert.deepEqual((await put(10, [])).rows, []);
    assert.deepEqual(await links(10), []);
  });

  it('pages by 100, so that one page is not all', async () => {
    const id = await server.idOf('\\Contracts\\Master Agreement Index');
    const first = await server.get(`/Entries/${id}/links`, { $count: 'true' });
    assert.equal(first.rows.length, 100);
    assert.equal(first.body['@odata.count'], 250);
    const second = await server.get(String(first.body['@odata.nextLink']));
    const third = await server.get(String(second.body['@odata.nextLink']));
    assert.equal(third.rows.length, 50);
    assert.equal(third.body['@odata.nextLink'], undefined);
    const selected = await server.get(`/Entries/${id}/links`, {
      $select: 'targetId',
      $orderby: 'targetId desc',
      $top: '2',
    });
    assert.deepEqual(Object.keys(selected.rows[0] ?? {}), ['targetId']);
  });

  it('lists incoming links where the server does', async () => {
    await put(10, [{ targetId: 15, linkTypeId: 1 }]);
    assert.deepEqual(
      (await links(15)).map((row) => row['sourceId']),
      [10],
    );
    server.sandbox.setBehaviour({ incomingListed: false });
    assert.deepEqual(await links(15), []);
    server.sandbox.setBehaviour({ incomingListed: true });
  });

  it('leaves linkTypeId out where the server does', async () => {
    server.sandbox.setBehaviour({ omitLinkTypeId: true });
    const { rows } = await put(10, [{ targetId: 15, linkTypeId: 1 }]);
    assert.ok(rows[0] && !('linkTypeId' in rows[0]));
    assert.ok(!('linkTypeId' in ((await links(10))[0] ?? { linkTypeId: 0 })));
    server.sandbox.setBehaviour({ omitLinkTypeId: false });
  });

  it('works on the entry that a shortcut stands for', async () => {
    const shortcut = await server.idOf('\\Human Resources\\Code of Conduct');
    const target = await server.idOf('\\Policies\\Code of Conduct');
    const { rows } = await put(shortcut, [{ targetId: 15, linkTypeId: 7 }]);
    assert.ok(rows.some((row) => row['sourceId'] === target && row['targetId'] === 15));
    assert.deepEqual(await links(shortcut), await links(target));
  });

  it('answers each broken rule with its status', async () => {
    const locked = await server.idOf('\\Projects\\Harbour Row Terrace\\Permits\\Building Permit Application');
    const good = { targetId: 15, linkTypeId: 1 };
    assertProblem(await put(999_999, [good]), 404, 9001);
    assertProblem(await put(10, [{ ...good, targetId: 999_999 }]), 404, 9001);
    assertProblem(await put(10, [{ ...good, linkTypeId: 99 }]), 404, 7530);
    assertProblem(await put(10, [good, good]), 400);
    assertProblem(await put(locked, []), 423);
    assert.deepEqual(await links(10), []);
  });

  it('refuses bodies that are no list of links', async () => {
    for (const body of [
      '',
      'null',
      '{}',
      '[1]',
      '[{"targetId":15}]',
      '[{"targetId":"15","linkTypeId":1}]',
      '[{"targetId":1.5,"linkTypeId":1}]',
      '[{"targetId":15,"linkTypeId":1,"customProperties":{"a":1}}]',
      '[{"targetId":15,"linkTypeId":1,"customProperties":["a"]}]',
      '[{"targetId":15,"linkTypeId":1},]',
    ]) {
      assertProblem(await put(10, body), 400);
    }
    assertProblem(await put(10, '[]', { 'content-type': 'text/plain' }), 415);
    assertProblem(await put(10, '[]', { authorization: undefined }), 401);
  });

  it('refuses large bodies', async () => {
    server.sandbox.setBehaviour({ maxBodyBytes: 40 });
    assertProblem(await put(10, [{ targetId: 15, linkTypeId: 1, customProperties: { a: 'b' } }]), 413);
    server.sandbox.setBehaviour({ maxBodyBytes: 5 * 1024 * 1024 });
  });
});
