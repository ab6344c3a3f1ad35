import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import {
  createRepositoryApi,
  fetchTransport,
  nodeFetchTransport,
  type ApiErrorReason,
  type Transport,
} from '../../../src/api';
import { rejectsWith } from '../../support/apiError';
import type { Given } from '../../support/httpServer';
import { closeServers, testRepository } from './testRepository';

const transports: readonly [string, Transport][] = [
  ['fetch', fetchTransport],
  ['node-fetch', nodeFetchTransport],
];
const html = { headers: { 'Content-Type': 'text/html' }, body: '<html><body>Bad</body></html>' };
const signIn = { requestToken: () => Promise.resolve({ token: 't', expiresAt: Date.now() + 900_000 }) };

describe('api: failures', () => {
  afterEach(closeServers);

  const statuses: readonly (readonly [number, ApiErrorReason])[] = [
    [400, 'badRequest'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [408, 'timeout'],
    [409, 'conflict'],
    [413, 'tooLarge'],
    [415, 'badRequest'],
    [423, 'locked'],
    [429, 'tooManyRequests'],
    [500, 'server'],
    [503, 'server'],
    [304, 'unexpectedAnswer'],
  ];
  for (const [status, reason] of statuses) {
    it(`${status} is ${reason}`, async () => {
      const { api, calls } = await testRepository(() => ({ status, body: status === 304 ? undefined : {} }));
      const error = await rejectsWith(api.getEntry(1), reason);
      assert.equal(error.status, status);
      assert.equal(error.outcomeUnknown, false);
      assert.equal(calls().length, 1);
    });
  }

  it('reads problem details', async () => {
    const { api } = await testRepository(() => ({
      status: 403,
      headers: { 'Content-Type': 'application/problem+json' },
      body: { title: 'Access denied', detail: 'No rights. [9010]', errorCode: 9010, operationId: 'op-1' },
    }));
    const error = await rejectsWith(api.getEntry(1), 'forbidden');
    assert.equal(error.message, 'Access denied: No rights. [9010]');
    assert.equal(error.errorCode, 9010);
    assert.equal(error.operationId, 'op-1');
  });

  it('takes the operation id from a header when the body has none', async () => {
    const { api, exchanges } = await testRepository(() => ({
      status: 500,
      headers: { 'X-RequestId': 'op-2' },
      body: 'no JSON',
    }));
    const error = await rejectsWith(api.getEntry(1), 'server');
    assert.equal(error.operationId, 'op-2');
    assert.equal(error.message, 'no JSON');
    assert.equal(exchanges.at(-1)?.operationId, 'op-2');
  });

  it('reads Retry-After in seconds and as a date', async () => {
    const secondsOf = async (header: string, date: string) => {
      const headers = { 'Retry-After': header, Date: date };
      const { api } = await testRepository(() => ({ status: 429, headers }));
      return (await rejectsWith(api.getEntry(1), 'tooManyRequests')).retryAfterSeconds;
    };
    // A server's date counts by the server's clock: this one is a year behind, or ahead.
    for (const year of [2020, 2040]) {
      const now = Date.UTC(year, 0, 1);
      const at = (seconds: number) => new Date(now + seconds * 1000).toUTCString();
      assert.equal(await secondsOf('7', at(0)), 7);
      assert.equal(await secondsOf(at(60), at(0)), 60);
      assert.equal(await secondsOf(at(-60), at(0)), 0);
      assert.equal(await secondsOf('soon', at(0)), undefined);
    }
    const byOurs = await secondsOf(new Date(Date.now() + 60_000).toUTCString(), 'no date');
    assert.ok(byOurs! > 55 && byOurs! <= 60, String(byOurs));
  });

  const odd: readonly (readonly [string, Given])[] = [
    ['a page for people', html],
    ['a page for people with 404', { ...html, status: 404 }],
    ['a page for people with 403', { ...html, status: 403 }],
    ['truncated JSON', { body: '{"id":1,"name":"x' }],
    ['an empty body', {}],
    ['null', { body: 'null' }],
    ['a list', { body: [] }],
    ['an id that is no number', { body: { id: 'one', name: 'x', entryType: 'Folder' } }],
    ['an id with a fraction', { body: { id: 1.5, name: 'x', entryType: 'Folder' } }],
    ['nothing but an id', { body: { id: 1 } }],
  ];
  for (const [what, given] of odd) {
    it(`${what} is an unexpected answer`, async () => {
      const { api } = await testRepository(() => given);
      await rejectsWith(api.getEntry(1), 'unexpectedAnswer');
    });
  }

  it('says what was missing, and never quotes the answer', async () => {
    const { api } = await testRepository(({ url }) =>
      url.endsWith('/links')
        ? { body: { value: 'secret-token' } }
        : { body: url.endsWith('2') ? { id: 'secret-token', name: 'x' } : 'secret-token' },
    );
    const { message } = await rejectsWith(api.getEntry(2), 'unexpectedAnswer');
    assert.equal(message, 'answer.id is not an integer');
    assert.equal(
      (await rejectsWith(api.getLinks(1), 'unexpectedAnswer')).message,
      'answer.value is not a list',
    );
    assert.doesNotMatch((await rejectsWith(api.getEntry(1), 'unexpectedAnswer')).message, /secret/);
  });

  it('a link property that is no text shows as one, and is told: it could not be written back as it was', async () => {
    const odd = (linkProperties: unknown) => ({ sourceId: 1, targetId: 2, linkProperties });
    const told = [
      { a: 1, b: null, c: 'x', d: ['y'] },
      JSON.parse('{ "__proto__": null, "": false }') as unknown,
      'none',
      { a: 'x' },
      null,
    ];
    const { api } = await testRepository(() => ({ body: { value: told.map(odd) } }));
    const links = await api.getLinks(1);
    assert.deepEqual(
      links.map(({ properties, hasOddProperties }) => [
        properties && Object.entries(properties),
        hasOddProperties,
      ]),
      [
        [Object.entries({ a: '1', b: '', c: 'x', d: '["y"]' }), true],
        [
          [
            ['__proto__', ''],
            ['', 'false'],
          ],
          true,
        ],
        [[['', 'none']], true],
        [[['a', 'x']], undefined],
        [null, undefined],
      ],
    );
  });

  for (const [name, transport] of transports) {
    describe(`over ${name}`, () => {
      it('follows no redirect', async () => {
        const { api, calls } = await testRepository(
          ({ url }, origin) => ({
            status: 302,
            headers: { Location: url.endsWith('/1') ? `${origin}/login` : 'http://127.0.0.1:1/login' },
          }),
          { transport },
        );
        await rejectsWith(api.getEntry(1), 'unexpectedAnswer');
        await rejectsWith(api.getEntry(2), 'foreignOrigin');
        assert.equal(calls().length, 2);
      });

      it('a connection that breaks is a network failure with its cause', async () => {
        const given: Given[] = ['drop', 'cutOff'];
        const { api } = await testRepository(() => given.shift()!, { transport });
        for (const _ of [1, 2]) {
          const error = await rejectsWith(api.getEntry(1), 'network');
          assert.ok(error.cause instanceof Error);
          assert.equal(error.outcomeUnknown, false);
        }
      });

      it('a proxy that wants its own sign-in is a network failure', async () => {
        const { api } = await testRepository(() => ({ ...html, status: 407 }), { transport });
        await rejectsWith(api.getEntry(1), 'network');
      });

      it('a missing answer ends with the deadline', async () => {
        const { api } = await testRepository(() => 'hang', { transport, signIn, timeoutMs: 100 });
        assert.equal((await rejectsWith(api.getEntry(1), 'timeout')).outcomeUnknown, false);
        assert.equal((await rejectsWith(api.assignLinks(1, []), 'timeout')).outcomeUnknown, true);
      });

      it('a signal ends a call under way', async () => {
        const cancel = new AbortController();
        const { api } = await testRepository(
          () => {
            cancel.abort();
            return 'hang';
          },
          { transport },
        );
        const error = await rejectsWith(api.assignLinks(1, [], { signal: cancel.signal }), 'cancelled');
        assert.equal(error.outcomeUnknown, true);
      });

      it('a change that never left is known not to have happened', async () => {
        const baseUrl = `http://127.0.0.1:${await closedPort()}`;
        const retry = { tries: 1 };
        const api = createRepositoryApi({ baseUrl, repoId: 'r', signIn, transport, retry });
        const error = await rejectsWith(api.assignLinks(1, []), 'network');
        assert.equal(error.outcomeUnknown, false);
      });
    });
  }

  const doubtful: readonly (readonly [string, Given, boolean])[] = [
    ['a dropped connection', 'drop', true],
    ['a body cut off', 'cutOff', true],
    ['an answer that is no JSON', html, true],
    ['an answer without links', { body: {} }, true],
    ['502', { ...html, status: 502 }, true],
    ['503', { status: 503 }, true],
    ['504', { status: 504 }, true],
    ['423', { status: 423, body: {} }, false],
    ['400', { status: 400, body: {} }, false],
    ['404 as a page', { ...html, status: 404 }, false],
    ['500', { status: 500 }, true],
    ['524', { status: 524 }, true],
    ['408', { status: 408 }, true],
    ['200 and an empty body', { status: 200, body: '' }, true],
    ['202 and no body', { status: 202, body: '' }, true],
    ['204', { status: 204 }, true],
    ['a redirect', { status: 302, headers: { Location: '/login' } }, true],
    ['a redirect to another server', { status: 303, headers: { Location: 'https://other/' } }, true],
    ['a redirect to nowhere', { status: 303 }, true],
    ['405 as a page', { ...html, status: 405 }, false],
    ['413', { status: 413 }, false],
  ];
  for (const [what, given, unknown] of doubtful) {
    it(`PUT answered with ${what}: outcome ${unknown ? 'unknown' : 'known'}`, async () => {
      const { api } = await testRepository(() => given);
      await assert.rejects(api.assignLinks(1, []), { name: 'ApiError', outcomeUnknown: unknown });
    });
  }

  it('a call with an aborted signal sends nothing', async () => {
    const { api, server } = await testRepository(() => ({ body: {} }));
    const signal = AbortSignal.abort();
    assert.equal((await rejectsWith(api.assignLinks(1, [], { signal }), 'cancelled')).outcomeUnknown, false);
    await rejectsWith(api.getLinks(1, { signal }), 'cancelled');
    assert.equal(server.requests.filter(({ method }) => method !== 'POST').length, 0);
  });
});

/** A port of loopback that nobody listens on: one that was free a moment ago. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
