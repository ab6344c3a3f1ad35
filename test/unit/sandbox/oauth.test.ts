import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { consent, decide } from '../../support/consent';
import { newAccessKey, signJwt } from '../../support/serviceApp';
import { assertProblem, openSandbox, type Json, type SandboxUnderTest } from './support';

type Jwk = ReturnType<typeof newAccessKey>['jwk'];
type Form = Readonly<Record<string, string | undefined>>;

const REDIRECT = 'http://localhost:49200/callback';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

describe('sandbox: sign-in of the cloud', () => {
  let server: SandboxUnderTest;
  let clock = 1_767_225_600_000;
  const seconds = () => Math.floor(clock / 1000);

  before(async () => {
    server = await openSandbox({ now: () => clock });
  });
  after(() => server.sandbox.close());

  const form = (fields: Form) =>
    new URLSearchParams(
      Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
    ).toString();

  function token(fields: Form, authorization?: string, path = '/oauth/Token') {
    return server.call('POST', server.sandbox.signInOrigin + path, {
      body: form(fields),
      headers: { 'content-type': 'application/x-www-form-urlencoded', authorization },
    });
  }

  const entryWith = (accessToken: unknown) =>
    server.call('GET', '/Entries/1', { headers: { authorization: `Bearer ${String(accessToken)}` } });

  describe('of service apps', () => {
    interface Key {
      readonly clientId: string;
      readonly jwk: Jwk;
    }
    let key: Key;

    before(() => {
      key = JSON.parse(Buffer.from(server.sandbox.accessKey, 'base64').toString()) as Key;
    });

    const ask = async (claims: Json = {}, header: Json = {}, jwk = key.jwk, scope?: string) =>
      token(
        { grant_type: 'client_credentials', scope },
        `Bearer ${await signJwt(
          { alg: 'ES256', typ: 'JWT', kid: key.jwk.kid, ...header },
          {
            client_id: key.clientId,
            client_secret: server.sandbox.servicePrincipalKey,
            aud: 'laserfiche.com',
            iat: seconds(),
            nbf: seconds(),
            exp: seconds() + 3600,
            ...claims,
          },
          jwk,
        )}`,
      );

    it('gives a token that works, for twelve hours', async () => {
      const { status, headers, body } = await ask({}, {}, key.jwk, 'repository.Read repository.Write');
      assert.equal(status, 200, JSON.stringify(body));
      assert.equal(headers.get('cache-control'), 'no-store');
      const { access_token: accessToken, ...rest } = body;
      const scope = 'repository.Read repository.Write';
      assert.deepEqual(rest, { expires_in: 43_200, token_type: 'bearer', scope });
      assert.equal((await entryWith(accessToken)).status, 200);
      clock += 43_200_000;
      assert.equal((await entryWith(accessToken)).status, 401);
    });

    it('takes clocks that are a little off', async () => {
      assert.equal((await ask({ iat: seconds() + 100, nbf: seconds() + 100 })).status, 200);
      assert.equal((await ask({ iat: seconds() - 3690, exp: seconds() - 90 })).status, 200);
    });

    for (const [what, claims, header] of [
      ['another client', { client_id: 'other' }, {}],
      ['another service principal key', { client_secret: 'other' }, {}],
      ['no service principal key', { client_secret: undefined }, {}],
      ['another audience', { aud: 'laserfiche.ca' }, {}],
      ['no expiry', { exp: undefined }, {}],
      ['a text for a time', { iat: '1' }, {}],
      ['another key id', {}, { kid: 'other' }],
      ['no algorithm', {}, { alg: 'none' }],
      ['an algorithm with a shared secret', {}, { alg: 'HS256' }],
    ] as const) {
      it(`refuses an assertion with ${what}`, async () => {
        const answer = await ask(claims, header);
        assertProblem(answer, 401);
        assert.equal(answer.body['error'], 'invalid_client');
      });
    }

    it('refuses an assertion that is not valid yet, no more, or for too long', async () => {
      assertProblem(await ask({ nbf: seconds() + 200 }), 401);
      assertProblem(await ask({ iat: seconds() - 3600, exp: seconds() - 121 }), 401);
      assertProblem(await ask({ exp: seconds() + 3601 }), 401);
    });

    it('refuses an assertion signed with another key, and one that was changed', async () => {
      assertProblem(await ask({}, {}, newAccessKey().jwk), 401);
      for (const assertion of ['a.b', 'a.b.c', '..', 'e30.e30.%%']) {
        const answer = await token({ grant_type: 'client_credentials' }, `Bearer ${assertion}`);
        assert.ok(answer.status === 400 || answer.status === 401, assertion);
      }
    });

    it('refuses other requests', async () => {
      assertProblem(await token({ grant_type: 'client_credentials' }), 401);
      assertProblem(await token({ grant_type: 'password' }), 400);
      assertProblem(await token({}), 400);
      assertProblem(await ask({}, {}, key.jwk, 'repository.Read everything'), 400);
    });
  });

  describe('of people', () => {
    const authorizeUrl = (changes: Form = {}) => {
      const query = {
        client_id: server.sandbox.clientId,
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: 'repository.Read repository.Write',
        state: 'the state',
        code_challenge: CHALLENGE,
        code_challenge_method: 'S256',
        ...changes,
      };
      return `${server.sandbox.signInOrigin}/oauth/Authorize?${form(query)}`;
    };
    const newCode = async () => (await consent(authorizeUrl())).searchParams.get('code') ?? '';
    const redeem = (code: string, changes: Form = {}) =>
      token({
        grant_type: 'authorization_code',
        code,
        redirect_uri: REDIRECT,
        client_id: server.sandbox.clientId,
        code_verifier: VERIFIER,
        ...changes,
      });
    const refresh = (refreshToken: unknown, changes: Form = {}) =>
      token({
        grant_type: 'refresh_token',
        refresh_token: String(refreshToken),
        client_id: server.sandbox.clientId,
        ...changes,
      });
    const signedIn = async () => (await redeem(await newCode())).body;

    it('asks for consent on a page without scripts that no other page may frame', async () => {
      const page = await fetch(authorizeUrl());
      const csp = page.headers.get('content-security-policy') ?? '';
      assert.match(csp, /^default-src 'none'; style-src 'self';/);
      assert.match(csp, /form-action 'self' http:\/\/localhost:49200; frame-ancestors 'none'/);
      const text = await page.text();
      assert.doesNotMatch(text, /<script|style=/);
      const style = await fetch(`${server.sandbox.signInOrigin}/oauth/style.css`);
      assert.match(style.headers.get('content-type') ?? '', /^text\/css/);
    });

    it('leads back with code and state, or with the refusal', async () => {
      const allowed = await consent(authorizeUrl());
      assert.equal(allowed.origin + allowed.pathname, REDIRECT);
      assert.equal(allowed.searchParams.get('state'), 'the state');
      const denied = await consent(authorizeUrl(), 'deny');
      assert.equal(denied.searchParams.get('error'), 'access_denied');
      assert.equal(denied.searchParams.get('state'), 'the state');
      assert.equal(denied.searchParams.get('code'), null);
    });

    for (const [what, changes] of [
      ['an unknown app', { client_id: 'other' }],
      ['an address that is not registered', { redirect_uri: 'https://evil.example/callback' }],
      ['an address that only begins well', { redirect_uri: 'http://localhost:1@evil.example/callback' }],
      ['another path', { redirect_uri: 'http://localhost:1/callback/../x' }],
      ['no address', { redirect_uri: undefined }],
      ['another account', { customerId: '987654321' }],
    ] as const) {
      it(`leads nowhere for ${what}`, async () => {
        const answer = await fetch(authorizeUrl(changes), { redirect: 'manual' });
        assert.equal(answer.status, 400);
        assert.equal(answer.headers.get('location'), null);
      });
    }

    for (const [what, changes] of [
      ['another response type', { response_type: 'token' }],
      ['no challenge', { code_challenge: undefined }],
      ['a plain challenge', { code_challenge_method: 'plain' }],
      ['no scope', { scope: undefined }],
      ['a scope that the app may not have', { scope: 'repository.Read admin' }],
    ] as const) {
      it(`leads back with an error for ${what}`, async () => {
        const answer = await fetch(authorizeUrl(changes), { redirect: 'manual' });
        const location = new URL(answer.headers.get('location') ?? '');
        assert.equal(location.searchParams.get('error'), 'invalid_request');
        assert.equal(location.searchParams.get('state'), 'the state');
      });
    }

    it('takes one decision a page, within five minutes', async () => {
      const ticketOf = async () =>
        /name="ticket" value="([^"]+)"/.exec(await (await fetch(authorizeUrl())).text())?.[1] ?? '';
      const { signInOrigin } = server.sandbox;
      const ticket = await ticketOf();
      await decide(signInOrigin, ticket, 'allow');
      await assert.rejects(decide(signInOrigin, ticket, 'allow'));
      const late = await ticketOf();
      clock += 300_000;
      await assert.rejects(decide(signInOrigin, late, 'allow'));
      await assert.rejects(decide(signInOrigin, 'made up', 'allow'));
    });

    it('gives tokens for a code', async () => {
      const { status, body } = await redeem(await newCode());
      assert.equal(status, 200);
      const { access_token: accessToken, refresh_token: refreshToken, ...rest } = body;
      const scope = 'repository.Read repository.Write';
      assert.deepEqual(rest, { expires_in: 3600, token_type: 'bearer', scope });
      assert.equal(typeof refreshToken, 'string');
      assert.equal((await entryWith(accessToken)).status, 200);
    });

    for (const [what, changes, status, error] of [
      ['another verifier', { code_verifier: 'w'.repeat(43) }, 400, 'invalid_grant'],
      ['a verifier that is too short', { code_verifier: 'v' }, 400, 'invalid_grant'],
      ['another address', { redirect_uri: 'http://localhost:1/callback' }, 400, 'invalid_grant'],
      ['another app', { client_id: 'other' }, 401, 'invalid_client'],
      ['no verifier', { code_verifier: undefined }, 400, 'invalid_request'],
      ['a made up code', { code: 'made-up' }, 400, 'invalid_grant'],
    ] as const) {
      it(`gives nothing for ${what}`, async () => {
        const answer = await redeem(await newCode(), changes);
        assertProblem(answer, status);
        assert.equal(answer.body['error'], error);
      });
    }

    it('takes a code once; the second time ends what the first began', async () => {
      const code = await newCode();
      const { body } = await redeem(code);
      assert.equal((await redeem(code)).body['error'], 'invalid_grant');
      assert.equal((await refresh(body['refresh_token'])).body['error'], 'invalid_grant');
    });

    it('takes a code for ten minutes', async () => {
      const [first, second] = [await newCode(), await newCode()];
      clock += 599_000;
      assert.equal((await redeem(first)).status, 200);
      clock += 1_000;
      assert.equal((await redeem(second)).body['error'], 'invalid_grant');
    });

    it('gives a new refresh token with each refresh', async () => {
      const first = await signedIn();
      const second = (await refresh(first['refresh_token'])).body;
      const third = (await refresh(second['refresh_token'])).body;
      const all = [first, second, third].map((tokens) => tokens['refresh_token']);
      assert.equal(new Set(all).size, 3);
      assert.equal((await entryWith(third['access_token'])).status, 200);
    });

    it('ends the sign-in when a refresh token is used again', async () => {
      const first = await signedIn();
      const second = (await refresh(first['refresh_token'])).body;
      const again = await refresh(first['refresh_token']);
      assert.equal(again.body['error'], 'invalid_grant');
      assert.match(String(again.body['error_description']), /previously used refresh token/);
      assert.equal((await refresh(second['refresh_token'])).body['error'], 'invalid_grant');
      const other = await signedIn();
      assert.equal((await refresh(other['refresh_token'])).status, 200);
    });

    it('lets all refresh tokens of a sign-in end eight hours after it', async () => {
      const first = await signedIn();
      clock += 8 * 3_600_000 - 1000;
      const second = await refresh(first['refresh_token']);
      assert.equal(second.status, 200);
      clock += 1000;
      assert.equal((await refresh(second.body['refresh_token'])).body['error'], 'invalid_grant');
      assert.equal((await refresh(first['refresh_token'], { client_id: 'other' })).status, 401);
    });
  });

  describe('in any case', () => {
    it('keeps every secret out of what it reports', () => {
      const seen = JSON.stringify(server.requests.filter(({ path }) => path.startsWith('/oauth/')));
      assert.ok(seen.includes('/oauth/Token'), seen);
      for (const secret of [
        VERIFIER,
        CHALLENGE,
        'ticket',
        'state',
        'refresh_token',
        server.sandbox.servicePrincipalKey,
      ])
        assert.ok(!seen.includes(secret), secret);
    });

    it('has keys of its own at each start, and lives as long as it is told to', async () => {
      const lives = { personToken: 5, refreshToken: 7 };
      const short = await openSandbox({ now: () => clock, oauth: lives });
      assert.notEqual(short.sandbox.accessKey, server.sandbox.accessKey);
      assert.notEqual(short.sandbox.servicePrincipalKey, server.sandbox.servicePrincipalKey);
      const { signInOrigin, clientId } = short.sandbox;
      const query = form({
        client_id: clientId,
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: 'repository.Read',
        code_challenge: CHALLENGE,
        code_challenge_method: 'S256',
      });
      const back = await consent(`${signInOrigin}/oauth/authorize?${query}`);
      assert.deepEqual([...back.searchParams.keys()], ['scope', 'code']);
      const { status, body } = await short.call('POST', `${signInOrigin}/oauth/token`, {
        body: form({
          grant_type: 'authorization_code',
          code: back.searchParams.get('code') ?? '',
          redirect_uri: REDIRECT,
          client_id: clientId,
          code_verifier: VERIFIER,
        }),
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: undefined },
      });
      assert.deepEqual([status, body['expires_in'], body['scope']], [200, 5, 'repository.Read']);
      await short.sandbox.close();
    });
  });
});
