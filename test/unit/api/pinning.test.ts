import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  ApiError,
  BaseUrlError,
  createRepositoryApi,
  fetchTransport,
  nodeFetchTransport,
  PasswordSignIn,
  type RepositoryApi,
  type Transport,
} from '../../../src/api';
import { startHttpServer, type Given, type TestServer } from '../../support/httpServer';
import { folder, goodToken } from './testRepository';

/** Addresses that a hostile server may send; O is its own port, E that of the listener that waits for tokens. */
const FOREIGN = [
  'http://localhost:E/x',
  'http://localhost:O/x',
  'http://localhost.:E/x',
  'HTTP://LOCALHOST:E/x',
  '//127.0.0.1:E/x',
  '///127.0.0.1:E/x',
  '\\\\127.0.0.1:E/x',
  '/\\127.0.0.1:E/x',
  'http:\\\\127.0.0.1:E\\x',
  ' \t http://127.0.0.1:E/x',
  'ht\ntp://127.0.0.1:E/x',
  'http://127.0.0.1:0E/x',
  'http://127.0.0.1.:E/x',
  'http://127.1:E/x',
  'http://2130706433:E/x',
  'http://0x7f000001:E/x',
  'http://017700000001:E/x',
  'http://\uFF11\uFF12\uFF17.0.0.1:E/x',
  'http://%31%32%37.0.0.1:E/x',
  'http://[::1]:E/x',
  'http://[::1]:O/x',
  'http://[0:0:0:0:0:0:0:1]:O/x',
  'http://[::ffff:127.0.0.1]:O/x',
  'http://[::ffff:7f00:1]:E/x',
  'http://127.0.0.1:O@127.0.0.1:E/x',
  'http://127.0.0.1:O\t@127.0.0.1:E/x',
  'http://127.0.0.1%3AO@127.0.0.1:E/x',
  'http://user:word@127.0.0.1:O/x',
  'http://user@127.0.0.1:O/x',
  'http://127.0.0.1.evil.example:O/x',
  'http://127.0.0.1-evil.example:O/x',
  'http://evil.example/127.0.0.1:O/x',
  'http://127.0.0.1/x',
  'http://127.0.0.1:O.evil.example/x',
  'https://127.0.0.1:O/x',
  'ftp://127.0.0.1:O/x',
  'ws://127.0.0.1:O/x',
  'blob:http://127.0.0.1:O/x',
  'file:///x',
  'data:application/json,{}',
  'javascript:fetch("http://127.0.0.1:E")',
  'http://',
] as const;

/** Name another host with a path below our base, as a server behind a proxy does: our own host is asked for that. */
const INNER = [
  'http://127.0.0.1:E/LFRepositoryAPI/x',
  'https://inner.example:8443/lfrepositoryapi/x?$skip=100',
  '//127.0.0.1:E/LFRepositoryAPI/x',
  'http://[::1]:E/LFREPOSITORYAPI/x',
  'http://127.0.0.1:E/a/../LFRepositoryAPI/%2e/x',
  'http://127.0.0.1:E/%4CFRepositoryAPI/x#@127.0.0.1:E',
] as const;

/** Look like another place, and are this one. */
const OWN = [
  'HTTP://127.0.0.1:O/LFRepositoryAPI/x',
  'http://127.0.0.1.:O/LFRepositoryAPI/x',
  'http://127.1:O/LFRepositoryAPI/x',
  'http://127.0.0.1:O\\@127.0.0.1:E/x',
  'http://127.0.0.1:O/LFRepositoryAPI/x#@127.0.0.1:E',
  'http://127.0.0.1:O?@127.0.0.1:E/x',
  'http:/127.0.0.1:E/x',
  'http:127.0.0.1:E/x',
] as const;

