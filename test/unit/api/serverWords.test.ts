import assert from 'node:assert/strict';
import { ApiError, type ApiErrorReason, isGone } from '../../../src/api';
import type { Given } from '../../support/httpServer';
import { closeServers, testRepository } from './testRepository';

async function failureOf(given: Given, write = false): Promise<ApiError> {
  const { api } = await testRepository(() => given);
  const call: Promise<unknown> = write ? api.assignLinks(10, []) : api.getEntry(10);
  const failure: unknown = await call.catch((error: unknown) => error);
  assert.ok(failure instanceof ApiError);
  return failure;
}

const TEXT = { 'Content-Type': 'text/plain' };
const NO_CONNECTION = 'Error: Repository with the given Id not found or no connection could be made.';

describe('api: the words of a server', () => {
  afterEach(closeServers);

  for (const [what, given, message] of [
    [
      'of ASP.NET, field by field',
      {
        body: {
          title: 'One or more errors.',
          errors: { 'body.targetId': ['targetId is wrong.'], x: ['And x.'] },
        },
      },
      'One or more errors.: targetId is wrong. And x.',
    ],
    [
      'of OData',
      { body: { error: { code: '216', message: 'The query is not valid.' } } },
      'The query is not valid.',
    ],
    [
      'of older OData',
      { body: { error: { code: 'x', message: { lang: 'en', value: 'Bad query.' } } } },
      'Bad query.',
    ],
    [
      'of a problem within a problem',
      { body: { problemDetails: { title: 'Inner', detail: 'Why', errorCode: 5 } } },
      'Inner: Why',
    ],
    [
      'of a problem in a text',
      { body: { title: 'Outer', detail: JSON.stringify({ title: 'Inner words' }) } },
      'Outer: Inner words',
    ],
    ['of older ASP.NET', { body: { Message: 'No way.', ExceptionMessage: 'Since.' } }, 'No way.: Since.'],
    ['as plain text', { headers: { 'Content-Type': 'text/plain' }, body: 'Out of order' }, 'Out of order'],
    [
      'in a header alone',
      { headers: { 'X-APIServer-Error': 'The%20entry+is%20odd%21' }, body: '' },
      'The entry is odd!',
    ],
    ['in a header that is no good', { headers: { 'X-APIServer-Error': '100% bad' }, body: '' }, '100% bad'],
    [
      'in an older charset',
      {
        headers: { 'Content-Type': 'application/problem+json; charset=windows-1252' },
        body: Buffer.from('{"title":"Zugriff f\xfcr alle"}', 'latin1'),
      },
      'Zugriff für alle',
    ],
    [
      'in UTF-16',
      {
        headers: { 'Content-Type': 'text/plain; charset="utf-16"' },
        body: Buffer.from('Außer Betrieb', 'utf16le'),
      },
      'Außer Betrieb',
    ],
    [
      'in UTF-16 that says so itself',
      { headers: { 'Content-Type': 'text/plain' }, body: Buffer.from('\uFEFFAußer Betrieb', 'utf16le') },
      'Außer Betrieb',
    ],
    [
      'in a charset that does not exist',
      { headers: { 'Content-Type': 'text/plain; charset=klingon' }, body: 'Außer Betrieb' },
      'Außer Betrieb',
    ],
    ['after a byte order mark', { body: '\uFEFF{"title":"Marked"}' }, 'Marked'],
  ] as const)
    it(`reach the person: ${what}`, async () => {
      const failure = await failureOf({ status: 400, ...given });
      assert.equal(failure.message, message);
    });

  it('are never a page or endless', async () => {
    const page = { headers: { 'Content-Type': 'text/html' }, body: '<h1>Nginx</h1>' };
    assert.equal((await failureOf({ status: 500, ...page })).message, 'HTTP 500');
    const long = await failureOf({ status: 500, body: { title: 'x'.repeat(10_000) } });
    assert.ok(long.message.length <= 500);
    let deep: object = { title: 'deepest' };
    for (let depth = 0; depth < 1000; depth += 1) deep = { error: deep };
    await failureOf({ status: 500, body: deep });
  });

  for (const [status, errorCode, reason] of [
    [400, 9010, 'forbidden'],
    [404, 9010, 'forbidden'],
    [500, 9010, 'forbidden'],
    [500, '9010', 'forbidden'],
    [400, 9001, 'notFound'],
    [500, 9001, 'notFound'],
    [500, 9999, 'server'],
  ] as const)
    it(`with code ${errorCode} and status ${status} mean ${reason}, and a refused write was none`, async () => {
      const failure = await failureOf({ status, body: { title: 'no', errorCode } }, true);
      assert.equal(failure.reason, reason);
      assert.equal(failure.outcomeUnknown, status === 500 && errorCode === 9999);
    });

  for (const [what, given, reason] of [
    ['a repository that is not reachable', { title: NO_CONNECTION, errorCode: 9528 }, 'noRepository'],
    ['the same without a code', { title: NO_CONNECTION }, 'noRepository'],
    ['the same as a detail', { title: 'Error', detail: NO_CONNECTION, errorCode: 9030 }, 'noRepository'],
    ['the same in a header', undefined, 'noRepository'],
    ['an entry', { title: 'Entry not found. [9001]', errorCode: 9001 }, 'notFound'],
    ['an entry, without a code', { title: 'Error: Entry not found.' }, 'notFound'],
    [
      'an address that the web server does not know',
      { type: 'https://tools.ietf.org/html/rfc7231#section-6.5.4', title: 'Not Found', status: 404 },
      'unexpectedAnswer',
    ],
  ] as const satisfies readonly (readonly [string, object | undefined, ApiErrorReason])[])
    it(`with 404 are about ${what}: ${reason}`, async () => {
      const headers = { 'X-APIServer-Error': encodeURIComponent(NO_CONNECTION) };
      const failure = await failureOf({ status: 404, ...(given ? { body: given } : { headers, body: '' }) });
      assert.equal(failure.reason, reason);
    });

  for (const [what, given, gone] of [
    ['an empty body', { body: '' }, false],
    ['an empty object', { body: {} }, false],
    ['a text of the web server', { headers: { 'Content-Type': 'text/plain' }, body: 'Not Found' }, false],
    [
      'a text of a gateway',
      { headers: { 'Content-Type': 'text/plain' }, body: 'default backend - 404' },
      false,
    ],
    ['a problem of a gateway', { body: { message: 'no Route matched with those values' } }, false],
    [
      'a problem of the web framework',
      { body: { Message: 'No HTTP resource was found that matches it.' } },
      false,
    ],
    ['another code', { body: { title: 'The Laserfiche Server is unavailable.', errorCode: 9030 } }, false],
    ['an answer of the API without a reason', { body: { title: 'Nothing here.', operationId: 'op' } }, false],
    ['a page of a web server', { headers: TEXT, body: '404 page not found\n' }, false],
    ['a page in other words', { headers: TEXT, body: 'The page you requested was not found.' }, false],
    [
      'an address with the word in it',
      { headers: TEXT, body: 'Cannot GET /v1/Repositories/r/Entries/10' },
      false,
    ],
    [
      'the address of the web framework',
      {
        body: {
          Message: "No HTTP resource was found that matches the request URI 'https://h/r/Entries/10'.",
        },
      },
      false,
    ],
    [
      'a path that a gateway does not know',
      { body: { title: 'Not Found', detail: 'The requested path /v1/Entries/10 was not found.' } },
      false,
    ],
    [
      'a segment of OData',
      { body: { error: { message: "Resource not found for the segment 'Entries'." } } },
      false,
    ],
    ['a file of a web server', { headers: TEXT, body: 'File or document not found.' }, false],
    [
      'a service with such a name',
      { body: { title: 'The document server is unavailable.', errorCode: 9030 } },
      false,
    ],
    ['the repository of an entry', { body: { title: 'The repository of the entry was not found.' } }, false],
    ['the status as a code', { body: { code: 404, message: 'Not Found' } }, false],
    ['the code of an entry', { body: { title: 'Nicht gefunden', errorCode: 9001 } }, true],
    ['the code in the words beside a 0', { body: { title: 'Nicht gefunden [9001]', errorCode: 0 } }, true],
    ['the code in a header', { headers: { 'X-APIServer-Error': 'Weg.%20%5B9001%5D' }, body: '' }, true],
    ['the code in a text', { headers: TEXT, body: 'Weg [9001]' }, true],
    ['a folder', { body: { title: 'Error: Folder not found.' } }, true],
    [
      'an entry that could not be found',
      { body: { title: 'The specified entry could not be found.' } },
      true,
    ],
    ['no entry', { body: { title: 'Error', detail: 'No entry with id 10 exists.' } }, true],
    ['an entry of a repository', { body: { title: 'Entry 10 of repository r was not found.' } }, true],
    ['a link type', { body: { title: 'Nein.', errorCode: 7530 } }, true],
    ['the code in the words', { body: { title: 'Nicht gefunden. [9001]' } }, true],
    ['words of an entry', { body: { title: 'The entry does not exist.' } }, true],
  ] as const)
    it(`with 404 and ${what} ${gone ? 'say' : 'do not say'} that an entry is gone`, async () => {
      assert.equal(isGone(await failureOf({ status: 404, ...given })), gone);
    });

  for (const [what, given, reason] of [
    ['a page of a web server', { headers: TEXT, body: '404 page not found\n' }, 'unexpectedAnswer'],
    ['the status as a code', { body: { code: 404, message: 'Not Found' } }, 'unexpectedAnswer'],
    [
      'another code',
      { body: { title: 'The document server is unavailable.', errorCode: 9030 } },
      'noRepository',
    ],
    ['the id of an operation alone', { headers: { 'X-RequestId': 'op' }, body: '' }, 'notFound'],
  ] as const satisfies readonly (readonly [string, Given, ApiErrorReason])[])
    it(`with 404 and ${what} mean ${reason}`, async () => {
      assert.equal((await failureOf({ status: 404, ...given })).reason, reason);
    });

  it('that refuse a link type, a link or a password wrote nothing, whatever the status', async () => {
    for (const errorCode of [7530, 9095, 9528]) {
      const failure = await failureOf({ status: 500, body: { title: 'no', errorCode } }, true);
      assert.equal(failure.outcomeUnknown, false, String(errorCode));
    }
  });

  it('of a 405 that is not WebDAV’s blame nobody for it', async () => {
    const allows = await failureOf({ status: 405, headers: { Allow: 'GET, PUT' }, body: '' }, true);
    assert.equal(allows.blockedBy, undefined);
    const problem = await failureOf({ status: 405, body: { title: 'Not for folders.' } }, true);
    assert.equal(problem.blockedBy, undefined);
  });

  it('of IIS that takes PUT for WebDAV are told as that, and nothing was written', async () => {
    const page = {
      headers: { 'Content-Type': 'text/html', Allow: 'GET, HEAD, OPTIONS, TRACE' },
      body: '<html>',
    };
    const failure = await failureOf({ status: 405, ...page }, true);
    assert.deepEqual([failure.blockedBy, failure.outcomeUnknown], ['webDav', false]);
    assert.equal((await failureOf({ status: 405, ...page })).blockedBy, undefined);
  });

  it('of Windows authentication in front of the API block no password', async () => {
    const headers = { 'WWW-Authenticate': 'Negotiate', 'Content-Type': 'text/html' };
    const { api, calls } = await testRepository(() => ({ status: 401, headers, body: '<html>' }));
    const failure: unknown = await api.getEntry(10).catch((error: unknown) => error);
    assert.ok(ApiError.is(failure, 'unexpectedAnswer'));
    assert.equal(failure.blockedBy, 'windowsAuthentication');
    assert.equal(calls().length, 1);
    const signIn = await testRepository(() => ({ body: {} }), {
      answerToken: () => ({ status: 401, headers: { 'WWW-Authenticate': 'NTLM' }, body: '' }),
    });
    const both = await testRepository(() => ({ body: {} }), {
      answerToken: () => ({
        status: 401,
        headers: { 'WWW-Authenticate': 'Negotiate, Basic realm="Bearer land"' },
        body: { title: 'Wrong.', errorCode: 9528 },
      }),
    });
    const wrong: unknown = await both.api.getEntry(10).catch((error: unknown) => error);
    assert.ok(ApiError.is(wrong, 'badCredentials'), String(wrong));
    const refused: unknown = await signIn.api.getEntry(10).catch((error: unknown) => error);
    assert.ok(ApiError.is(refused, 'unexpectedAnswer'), String(refused));
  });
});
