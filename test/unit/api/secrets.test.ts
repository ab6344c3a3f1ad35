import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  ApiError,
  createHttp,
  createRepositoryApi,
  fetchTransport,
  OAuthSignIn,
  PasswordSignIn,
  ServiceAppSignIn,
  signInInBrowser,
  type Exchange,
  type SignIn,
  type Transport,
} from '../../../src/api';
import { secretFinder } from '../../../src/api/auth/secrets';
import { startSandbox, type Sandbox } from '../../../src/sandbox';
import { consent } from '../../support/consent';
import { startHttpServer, type Given, type ReceivedRequest, type TestServer } from '../../support/httpServer';
import { newAccessKey } from '../../support/serviceApp';
import { MemoryTokenStore, sharedTurn } from '../../support/tokenStore';
import { ONE_TRY } from './testRepository';

const PASSWORD = 'Canary-P@ss "wörd" & <more>+/=%';
const KEY = 'Canary-service-principal-key-9f31';
const REFRESH = 'Canary-refresh-token-77aa';
const ISSUED = 'Canary-issued-access-token-42';

/** All that could be read of an error, its causes and hidden properties included. */
const dump = (value: unknown) =>
  inspect(value, { depth: 20, showHidden: true, maxStringLength: null, breakLength: Infinity }) +
  (value instanceof Error ? `${value.message}${value.stack ?? ''}` : JSON.stringify(value));

/** Ways in which a server or a proxy repeats what it got. */
const ECHOES: Readonly<Record<string, (secret: string, request: ReceivedRequest) => Given>> = {
  plain: (secret) => ({ status: 400, body: { title: `no: ${secret}`, detail: secret } }),
  'with everything it got': (_, { body, headers }) => ({
    status: 400,
    body: { title: body, detail: headers.authorization ?? '' },
  }),
  'as an OAuth error': (secret) => ({ status: 401, body: { error: 'x', error_description: secret } }),
  'URL-encoded': (secret) => ({ status: 403, body: { title: `?p=${encodeURIComponent(secret)}` } }),
  'URL-encoded in small letters': (secret) => ({
    status: 403,
    body: { title: encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()) },
  }),
  'in base64': (secret) => ({ status: 500, body: { title: Buffer.from(secret).toString('base64') } }),
  'in base64 of more': (secret) => ({
    status: 500,
    body: { title: Buffer.from(`anna:${secret}!`).toString('base64') },
  }),
  'in base64url of more': (secret) => ({
    status: 500,
    body: { title: Buffer.from(`an:${secret}`).toString('base64url') },
  }),
  'as JSON within': (secret) => ({ status: 500, body: { detail: JSON.stringify({ secret }) } }),
  'at the cut of a long message': (secret) => ({
    status: 500,
    body: { title: 'x'.repeat(1000 - secret.length / 2) + secret },
  }),
  'as operation id': (secret) => ({ status: 500, body: { operationId: secret } }),
  'in a header': (secret) => ({
    status: 500,
    headers: { 'X-RequestId': encodeURIComponent(secret) },
    body: {},
  }),
  'as a redirect': (secret) => ({
    status: 302,
    headers: { Location: `http://${encodeURIComponent(secret)}.example/${encodeURIComponent(secret)}` },
  }),
  'as an answer of another shape': (secret) => ({ body: { [secret]: secret, access_token: [secret] } }),
  'as no JSON': (secret) => ({ body: `{"access_token": ${secret}` }),
  'as a page': (secret) => ({ status: 502, headers: { 'Content-Type': 'text/html' }, body: `<b>${secret}` }),
};