for (const [name, transport] of Object.entries({ fetchTransport, nodeFetchTransport })) {
  describe(`api: tokens stay with their origin (${name})`, () => {
    let own: TestServer;
    let evil: TestServer;
    let answer: () => Given;
    let answerToken: () => Given = () => goodToken(1);
    before(async () => {
      own = await startHttpServer((request) => (request.url.endsWith('/Token') ? answerToken() : answer()));
      evil = await startHttpServer(() => ({ body: { value: [], ...folder } }));
    });
    after(() => Promise.all([own.close(), evil.close()]));

    const fill = (address: string) =>
      address.replaceAll(/\b0?O\b/g, portOf(own)).replaceAll(/(?<=[:0])E\b/g, portOf(evil));

    /** Names that lead nowhere lead to the other listener, as the one who owns the name could have it. */
    const everywhere: Transport = (url, request) => {
      const target = URL.canParse(url) ? new URL(url) : undefined;
      const isOwn = target?.origin === own.origin && target.protocol === 'http:';
      return transport(isOwn ? url : `${evil.origin}/?${encodeURIComponent(url)}`, request);
    };
    const connect = (baseUrl = `${own.origin}/LFRepositoryAPI`): RepositoryApi =>
      createRepositoryApi({
        baseUrl,
        repoId: 'r-1',
        signIn: new PasswordSignIn({ username: 'anna', password: 'word' }),
        transport: everywhere,
      });
    const nothingCame = (what: string) => assert.deepEqual(evil.requests, [], what);

    /** A call that may fail for one of these reasons only. */
    async function attempt(what: string, call: Promise<unknown>, mustFail: boolean): Promise<void> {
      const failure: unknown = await call.then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure !== undefined) {
        assert.ok(failure instanceof ApiError, what);
        assert.match(failure.reason, /^(foreignOrigin|unexpectedAnswer|notFound)$/, what);
      } else assert.ok(!mustFail, what);
      nothingCame(what);
    }

    for (const [addresses, mustFail] of [
      [FOREIGN, true],
      [OWN, false],
    ] as const) {
      const kind = mustFail ? 'foreign' : 'own';

      it(`next links (${addresses.length} ${kind} ones)`, async () => {
        const api = connect();
        for (const address of addresses.map(fill)) {
          let sent = 0;
          answer = () => ({ body: { value: [], ...((sent += 1) === 1 && { '@odata.nextLink': address }) } });
          await attempt(address, api.getLinks(1), mustFail);
          sent = 1;
          await attempt(address, api.listChildren(1, { next: address }), mustFail);
        }
      });

      it(`redirects (${addresses.length} ${kind} ones), of calls and of token requests`, async () => {
        const api = connect();
        const addressesNow = addresses.map(fill).filter((address) => !/[^\t\x20-\x7e]/.test(address));
        for (const [index, Location] of addressesNow.entries()) {
          const status = [301, 302, 303, 307, 308][index % 5] ?? 302;
          answer = () => ({ status, headers: { Location } });
          await attempt(Location, api.getEntry(1), true);
          await attempt(Location, api.assignLinks(1, []), true);
          answerToken = () => ({ status, headers: { Location } });
          await attempt(Location, connect().getEntry(1), true);
          answerToken = () => goodToken(1);
        }
      });
    }

    it('next links that name another host, with a path below our own base', async () => {
      const api = connect();
      for (const address of INNER.map(fill)) {
        let sent = 0;
        answer = () => ({ body: { value: [], ...((sent += 1) === 1 && { '@odata.nextLink': address }) } });
        const asked = own.requests.length;
        assert.deepEqual(await api.listLinkTypes(), [], address);
        const urls = own.requests.slice(asked).map(({ url }) => url);
        assert.match(urls.at(-1) ?? '', /^\/LFRepositoryAPI\/x(?:\?\$skip=100)?$/, address);
        nothingCame(address);
      }
    });

    it('base URLs that hide another host', async () => {
      answer = () => ({ body: folder });
      for (const address of [
        'http://127.0.0.1:O@127.0.0.1:E/LFRepositoryAPI',
        'http://127.0.0.1:O%2F@127.0.0.1:E',
        'http://anna:word@127.0.0.1:O/LFRepositoryAPI',
        'http://127.0.0.1:O/LFRepositoryAPI?x=http://127.0.0.1:E',
        'http://127.0.0.1:O/LFRepositoryAPI#@127.0.0.1:E',
        'http://127.0.0.1:O\\@127.0.0.1:E',
        'http://127.0.0.1:O/@127.0.0.1:E',
        'http://127.0.0.1:O/http://127.0.0.1:E',
        'http://127.0.0.1:O//127.0.0.1:E',
        'http://127.0.0.1:O/..//127.0.0.1:E',
        'http://127.0.0.1:O/\\127.0.0.1:E',
        'HTTP://127.0.0.1.:O/LFRepositoryAPI',
        'http://127.0.0.1:O:E/',
        'blob:http://127.0.0.1:O/x',
        'ftp://127.0.0.1:O',
        '//127.0.0.1:E',
        'javascript:alert(1)',
      ].map(fill)) {
        try {
          await attempt(address, connect(address).getEntry(1), false);
        } catch (error) {
          assert.ok(error instanceof BaseUrlError, `${address}: ${String(error)}`);
        }
        nothingCame(address);
      }
    });
  });
}

describe('api: tokens stay with their origin, whatever an address is made of', () => {
  const OWN_ORIGIN = 'https://own.example:8443';
  const pieces = fc.constantFrom(
    ...[
      'http:',
      'https:',
      'HTTPS:',
      'blob:',
      '/',
      '//',
      '\\',
      '@',
      '.',
      ':',
      '#',
      '?',
      '%2f',
      '%00',
      ' ',
      '\t',
      '\n',
    ],
    ...[
      'own.example',
      'OWN.EXAMPLE',
      'own.example:8443',
      'own.example.',
      'evil.example',
      '[::1]',
      ':8443',
      ':443',
    ],
    ...['LFRepositoryAPI', '..', '\u3002', '\uFF0F'],
  );

  it('is sent nowhere else', async () => {
    let sent = 0;
    const api = createRepositoryApi({
      baseUrl: `${OWN_ORIGIN}/LFRepositoryAPI`,
      repoId: 'r-1',
      signIn: { requestToken: () => Promise.resolve({ token: 'T', expiresAt: Infinity }) },
      transport: (url, { headers }) => {
        assert.equal(headers['Authorization'], 'Bearer T');
        sent += 1;
        const { origin, protocol } = new URL(url);
        assert.deepEqual([origin, protocol], [OWN_ORIGIN, 'https:'], url);
        return Promise.resolve(new Response(JSON.stringify({ value: [], ...folder })));
      },
    });
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 9 }), async (services) => {
        const address = services.join('');
        await api.listChildren(1, { next: address }).catch((error: unknown) => {
          assert.ok(error instanceof ApiError, address);
        });
      }),
      { numRuns: 2000 },
    );
    assert.ok(sent > 0, 'no address was own: the test shows nothing');
  });
});

function portOf({ origin }: TestServer): string {
  return new URL(origin).port;
}
