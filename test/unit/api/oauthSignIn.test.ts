import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createHttp, fetchTransport, OAuthSignIn, parseTokens, serializeTokens } from '../../../src/api';
import { fileLock } from '../../../src/changes';
import { rejectsWith } from '../../support/apiError';
import { openCloud, type CloudUnderTest } from '../../support/cloud';
import { startHttpServer } from '../../support/httpServer';
import { MemoryTokenStore, sharedTurn } from '../../support/tokenStore';

describe('api: people signed in to the cloud', () => {
  let cloud: CloudUnderTest;
  beforeEach(async () => {
    cloud = await openCloud();
    cloud.store.tokens = await cloud.signIn();
  });
  afterEach(() => cloud.sandbox.close());

  const HOUR = 3_600_000;

  it('use the tokens of the store while they live', async () => {
    const { api } = cloud.window();
    await api.getEntry(1);
    await cloud.window().api.getEntry(1);
    assert.deepEqual(cloud.tokenStatuses(), [200]);
  });

  it('refresh when the token has expired, and again and again', async () => {
    const { api } = cloud.window();
    for (let hour = 0; hour < 4; hour += 1) {
      cloud.clock.now += HOUR;
      await api.getEntry(1);
    }
    assert.equal(cloud.tokenStatuses().length, 5);
    assert.equal(new Set(cloud.store.written.map((tokens) => tokens?.refreshToken)).size, 4);
  });

  it('refresh once for ten windows, and never use an old refresh token', async () => {
    const windows = Array.from({ length: 10 }, () => cloud.window().api);
    for (let round = 0; round < 5; round += 1) {
      cloud.clock.now += HOUR;
      await Promise.all(windows.flatMap((api) => [1, 10, 15].map((id) => api.getEntry(id))));
    }
    // One for the code, one for each round: a single re-use would end the sign-in for all.
    assert.deepEqual(cloud.tokenStatuses(), Array<number>(6).fill(200));
  });

  it('refresh once with the lock files that real windows share', async function () {
    this.timeout(20_000);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'sign-in-locks-'));
    const windows = Array.from({ length: 10 }, () => cloud.window(fileLock(folder)).api);
    cloud.clock.now += HOUR;
    await Promise.all(windows.map((api) => api.getEntry(1)));
    assert.deepEqual(cloud.tokenStatuses(), [200, 200]);
    await rm(folder, { recursive: true });
  });

  it('refresh once when the server refuses a token before its time, and take what another window got', async () => {
    const [first, second] = [cloud.window().api, cloud.window().api];
    await Promise.all([first.getEntry(1), second.getEntry(1)]);
    const stored = cloud.store.tokens;
    assert.ok(stored);
    // The server forgets the token; its clock says nothing.
    cloud.store.tokens = { ...stored, accessToken: 'revoked' };
    const [third, fourth] = [cloud.window().api, cloud.window().api];
    await Promise.all([third.getEntry(1), fourth.getEntry(1), third.getLinks(1)]);
    assert.equal(cloud.tokenStatuses().length, 2);
  });

  it('keep the next refresh token before any token of the answer is used', async () => {
    const { api } = cloud.window();
    cloud.clock.now += HOUR;
    let didFail = false;
    cloud.store.onWrite = () => {
      didFail = true;
      throw new Error('the keyring said something secret');
    };
    const error = await rejectsWith(api.getEntry(1), 'unauthorized');
    assert.ok(didFail);
    assert.doesNotMatch(error.message, /something secret/);
    // The place works again: what was got is kept now and nothing is asked for, as the old token is used up.
    cloud.store.onWrite = () => undefined;
    await api.getEntry(1);
    assert.equal(cloud.tokenStatuses().length, 2);
    cloud.clock.now += HOUR;
    await cloud.window().api.getEntry(1);
    assert.deepEqual(cloud.tokenStatuses(), [200, 200, 200]);
  });

  it('are told once that the sign-in has ended: later calls and windows ask the server nothing', async () => {
    cloud.clock.now += 9 * HOUR;
    const { api } = cloud.window();
    await rejectsWith(api.getEntry(1), 'badCredentials');
    assert.equal(cloud.store.tokens, undefined);
    await rejectsWith(api.getEntry(1), 'badCredentials');
    await rejectsWith(cloud.window().api.getEntry(1), 'badCredentials');
    assert.deepEqual(cloud.tokenStatuses(), [200, 400]);
  });

  it('sign out and in again for all windows', async () => {
    const [first, second] = [cloud.window(), cloud.window()];
    await first.signIn.signOut();
    await rejectsWith(second.api.getEntry(1), 'badCredentials');
    await first.signIn.accept(await cloud.signIn());
    await second.api.getEntry(1);
  });

  it('do not lose the sign-in to a server that fails or can not be reached', async () => {
    const stored = cloud.store.tokens;
    cloud.clock.now += HOUR;
    let answer: 'drop' | { status: number; body: unknown } = 'drop';
    const server = await startHttpServer(() => answer);
    const signIn = new OAuthSignIn({
      domain: 'laserfiche.com',
      signInOrigin: server.origin,
      clientId: 'app',
      store: cloud.store,
      lock: sharedTurn(),
      lockKey: 'c',
      now: () => cloud.clock.now,
    });
    const http = { baseUrl: '', repoId: '', send: createHttp({ transport: fetchTransport }) };
    await rejectsWith(signIn.requestToken(http), 'network');
    answer = { status: 503, body: {} };
    await rejectsWith(signIn.requestToken(http), 'server');
    answer = { status: 401, body: { error: 'invalid_client' } };
    await rejectsWith(signIn.requestToken(http), 'badCredentials');
    answer = { status: 200, body: { access_token: 'a' } };
    await rejectsWith(signIn.requestToken(http), 'unexpectedAnswer');
    assert.deepEqual(cloud.store.tokens, stored);
    // The guide shows this status with an invalid grant as well.
    answer = { status: 401, body: { error: 'invalid_grant' } };
    await rejectsWith(signIn.requestToken(http), 'badCredentials');
    assert.equal(cloud.store.tokens, undefined);
    await server.close();
  });

  for (const [expires_in, lifeMs] of [
    [3599.1234, 3_599_000],
    ['3599.9', 3_599_000],
    [0.5, 1_000],
    [1e300, 1e12],
    ['soon', HOUR],
    [-5, HOUR],
  ] as const)
    it(`keep tokens that can be read again where they live for ${expires_in} seconds`, async () => {
      cloud.clock.now += HOUR;
      const body = { access_token: 'a', refresh_token: 'r', expires_in };
      const server = await startHttpServer(() => ({ status: 200, body }));
      const signIn = new OAuthSignIn({
        ...{ domain: 'laserfiche.com', signInOrigin: server.origin, clientId: 'app', lockKey: 'c' },
        ...{ store: cloud.store, lock: sharedTurn(), now: () => cloud.clock.now },
      });
      const http = { baseUrl: '', repoId: '', send: createHttp({ transport: fetchTransport }) };
      await signIn.requestToken(http);
      const expiresAt = cloud.clock.now + lifeMs;
      const kept = { accessToken: 'a', refreshToken: 'r', expiresAt };
      assert.deepEqual(parseTokens(serializeTokens(cloud.store.tokens ?? assert.fail())), kept);
      await server.close();
    });

  it('fail with an ApiError when the turn does not come or the place of secrets is broken', async () => {
    const place = { domain: 'laserfiche.com', clientId: 'app', lockKey: 'c' };
    const http = { baseUrl: '', repoId: '', send: createHttp({ transport: fetchTransport }) };
    const noTurn = new OAuthSignIn({
      ...place,
      store: new MemoryTokenStore(),
      lock: () => Promise.reject(new Error('busy')),
    });
    await rejectsWith(noTurn.requestToken(http), 'timeout');
    const noStore = new OAuthSignIn({
      ...place,
      store: { read: () => Promise.reject(new Error('locked')), write: () => Promise.resolve() },
      lock: sharedTurn(),
    });
    await rejectsWith(noStore.requestToken(http), 'unauthorized');
  });

  it('are kept as text', () => {
    const tokens = { accessToken: 'a', refreshToken: 'r', expiresAt: 5 };
    assert.deepEqual(parseTokens(serializeTokens({ ...tokens, ...{ more: 1 } })), tokens);
    for (const text of [undefined, '', 'null', '[]', '"a"', '{"accessToken":"a","refreshToken":"r"}', '{'])
      assert.equal(parseTokens(text), undefined, text);
  });
});