describe('api: no error and no log has a secret', () => {
  let server: TestServer;
  let answer: (request: ReceivedRequest) => Given;
  before(async () => {
    server = await startHttpServer((request) => answer(request));
  });
  after(() => server.close());

  const accessKey = newAccessKey();
  const stored = { accessToken: 'expired', expiresAt: 0, refreshToken: REFRESH };
  const place = () => ({ domain: 'laserfiche.com', signInOrigin: server.origin });
  const kinds: Readonly<Record<string, { secrets: readonly string[]; signIn: () => SignIn }>> = {
    password: {
      secrets: [PASSWORD],
      signIn: () => new PasswordSignIn({ username: 'anna', password: PASSWORD }),
    },
    'service app': {
      secrets: [KEY, accessKey.jwk.d],
      signIn: () =>
        new ServiceAppSignIn({ accessKey, servicePrincipalKey: KEY, signInOrigin: server.origin }),
    },
    person: {
      secrets: [REFRESH],
      signIn: () =>
        new OAuthSignIn({
          ...place(),
          clientId: 'app',
          store: new MemoryTokenStore(stored),
          lock: sharedTurn(),
          lockKey: 'c',
        }),
    },
  };

  /** Fails unless the call fails, and nothing of it tells a secret. */
  async function tellsNothing(
    what: string,
    call: (onExchange: (exchange: Exchange) => void) => Promise<unknown>,
    secrets: readonly string[],
  ): Promise<void> {
    const exchanges: Exchange[] = [];
    const failure: unknown = await call((exchange) => exchanges.push(exchange)).then(
      () => assert.fail(`${what}: no failure`),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof ApiError, `${what}: ${String(failure)}`);
    const found = secrets.filter((secret) => secretFinder([secret])(dump(failure) + dump(exchanges)));
    assert.deepEqual(found, [], `${what}: ${dump(failure)}`);
    // Not by our own finder alone.
    assert.doesNotMatch(
      dump(failure) + dump(exchanges),
      /canary|Q2FuYXJ5|NhbmFye|DYW5hcn|eyJ[\w-]{20}/i,
      what,
    );
  }

  const connect = (signIn: SignIn, onExchange: (exchange: Exchange) => void, transport?: Transport) =>
    createRepositoryApi({
      baseUrl: server.origin,
      repoId: 'r-1',
      signIn,
      transport: transport ?? fetchTransport,
      onExchange,
      retry: ONE_TRY,
    });

  for (const [kind, { secrets, signIn }] of Object.entries(kinds)) {
    it(`when a server repeats the token request of a ${kind}`, async () => {
      for (const [how, echo] of Object.entries(ECHOES)) {
        for (const secret of secrets) {
          answer = (request) => echo(secret, request);
          await tellsNothing(how, (log) => connect(signIn(), log).getEntry(1), secrets);
        }
      }
    });

    it(`when a transport repeats the token request of a ${kind}`, async () => {
      const transport: Transport = (url, request) => {
        const inner = Object.assign(new Error(JSON.stringify(request)), {
          code: 'ECONNRESET',
          request,
          raw: Buffer.from(request.body ?? ''),
        });
        const errors = new AggregateError([inner, new Error(request.headers['Authorization'])], request.body);
        return Promise.reject(new TypeError(`failed: ${url} ${request.body ?? ''}`, { cause: errors }));
      };
      await tellsNothing('cause', (log) => connect(signIn(), log, transport).getEntry(1), secrets);
    });
  }

  it('when a server repeats the token of a call', async () => {
    const signIn: SignIn = { requestToken: () => Promise.resolve({ token: ISSUED, expiresAt: Infinity }) };
    for (const [how, echo] of Object.entries(ECHOES)) {
      answer = (request) => echo(ISSUED, request);
      await tellsNothing(how, (log) => connect(signIn, log).getEntry(1), [ISSUED]);
      await tellsNothing(how, (log) => connect(signIn, log).assignLinks(1, []), [ISSUED]);
    }
    // Characters that no header may have: the transport quotes them.
    const broken: SignIn = {
      requestToken: () => Promise.resolve({ token: `${ISSUED}\n`, expiresAt: Infinity }),
    };
    await tellsNothing('broken', (log) => connect(broken, log).getEntry(1), [ISSUED]);
  });

  describe('of the browser', () => {
    let sandbox: Sandbox;
    before(async () => {
      sandbox = await startSandbox();
    });
    after(() => sandbox.close());

    it('when a server repeats code and verifier', async () => {
      for (const [how, echo] of Object.entries(ECHOES)) {
        let code = '';
        const exchanging: Transport = (url, request) => {
          const form = new URLSearchParams(request.body);
          answer = (received) =>
            echo(`${form.get('code') ?? ''} ${form.get('code_verifier') ?? ''}`, received);
          return fetchTransport(url.replace(sandbox.signInOrigin, server.origin), request);
        };
        const secrets: string[] = [];
        await tellsNothing(
          how,
          (onExchange) =>
            signInInBrowser({
              domain: 'laserfiche.com',
              signInOrigin: sandbox.signInOrigin,
              clientId: sandbox.clientId,
              send: createHttp({ transport: exchanging, onExchange, retry: ONE_TRY }),
              openBrowser: async (url) => {
                const back = await consent(url);
                code = back.searchParams.get('code') ?? '';
                secrets.push(code);
                await fetch(back);
                return true;
              },
            }),
          secrets,
        );
        assert.notEqual(code, '');
      }
    });
  });

  it('while codes, statuses and other words stay', async () => {
    answer = () => ({
      status: 409,
      headers: { 'Retry-After': '7' },
      body: { title: 'Taken', detail: 'by Bob', errorCode: 9013, operationId: 'op-1' },
    });
    const signIn: SignIn = { requestToken: () => Promise.resolve({ token: ISSUED, expiresAt: Infinity }) };
    const call = connect(signIn, () => undefined).getEntry(1);
    const error: unknown = await call.catch((failure: unknown) => failure);
    assert.ok(error instanceof ApiError);
    const { reason, message, status, errorCode, operationId, retryAfterSeconds, serverTime } = error;
    assert.deepEqual(
      { reason, message, status, errorCode, operationId, retryAfterSeconds },
      {
        reason: 'conflict',
        message: 'Taken: by Bob',
        status: 409,
        errorCode: 9013,
        operationId: 'op-1',
        retryAfterSeconds: 7,
      },
    );
    assert.ok(Math.abs((serverTime ?? 0) - Date.now()) < 60_000);
  });

  it('while a system code behind hidden words stays', async () => {
    const system = Object.assign(new Error(`connect ${ISSUED}`), { code: 'ECONNREFUSED' });
    const transport: Transport = () => Promise.reject(new TypeError('fetch failed', { cause: system }));
    const signIn: SignIn = { requestToken: () => Promise.resolve({ token: ISSUED, expiresAt: Infinity }) };
    const error: unknown = await connect(signIn, () => undefined, transport)
      .getEntry(1)
      .catch((failure: unknown) => failure);
    assert.ok(error instanceof ApiError);
    const inner = (error.cause as Error).cause as Error & { code?: string };
    assert.deepEqual([error.reason, inner.name, inner.code], ['network', 'Error', 'ECONNREFUSED']);
  });
});
