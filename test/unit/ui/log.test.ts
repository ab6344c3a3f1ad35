import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ApiError } from '../../../src/api';
import { exchangeLine, failureLines, guarded, guardedLines, withoutCredentials } from '../../../src/ui/log';

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
    assert.match(lines[2] ?? '', /^\s+at .*log\.test\.ts/);
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

  it('leave out what an older guard left in: a password with an @, a value that is cut off', () => {
    for (const text of [
      'proxy http://ada:pass@hunter2@proxy.example:8080 refused',
      '{"access_token":"hunter2 and mo',
      "password='hunter2 and mo",
      '"jwk":{"kty":"EC","d":"hunter2',
    ])
      assert.ok(!withoutCredentials(text).includes('hunter2'), withoutCredentials(text));
  });

  it('are cut where they get long, after credentials were taken out and between characters', () => {
    const line = guarded(`${'x'.repeat(3_980)} password=hunter2hunter2hunter2 ${'🏗️'.repeat(100_000)}`);
    assert.ok(line.length < 4_100, String(line.length));
    assert.doesNotMatch(line, /hunter2|\p{Surrogate}/u);
    assert.match(line, /… \[\d+ characters more\]$/);
    for (const cut of [3_999, 4_000, 4_001, 4_002])
      assert.doesNotMatch(guarded(`${'x'.repeat(cut)}🏗️`), /\p{Surrogate}/u);
    assert.equal(guarded('x'.repeat(4_000)), 'x'.repeat(4_000));
  });

  it('of a report keep their order and indentation, and are guarded each', () => {
    assert.equal(
      guardedLines('Removed links: 1 failed\n  ✗ A\r\u2028[info] forged: token=\nbearer hunter2hunter2'),
      'Removed links: 1 failed\n  ✗ A [info] forged: token=\nbearer …',
    );
    const long = guardedLines(`title\n  ${'x'.repeat(10_000)}\nend`).split('\n');
    assert.equal(long.length, 3);
    assert.ok((long[1] ?? '').length < 4_100);
  });

  it('tell no frames but those of the stack: a message can look like some', () => {
    const error = new TypeError('down\n    at forged (evil.js:1:1)');
    const lines = failureLines(error).split('\n');
    assert.equal(lines[0], 'TypeError: down     at forged (evil.js:1:1)');
    assert.ok(!lines.slice(1).join('\n').includes('forged'));
    assert.match(lines[1] ?? '', /^ {4}at .*log\.test\.ts/);
    error.stack = `TypeError: down\n${'    at x (y\r[info] forged)\n'.repeat(100_000)}`;
    const many = failureLines(error);
    assert.ok(many.split('\n').length < 100 && !many.includes('\r'));
  });

  const UNITS: readonly string[] = [
    ...[
      'a.',
      'a-',
      'a+1',
      'a://',
      'a.b://',
      '://',
      'x://:',
      ':',
      'a:',
      'a@',
      'x://a@',
      '/',
      '//',
      '@',
      '?',
      '#',
    ],
    ...[
      '"',
      "'",
      `"'`,
      '\\"',
      'password="',
      `password='x`,
      'password=',
      'password= ',
      'password',
      'password:\t',
    ],
    ...[
      'access_token access',
      'id_',
      'client_',
      '"d":"',
      '"d":',
      '"d"  :  ',
      'eyJ',
      '-eyJ',
      'eyJaaaaaaaa.',
      'eyJ.',
    ],
    ...[
      'bearer ',
      'bearer\t',
      'basic a',
      '&code=',
      '?code=&',
      ' ',
      '\n',
      '\u202A',
      '\u2028 ',
      'é',
      '🏗️',
      '\uD83C',
    ],
  ];
  const HEADS = ['', 'x://', 'a.a://', 'password="', `password='`, 'bearer ', 'eyJaaaaaaaaa', '"d":"', '"d"'];

  it('take a time that grows with the length of a text, whatever the text: a megabyte each', function () {
    // A square of that length would take hours, not seconds: nothing here depends on the speed of the machine.
    this.timeout(60_000);
    for (const unit of UNITS) {
      const body = unit.repeat(1_000_000 / unit.length);
      for (const text of [body, `${body}@`]) assert.ok(guarded(text).length < 4_100, unit);
    }
    for (const head of HEADS)
      for (const unit of UNITS) {
        const text = head + unit.repeat(50_000 / unit.length);
        for (const tail of ['', '@', ' ']) assert.ok(guarded(text + tail).length < 4_100, head + unit);
      }
  });

  describe('compared with the patterns that took a square of the length', () => {
    const FORMER: readonly (readonly [RegExp, string])[] = [
      [/(\b[a-z][a-z\d+.-]*:\/\/)[^\s/?#@]*(?::[^\s/?#]*)?@/gi, '$1…@'],
      [/\b(bearer|basic)\s+[\w\-.~+/]{8,}=*/gi, '$1 …'],
      [/\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g, '…'],
      [
        /\b(password|passwd|client_secret|client_assertion|assertion|(?:access|refresh|id)_?token|code_verifier|access_?key|service_?principal_?key)(["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&"',;}]+)/gi,
        '$1$2…',
      ],
      [/([?&]code=)[^\s&"']+/gi, '$1…'],
      [/("d"\s*:\s*)"[^"]*"/g, '$1"…"'],
    ];
    const by = (patterns: typeof FORMER, text: string) =>
      patterns.reduce((safe, [pattern, instead]) => safe.replace(pattern, instead), text);
    /** Without the marks of what is left out, and their quotes. */
    const shown = (text: string) => text.replaceAll(/[…"]/g, '');
    const pieces = fc.constantFrom(
      ...[...UNITS, ...HEADS].filter((piece) => piece !== ''),
      ...[
        'hunter2',
        'ab',
        '1',
        '_',
        '=',
        ';',
        '&',
        'http://ada:hunter2@proxy',
        'Basic YWRhOmh1bnRlcjI=',
        'x',
      ],
    );
    const texts = fc.array(pieces, { maxLength: 14 }).map((services) => services.join(''));
    const RUNS = { numRuns: 10_000 };

    it('nothing shows that was hidden', () => {
      fc.assert(
        fc.property(texts, (text) => {
          const rest = shown(by(FORMER, text));
          let at = 0;
          for (const character of shown(withoutCredentials(text)).split('')) {
            at = rest.indexOf(character, at) + 1;
            assert.ok(at > 0, `${JSON.stringify(text)} now shows ${withoutCredentials(text)}`);
          }
        }),
        RUNS,
      );
    });

    it('nothing else is hidden, but for values that are cut off and passwords with an @', () => {
      const closing = (source: string) => source.replace(`"[^"]*"`, `$&?`).replace(`'[^']*'`, `$&?`);
      const unclosed = FORMER.map(
        ([{ source, flags }, instead]) => [new RegExp(closing(source), flags), instead] as const,
      );
      const wanted = [...unclosed, [/:\/\/[^\s/?#]*@/g, '://…@'] as const];
      fc.assert(
        fc.property(texts, (text) => {
          assert.equal(withoutCredentials(text), by(wanted, text));
        }),
        RUNS,
      );
    });
  });
});
