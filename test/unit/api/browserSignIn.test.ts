import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createHttp, fetchTransport, LoopbackError, signInInBrowser, type Exchange } from '../../../src/api';
import type { BrowserSignInOptions } from '../../../src/api/auth/oauth/browserSignIn';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { rejectsWith } from '../../support/apiError';
import { consent } from '../../support/consent';

describe('api: signing in with the browser', () => {
  let sandbox: Sandbox;
  const exchanges: Exchange[] = [];
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  const signIn = (
    openBrowser: BrowserSignInOptions['openBrowser'],
    options: Partial<BrowserSignInOptions> = {},
  ) =>
    signInInBrowser({
      domain: 'laserfiche.com',
      signInOrigin: sandbox.signInOrigin,
      clientId: sandbox.clientId,
      customerId: sandbox.customerId,
      send: createHttp({ transport: fetchTransport, onExchange: (exchange) => exchanges.push(exchange) }),
      openBrowser,
      ...options,
    });

  it('opens the documented address, with a fresh challenge and state each time', async () => {
    const seen: URLSearchParams[] = [];
    for (let round = 0; round < 2; round += 1) {
      await signIn(async (url) => {
        const { origin, pathname, searchParams } = new URL(url);
        assert.equal(origin + pathname, `${sandbox.signInOrigin}/oauth/Authorize`);
        seen.push(searchParams);
        await fetch(await consent(url));
        return true;
      });
    }
    const [first, second] = seen;
    assert.ok(first && second);
    assert.equal(first.get('response_type'), 'code');
    assert.equal(first.get('scope'), 'repository.Read repository.Write');
    assert.equal(first.get('code_challenge_method'), 'S256');
    assert.equal(first.get('customerId'), sandbox.customerId);
    assert.match(first.get('redirect_uri') ?? '', /^http:\/\/localhost:\d+\/callback$/);
    for (const name of ['state', 'code_challenge']) {
      assert.match(first.get(name) ?? '', /^[\w-]{43}$/);
      assert.notEqual(first.get(name), second.get(name));
    }
  });

  it('gives tokens, and logs neither code nor address of the way back', async () => {
    exchanges.length = 0;
    const before = Date.now();
    const tokens = await signIn(async (url) => {
      await fetch(await consent(url));
      return true;
    });
    assert.ok(tokens.accessToken && tokens.refreshToken);
    assert.ok(tokens.expiresAt >= before + 3_600_000);
    assert.deepEqual(
      exchanges.map(({ method, path, status }) => `${method} ${path} ${status}`),
      ['POST /oauth/Token 200'],
    );
  });

  it('does not wait for a system that tells late whether it opened a browser', async () => {
    const tokens = await signIn(async (url) => {
      await fetch(await consent(url));
      return new Promise<boolean>(() => undefined);
    });
    assert.ok(tokens.accessToken);
  });

  const reasonOf = async (signingIn: Promise<unknown>): Promise<string> => {
    const error: unknown = await signingIn.then(
      () => assert.fail('signed in'),
      (failure: unknown) => failure,
    );
    assert.ok(error instanceof LoopbackError);
    return error.reason;
  };

  it('ends when the person denies, opens nothing, or gives up', async () => {
    const deny = signIn(async (url) => {
      await fetch(await consent(url, 'deny'));
      return true;
    });
    assert.equal(await reasonOf(deny), 'denied');
    assert.equal(await reasonOf(signIn(() => Promise.resolve(false))), 'cancelled');
    const giveUp = new AbortController();
    const opened = signIn(
      () => {
        giveUp.abort();
        return Promise.resolve(true);
      },
      { signal: giveUp.signal },
    );
    assert.equal(await reasonOf(opened), 'cancelled');
    assert.equal(await reasonOf(signIn(() => Promise.resolve(true), { timeoutMs: 1 })), 'timeout');
    await assert.rejects(
      signIn(() => Promise.reject(new Error('no browser'))),
      /no browser/,
    );
  });

  it('ends when a code comes back that was used, or asked for by somebody else', async () => {
    const withCode = (code: string) =>
      signIn(async (url) => {
        const { searchParams } = new URL(url);
        const back = new URL(searchParams.get('redirect_uri') ?? '');
        back.search = new URLSearchParams({ code, state: searchParams.get('state') ?? '' }).toString();
        await fetch(back);
        return true;
      });
    let code = '';
    await signIn(async (url) => {
      const back = await consent(url);
      code = back.searchParams.get('code') ?? '';
      await fetch(back);
      return true;
    });
    await rejectsWith(withCode(code), 'badCredentials');
    // A code of an attacker's own sign-in, put into ours: the verifier does not fit.
    const challenge = createHash('sha256').update('theirs').digest('base64url');
    const theirs = new URLSearchParams({
      client_id: sandbox.clientId,
      redirect_uri: 'http://localhost:1/callback',
      response_type: 'code',
      scope: 'repository.Read',
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    const injected = await consent(`${sandbox.signInOrigin}/oauth/Authorize?${theirs.toString()}`);
    await rejectsWith(withCode(injected.searchParams.get('code') ?? ''), 'badCredentials');
  });

  it('goes to no sign-in server but that of a region, or one on this machine', async () => {
    const never = () => assert.fail('a browser was opened');
    for (const place of [
      { domain: 'evil.example', signInOrigin: undefined },
      { domain: 'laserfiche.com', signInOrigin: 'https://evil.example' },
    ]) {
      await assert.rejects(signIn(never, place), { name: 'SignInAddressError' });
    }
  });
});
