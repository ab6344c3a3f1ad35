import assert from 'node:assert/strict';
import { assertProblem, openSandbox, signIn, type SandboxUnderTest } from './support';

/** As they were before any server was started. */
const globals = { Request: globalThis.Request, Response: globalThis.Response };

describe('sandbox: sign-in and limits', () => {
  let server: SandboxUnderTest;
  let clock = 1_700_000_000_000;

  before(async () => {
    server = await openSandbox({ now: () => clock });
  });
  after(() => server.sandbox.close());

  it('makes a random password at each start and listens on loopback', async () => {
    const other = await openSandbox();
    assert.notEqual(other.sandbox.password, server.sandbox.password);
    assert.ok(server.sandbox.password.length >= 16);
    assert.match(server.sandbox.baseUrl, /^http:\/\/127\.0\.0\.1:\d+\/LFRepositoryAPI$/);
    await other.sandbox.close();
  });

  it('issues a bearer token for the password grant', async () => {
    const { status, body } = await signIn(server.sandbox, 'demo', server.sandbox.password);
    assert.equal(status, 200);
    assert.equal(body['token_type'], 'bearer');
    assert.equal(body['expires_in'], 900);
    assert.equal(typeof body['access_token'], 'string');
  });

  it('refuses wrong credentials with an OAuth error that is a problem as well', async () => {
    for (const [username, password] of [
      ['demo', 'wrong'],
      ['nobody', server.sandbox.password],
    ] as const) {
      const answer = await signIn(server.sandbox, username, password);
      assertProblem(answer, 401, 9528);
      assert.equal(answer.body['error'], 'invalid_grant');
      assert.equal(typeof answer.body['error_description'], 'string');
    }
  });

  it('refuses token requests that are not the password grant', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded', authorization: undefined };
    const ask = (body: string, headers: Record<string, string | undefined> = form) =>
      server.call('POST', '/Token', { body, headers });
    assertProblem(await ask('grant_type=client_credentials'), 400);
    assertProblem(await ask('grant_type=password&username=demo'), 400);
    assertProblem(await ask('{}', { 'content-type': 'application/json' }), 415);
    const elsewhere = `${server.sandbox.baseUrl}/v1/Repositories/r-other/Token`;
    assertProblem(
      await server.call('POST', elsewhere, { body: 'grant_type=password', headers: form }),
      404,
      9526,
    );
  });

  it('keeps the password out of what it reports', async () => {
    await signIn(server.sandbox, 'demo', server.sandbox.password);
    assert.ok(!JSON.stringify(server.requests).includes(server.sandbox.password));
  });

  it('wants a valid token', async () => {
    for (const authorization of [undefined, 'Bearer nonsense', 'Basic ZGVtbzpkZW1v']) {
      const answer = await server.call('GET', '/Entries/1', { headers: { authorization } });
      assertProblem(answer, 401);
      assert.equal(answer.headers.get('www-authenticate'), 'Bearer');
    }
  });

  it('lets tokens expire', async () => {
    assert.equal((await server.get('/Entries/1')).status, 200);
    clock += 899_000;
    assert.equal((await server.get('/Entries/1')).status, 200);
    clock += 1_000;
    assertProblem(await server.get('/Entries/1'), 401);
    clock -= 900_000;
  });

  it('answers 429 with the time to wait, to sign-ins as well', async () => {
    server.sandbox.setBehaviour({ requestsPerMinute: 2 });
    assert.equal((await server.get('/Entries/1')).status, 200);
    clock += 20_000;
    assert.equal((await server.get('/Entries/1')).status, 200);
    const answer = await server.get('/Entries/1');
    assertProblem(answer, 429);
    assert.equal(answer.headers.get('retry-after'), '40');
    assertProblem(await signIn(server.sandbox, 'demo', server.sandbox.password), 429);
    clock += 40_000;
    assert.equal((await server.get('/Entries/1')).status, 200);
    server.sandbox.setBehaviour({ requestsPerMinute: 0 });
  });

  it('lists its repositories, or keeps the list to itself', async () => {
    const list = `${server.sandbox.baseUrl}/v1/Repositories`;
    const { body } = await server.get(list);
    const webclientUrl = `${new URL(list).origin}/laserfiche?repo=r-abc123`;
    assert.deepEqual(body, [{ repoId: 'r-abc123', repoName: 'Alder Street Builders', webclientUrl }]);
    server.sandbox.setBehaviour({ repositoriesListed: false });
    assertProblem(await server.get(list), 404);
    server.sandbox.setBehaviour({ repositoriesListed: true });
  });

  it('knows one repository', async () => {
    assertProblem(await server.get(`${server.sandbox.baseUrl}/v1/Repositories/r-other/Entries/1`), 404, 9526);
  });

  it('takes its time where it is told to', async () => {
    server.sandbox.setBehaviour({ latencyMs: 30 });
    const start = performance.now();
    await server.get('/Entries/1');
    // Timers may fire up to a millisecond early.
    assert.ok(performance.now() - start >= 29);
    server.sandbox.setBehaviour({ latencyMs: 0 });
  });

  it("leaves the process's own Request and Response alone", () => {
    assert.equal(globalThis.Request, globals.Request);
    assert.equal(globalThis.Response, globals.Response);
  });

  it('rejects when the port is taken', async () => {
    const port = Number(new URL(server.sandbox.baseUrl).port);
    await assert.rejects(openSandbox({ port }), { code: 'EADDRINUSE' });
  });
});
