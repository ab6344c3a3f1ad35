import assert from 'node:assert/strict';
import { createRepositoryApi, fetchTransport, parseAccessKey, ServiceAppSignIn } from '../../../src/api';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { rejectsWith } from '../../support/apiError';
import { loadOfficialClient, type LoadedClient } from '../../support/officialClient';

describe('sandbox: service apps of two clients', () => {
  let loaded: LoadedClient;
  let sandbox: Sandbox;
  const original = globalThis.fetch;

  before(async () => {
    [loaded, sandbox] = await Promise.all([loadOfficialClient(), startSandbox()]);
    // Laserfiche's client knows the cloud's sign-in host only.
    globalThis.fetch = (input, init) =>
      original(
        typeof input === 'string' ? input.replace(/^https:\/\/signin\.[^/]+/, sandbox.signInOrigin) : input,
        init,
      );
  });
  after(async () => {
    globalThis.fetch = original;
    await sandbox.close();
    await loaded.dispose();
  });

  it("signs in Laserfiche's own", async () => {
    const { createFromBase64EncodedAccessKey, RepositoryApiClient } = loaded.client;
    const { repoId, baseUrl, accessKey, servicePrincipalKey } = sandbox;
    const key = createFromBase64EncodedAccessKey(accessKey);
    const scope = 'repository.Read repository.Write';
    const connect = (secret: string) => RepositoryApiClient.createFromAccessKey(secret, key, scope, baseUrl);
    const entry = await connect(servicePrincipalKey).entriesClient.getEntry({ repoId, entryId: 10 });
    assert.equal(entry.name, 'Email');
    await assert.rejects(
      connect('wrong').entriesClient.getEntry({ repoId, entryId: 10 }),
      (error: { status?: number }) => error.status === 401,
    );
  });

  it('signs in ours, and tells a wrong key from a right one', async () => {
    const { repoId, baseUrl, signInOrigin, servicePrincipalKey } = sandbox;
    const parsed = parseAccessKey(sandbox.accessKey);
    assert.ok(parsed.ok);
    const connect = (key: string, clientId = parsed.accessKey.clientId) =>
      createRepositoryApi({
        baseUrl,
        repoId,
        transport: fetchTransport,
        signIn: new ServiceAppSignIn({
          accessKey: { ...parsed.accessKey, clientId },
          servicePrincipalKey: key,
          signInOrigin,
        }),
      });
    assert.equal((await connect(servicePrincipalKey).getEntry(10)).name, 'Email');
    const error = await rejectsWith(connect('another key').getEntry(10), 'badCredentials');
    assert.match(error.message, /client_secret is wrong/);
    await rejectsWith(connect(servicePrincipalKey, 'other').getEntry(10), 'badCredentials');
  });

  it('signs in ours with a clock that is hours off, by the time that the server tells', async () => {
    const { repoId, baseUrl, signInOrigin, servicePrincipalKey } = sandbox;
    const parsed = parseAccessKey(sandbox.accessKey);
    assert.ok(parsed.ok);
    for (const hours of [-5, 5]) {
      const signIn = new ServiceAppSignIn({
        accessKey: parsed.accessKey,
        servicePrincipalKey,
        signInOrigin,
        now: () => Date.now() + hours * 3_600_000,
      });
      const api = createRepositoryApi({ baseUrl, repoId, transport: fetchTransport, signIn });
      assert.equal((await api.getEntry(10)).id, 10);
    }
  });
});
