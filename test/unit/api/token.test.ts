import assert from 'node:assert/strict';
import type { AccessToken } from '../../../src/api';
import { TokenSource } from '../../../src/api/auth/token';
import { rejectsWith } from '../../support/apiError';
import { closeServers, folder, goodToken, testRepository } from './testRepository';

describe('api: tokens', () => {
  afterEach(closeServers);

  it('asks once however many calls need one', async () => {
    const { api, tokenRequests } = await testRepository(() => ({ body: folder }));
    await Promise.all([1, 2, 3, 4, 5, 6].map((id) => api.getEntry(id)));
    await api.getEntry(7);
    assert.equal(tokenRequests().length, 1);
  });

  it('renews once after a 401 and repeats the call, a change too', async () => {
    const { api, calls, tokenRequests } = await testRepository(({ headers }) =>
      headers.authorization === 'Bearer token-1' ? { status: 401 } : { body: { value: [] } },
    );
    await Promise.all([api.getLinks(1), api.getLinks(2), api.assignLinks(3, [])]);
    assert.equal(tokenRequests().length, 2);
    assert.equal(calls().filter(({ method }) => method === 'PUT').length, 2);
  });

  it('asks before it sends a change with another token: a renewal may take long', async () => {
    const { api, calls } = await testRepository(({ headers }) =>
      headers.authorization === 'Bearer token-1' ? { status: 401 } : { body: { value: [] } },
    );
    let asked = 0;
    const beforeSend = () => {
      asked += 1;
      return asked === 2 ? Promise.reject(new Error('changed meanwhile')) : Promise.resolve();
    };
    await assert.rejects(api.assignLinks(3, [], { beforeSend }), /changed meanwhile/);
    assert.equal(calls().length, 1);
  });

  it('gives up with unauthorized when the new token is refused as well', async () => {
    const { api, calls, tokenRequests } = await testRepository(() => ({
      status: 401,
      body: { errorCode: 9528 },
    }));
    await rejectsWith(api.getEntry(1), 'unauthorized');
    assert.equal(calls().length, 2);
    assert.equal(tokenRequests().length, 2);
  });

  for (const [what, given] of [
    ['401', { status: 401, body: { title: 'no' } }],
    ['400 invalid_grant', { status: 400, body: { error: 'invalid_grant', error_description: 'no' } }],
    ['400 with code 9528', { status: 400, body: { title: 'no', errorCode: 9528 } }],
  ] as const) {
    it(`a token request answered ${what} means wrong credentials`, async () => {
      const { api, calls } = await testRepository(() => ({ body: folder }), { answerToken: () => given });
      const error = await rejectsWith(api.getEntry(1), 'badCredentials');
      assert.equal(error.status, given.status);
      assert.match(error.message, /no/);
      assert.equal(calls().length, 0);
    });
  }

  for (const [status, reason] of [
    [404, 'notFound'],
    [429, 'tooManyRequests'],
    [500, 'server'],
    [400, 'badRequest'],
  ] as const) {
    it(`a token request answered ${status} is ${reason}`, async () => {
      const { api } = await testRepository(() => ({}), { answerToken: () => ({ status, body: {} }) });
      await rejectsWith(api.getEntry(1), reason);
    });
  }

  it('a token answer without a token is unexpected', async () => {
    const { api } = await testRepository(() => ({}), { answerToken: () => ({ body: { expires_in: 900 } }) });
    await rejectsWith(api.getEntry(1), 'unexpectedAnswer');
  });

  it('tries again after a failed sign-in', async () => {
    const { api, tokenRequests } = await testRepository(() => ({ body: folder }), {
      answerToken: (count) => (count === 1 ? { status: 500 } : goodToken(count)),
    });
    await rejectsWith(api.getEntry(1), 'server');
    await api.getEntry(1);
    assert.equal(tokenRequests().length, 2);
  });

  describe('lifetime', () => {
    /** A source on a clock of its own. */
    function source(lifeMs: number) {
      const clock = { now: 1_000_000 };
      let count = 0;
      const request = (): Promise<AccessToken> => {
        count += 1;
        return Promise.resolve({ token: `t${count}`, expiresAt: clock.now + lifeMs });
      };
      return { clock, tokens: new TokenSource(request, { now: () => clock.now }) };
    }

    it('keeps a token until half a minute before it expires', async () => {
      const { clock, tokens } = source(900_000);
      assert.equal(await tokens.get(), 't1');
      clock.now += 869_999;
      assert.equal(await tokens.get(), 't1');
      clock.now += 1;
      assert.equal(await tokens.get(), 't2');
    });

    it('uses a short-lived token for half of its life', async () => {
      const { clock, tokens } = source(10_000);
      await tokens.get();
      clock.now += 4_999;
      assert.equal(await tokens.get(), 't1');
      clock.now += 1;
      assert.equal(await tokens.get(), 't2');
    });

    it('replaces a refused token once, for all who were refused with it', async () => {
      const { tokens } = source(900_000);
      const refused = await tokens.get();
      assert.deepEqual(await Promise.all([tokens.replace(refused), tokens.replace(refused)]), ['t2', 't2']);
      assert.equal(await tokens.replace(refused), 't2');
    });

    it('lets one who waits leave without disturbing the others', async () => {
      let arrive: (token: AccessToken) => void = () => assert.fail('not asked');
      const tokens = new TokenSource(() => new Promise((resolve) => (arrive = resolve)));
      const leaving = new AbortController();
      const left = tokens.get(leaving.signal);
      const staying = tokens.get(new AbortController().signal);
      leaving.abort();
      await rejectsWith(left, 'cancelled');
      arrive({ token: 't', expiresAt: Date.now() + 900_000 });
      assert.equal(await staying, 't');
    });
  });
});
