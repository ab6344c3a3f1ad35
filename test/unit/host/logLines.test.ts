import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { exchangeLine, failureLines, withoutCredentials } from '../../../src/host/logLines';

describe('lines of the log', () => {
  it('tell method, path, status, duration and operation of a request', () => {
    const line = exchangeLine({
      method: 'PUT',
      path: '/LFRepositoryAPI/v1/Repositories/r-1/Entries/10/links',
      status: 423,
      durationMs: 12.6,
      operationId: 'op-7',
      failure: 'locked',
    });
    assert.equal(
      line,
      'PUT /LFRepositoryAPI/v1/Repositories/r-1/Entries/10/links 423 13 ms locked operation op-7',
    );
    assert.equal(
      exchangeLine({ method: 'GET', path: '/x', durationMs: 0, failure: 'network' }),
      'GET /x - 0 ms network',
    );
  });

  it('tell no query of a request for a token', () => {
    for (const path of ['/oauth/Token', '/v1/Repositories/r-1/Token', '/oauth/Authorize']) {
      assert.equal(
        exchangeLine({ method: 'POST', path: `${path}?a=b`, status: 200, durationMs: 1 }),
        `POST ${path} 200 1 ms`,
      );
    }
  });

  it('are one line each, whatever a server says', () => {
    const operationId = 'x\r\n2026-01-01 [info] GET /forged 200\u202e';
    assert.doesNotMatch(
      exchangeLine({ method: 'GET', path: '/x', status: 200, durationMs: 1, operationId }),
      /[\r\n\u202e]/,
    );
    const error = new ApiError('server', 'down\n[info] forged', { status: 500 });
    assert.equal(failureLines(error, 'list \\A\nB'), 'list \\A B: ApiError: down [info] forged [server 500]');
  });

  it('tell the causes of a failure, and where it happened when it is our own', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const lines = failureLines(new ApiError('network', 'fetch failed', { cause })).split('\n');
    assert.equal(lines[0], 'ApiError: fetch failed [network]');
    assert.match(lines[1] ?? '', /^ {2}caused by Error: connect ECONNREFUSED$/);
    assert.match(lines[2] ?? '', /^\s+at .*logLines\.test\.ts/);
    assert.equal(failureLines('plain'), 'plain');
  });

  it('end, however deep or round the causes', () => {
    const round = new Error('round');
    round.cause = round;
    assert.ok(failureLines(round).length < 30_000);
  });

  const CREDENTIALS: readonly (readonly [text: string, secret: string])[] = [
    ['proxy http://ada:hunter2@proxy.example:8080 refused', 'hunter2'],
    ['HTTPS://hunter2@files.example/x', 'hunter2'],
    ['Authorization: Bearer hunter2hunter2.x-y_z', 'hunter2hunter2'],
    ['Proxy-Authorization: Basic YWRhOmh1bnRlcjI=', 'YWRhOmh1bnRlcjI'],
    ['got eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl instead', 'c2lnbmF0dXJl'],
    ['grant_type=password&username=ada&password=hunter2', 'hunter2'],
    ['{"access_token":"hunter2 and more","expires_in":900}', 'hunter2'],
    ['{"refresh_token" : "hunter2"}', 'hunter2'],
    ['http://localhost:5000/callback?state=1&code=hunter2&x=y', 'hunter2'],
    ['"jwk":{"kty":"EC","d":"hunter2"}', 'hunter2'],
    ["servicePrincipalKey: 'hunter2'", 'hunter2'],
  ];
  for (const [text, secret] of CREDENTIALS) {
    it(`leave out what looks like a credential: ${text.slice(0, 30)}`, () => {
      assert.ok(!withoutCredentials(text).includes(secret), withoutCredentials(text));
      assert.ok(!failureLines(new TypeError(text, { cause: text }), text).includes(secret));
    });
  }

  it('leave everything else as it is', () => {
    for (const text of [
      'GET /v1/Repositories/r-1/Entries/ByPath?fullPath=%5CA&fallbackToClosestAncestor=true 200 3 ms',
      'Could not sign in to Records: the server does not accept this user name and password.',
      'the code is 500: try again at https://files.example:8443/a@b',
    ])
      assert.equal(withoutCredentials(text), text);
  });
});
