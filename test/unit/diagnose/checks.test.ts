import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import type { Probes } from '../../../src/diagnose/checks';
import { chooseProxy } from '../../../src/diagnose/checks/proxyChoice';
import {
  DAY,
  handshake,
  look,
  network,
  NOW,
  probes,
  response,
  systemError,
  TOKEN,
  told,
  tokenOf,
  type Asked,
  type GivenResponse,
} from './support';

const jwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
const refusing = (error: ApiError) => ({ requestToken: () => Promise.reject(error) });

describe('a diagnosis of a good connection', () => {
  it("finds everything in order, and says honestly what it can't tell", async () => {
    const report = await look();
    const outcomes = Object.fromEntries(report.checks.map(({ name, outcome }) => [name, outcome]));
    assert.deepEqual(outcomes, {
      'Base URL': 'ok',
      'Name resolution': 'ok',
      Reachability: 'ok',
      Proxy: 'ok',
      'TLS and certificate': 'ok',
      'Repository API': 'ok',
      Clock: 'ok',
      'Sign-in': 'ok',
      Repository: 'ok',
      'Right to read': 'ok',
      'Link types': 'ok',
      'Right to change links': 'skipped',
      Versions: 'ok',
    });
    assert.match(told(report, 'Right to change links'), /be checked without changing something/);
    assert.match(told(report, 'Sign-in'), /user name and password.*15 minutes/);
  });

  it('asks for nothing that changes anything', async () => {
    const methods = new Set<string>();
    const { transport } = await import('./support').then(({ probes }) => probes());
    await look({
      probes: {
        transport: (url, request) => {
          methods.add(request.method);
          return transport(url, request);
        },
      },
    });
    assert.deepEqual([...methods], ['GET']);
  });
});

/** As VS Code's fetch tells that a proxy opened no way. */
const tunnelError = (status: number) =>
  new TypeError('fetch failed', {
    cause: Object.assign(new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`), {
      code: 'UND_ERR_ABORTED',
    }),
  });

describe('each check', () => {
  const refusedBy = (code: string): Asked => ({
    answers: { '*': systemError(code), '/v1/Repositories': systemError(code) },
  });
  const cases: readonly (readonly [what: string, name: string, asked: Asked, words: RegExp])[] = [
    [
      'an address that is none',
      'Base URL',
      { subject: { baseUrl: 'server' } },
      /^failed: .*looks like https:/,
    ],
    ['an address with credentials', 'Base URL', { subject: { baseUrl: 'https://a:b@server' } }, /^failed/],
    [
      'an address without TLS',
      'Base URL',
      { subject: { baseUrl: 'http://server.example' } },
      /^warning: .*unencrypted/,
    ],
    [
      'an unknown name',
      'Name resolution',
      { ...refusedBy('ENOTFOUND'), probes: { resolve: () => Promise.reject(systemError('ENOTFOUND')) } },
      /^failed: The name server\.example can't be found \(ENOTFOUND\)\. Check the spelling/,
    ],
    [
      'an unknown name that VS Code gets to all the same',
      'Name resolution',
      { probes: { resolve: () => Promise.reject(systemError('ENOTFOUND')) } },
      /^warning: .*proxy of the system/,
    ],
    [
      'a refused port',
      'Reachability',
      {
        ...refusedBy('ECONNREFUSED'),
        probes: { connect: () => Promise.reject(systemError('ECONNREFUSED')) },
      },
      /^failed: server\.example:443 refused the connection.*Check the port/,
    ],
    [
      'a proxy that asks for a sign-in',
      'Proxy',
      {
        ...refusedBy('UND_ERR_ABORTED'),
        network: { proxy: 'http://proxy.example:3128' },
        probes: { tunnel: () => Promise.resolve({ status: 407, asksFor: 'Basic realm="x"' }) },
      },
      /^failed: http:\/\/proxy\.example:3128, from the setting http\.proxy, requires a sign-in.*user:password@ before the host in the setting http\.proxy/,
    ],
    [
      'a proxy with wrong credentials',
      'Proxy',
      {
        ...refusedBy('UND_ERR_ABORTED'),
        network: { environment: { HTTPS_PROXY: 'http://me:canary-proxy@proxy.example:3128' } },
        probes: { tunnel: () => Promise.resolve({ status: 407 }) },
      },
      /^failed: .*does not accept the user name and password given there.*HTTPS_PROXY/,
    ],
    [
      'a proxy that wants Kerberos',
      'Proxy',
      {
        ...refusedBy('UND_ERR_ABORTED'),
        network: { proxy: 'http://proxy.example:3128' },
        probes: { tunnel: () => Promise.resolve({ status: 407, asksFor: 'Negotiate' }) },
      },
      /^failed: .*http\.proxyKerberosServicePrincipal/,
    ],
    [
      'a proxy that forbids the server',
      'Proxy',
      {
        ...refusedBy('UND_ERR_ABORTED'),
        network: { proxy: 'http://proxy.example:3128' },
        probes: { tunnel: () => Promise.resolve({ status: 403 }) },
      },
      /^failed: .*HTTP 403.*allow server\.example/,
    ],
    [
      'a proxy that offers several ways to sign in, Basic among them',
      'Proxy',
      {
        ...refusedBy('UND_ERR_ABORTED'),
        network: { proxy: 'http://proxy.example:3128' },
        probes: {
          tunnel: () => Promise.resolve({ status: 407, asksFor: 'Negotiate, NTLM, Basic realm="a, b c"' }),
        },
      },
      /^failed: .*\(407, Negotiate, NTLM,.* Basic\).*user:password@/,
    ],
    [
      'a proxy that wants what VS Code has not',
      'Proxy',
      {
        ...refusedBy('UND_ERR_ABORTED'),
        network: { proxy: 'http://proxy.example:3128' },
        probes: { tunnel: () => Promise.resolve({ status: 407, asksFor: 'NTLM' }) },
      },
      /^failed: .*\(407, NTLM\)\. VS Code can't sign in that way/,
    ],
    [
      'a proxy whose refusal comes as if the server had answered',
      'Proxy',
      {
        network: { proxy: 'http://proxy.example:3128' },
        answers: {
          '/v1/Repositories': { status: 407, headers: { 'Proxy-Authenticate': 'Digest realm="x"' } },
        },
        probes: { tunnel: () => Promise.resolve({ status: 407, asksFor: 'Digest realm="x", nonce="y z"' }) },
      },
      /^failed: .*\(407, Digest\)/,
    ],
    [
      'a proxy that forbids the server as if the server had answered',
      'Proxy',
      {
        network: { proxy: 'http://proxy.example:3128' },
        answers: { '/v1/Repositories': { status: 403, body: '<html>Forbidden' } },
        probes: { tunnel: () => Promise.resolve({ status: 403 }) },
      },
      /^failed: .*refuses to connect to server\.example:443 \(HTTP 403\)/,
    ],
    [
      'a proxy that asks for a sign-in on the way to a server without TLS',
      'Proxy',
      {
        subject: { baseUrl: 'http://server.example/LFRepositoryAPI' },
        network: { proxy: 'http://proxy.example:3128' },
        answers: { '*': tunnelError(407) },
      },
      /^failed: .*requires a sign-in of its own \(407\)/,
    ],
    [
      'a proxy that forbids a server without TLS',
      'Proxy',
      {
        subject: { baseUrl: 'http://server.example/LFRepositoryAPI' },
        network: { proxy: 'http://proxy.example:3128' },
        answers: { '*': tunnelError(502) },
      },
      /^failed: .*refuses to connect to server\.example:80 \(HTTP 502\)/,
    ],
    [
      'a proxy with a user name alone, which VS Code does not send',
      'Proxy',
      {
        ...refusedBy('UND_ERR_ABORTED'),
        network: { proxy: 'http://me@proxy.example:3128' },
        probes: { tunnel: () => Promise.resolve({ status: 407, asksFor: 'Basic realm="x"' }) },
      },
      /^failed: .*requires a sign-in of its own \(407, Basic\)/,
    ],
    [
      'a proxy of a kind that VS Code does not speak',
      'Proxy',
      {
        network: { proxy: 'socks4://proxy.example:1080' },
        answers: { '*': systemError('UND_ERR_INVALID_ARG') },
      },
      /^failed: socks4:.*gets no connection.*may not support SOCKS proxies.*laserficheLinks\.transport/,
    ],
    [
      'a proxy that is not asked directly and lets nobody through',
      'Proxy',
      {
        network: { proxy: 'socks5://proxy.example:1080', usesFetch: false },
        answers: { '*': new TypeError('fetch failed') },
      },
      /^failed: socks5:.*VS Code gets no connection to the server through it\. Check address and scheme of the proxy in the setting http\.proxy/,
    ],
    [
      'a proxy that is not asked directly and lets VS Code through',
      'Proxy',
      { network: { proxy: 'https://proxy.example' } },
      /^ok: https:\/\/proxy\.example, from the setting http\.proxy; VS Code gets through/,
    ],
    [
      'an untrusted certificate behind a proxy that is not asked directly',
      'TLS and certificate',
      {
        network: { proxy: 'https://proxy.example' },
        answers: { '*': systemError('SELF_SIGNED_CERT_IN_CHAIN') },
      },
      /^failed: The certificate is not trusted \(SELF_SIGNED_CERT_IN_CHAIN\)/,
    ],
    [
      'that no secure connection comes about through a proxy that is not asked directly',
      'Proxy',
      { network: { proxy: 'https://proxy.example' }, answers: { '*': systemError('EPROTO') } },
      /^failed: .*VS Code gets no connection to the server through it \(EPROTO\)/,
    ],
    [
      'a proxy of that kind that is not there',
      'Reachability',
      {
        ...refusedBy('ECONNREFUSED'),
        network: { proxy: 'socks5://proxy.example:1080' },
        probes: { connect: () => Promise.reject(systemError('ECONNREFUSED')) },
      },
      /^failed: proxy\.example:1080 \(the proxy\) refused the connection/,
    ],
    [
      'a proxy that is no address',
      'Proxy',
      { ...refusedBy('ENOTFOUND'), network: { environment: { HTTPS_PROXY: 'http://' } } },
      /^failed: http:\/\/, from the environment variable HTTPS_PROXY, is no address of a proxy\. Write it like/,
    ],
    [
      'a proxy that counts for nothing while fetch has no support',
      'Proxy',
      { network: { fetchSupport: false, environment: { https_proxy: 'http://proxy.example:3128' } } },
      /^warning: None, although the environment variable https_proxy has one: http\.fetchAdditionalSupport is off/,
    ],
    [
      'nothing of a proxy that would not be taken anyway',
      'Proxy',
      {
        subject: { baseUrl: 'https://localhost/LFRepositoryAPI' },
        network: { fetchSupport: false, proxy: 'http://proxy.example:3128' },
      },
      /^ok: None: the setting http\.fetchAdditionalSupport is off/,
    ],
    [
      'proxies that are switched off on purpose',
      'Proxy',
      { network: { fetchSupport: false, proxySupport: 'off', proxy: 'http://proxy.example:3128' } },
      /^ok: None: the setting http\.proxySupport is off/,
    ],
    [
      'a value of http.proxySupport that VS Code does not know',
      'Proxy',
      { network: { proxySupport: 'sometimes', proxy: 'http://proxy.example:3128' } },
      /^warning: None: the setting http\.proxySupport is "sometimes"/,
    ],
    [
      'what excepts a server',
      'Proxy',
      { network: { proxy: 'http://proxy.example:3128', environment: { no_proxy: '.example' } } },
      /^ok: None: server\.example is excepted by the environment variable no_proxy\./,
    ],
    [
      'a remote host that may ask the desktop',
      'Proxy',
      { network: { systemProxy: 'desktop' } },
      /^ok: None .*your own computer is set up for.*http\.useLocalProxyConfiguration/,
    ],
    [
      'a remote host that does not ask the desktop',
      'Proxy',
      { network: { systemProxy: 'notAsked' } },
      /^ok: None .*http\.useLocalProxyConfiguration is off/,
    ],
    [
      'a server that has IPv6 alone, which leads nowhere from here',
      'Reachability',
      {
        ...refusedBy('ENETUNREACH'),
        probes: {
          resolve: () => Promise.resolve(['2001:db8::1', '2001:db8::2']),
          connect: () => Promise.reject(systemError('ENETUNREACH')),
        },
      },
      /^failed: server\.example:443 can't be reached \(ENETUNREACH\)\. It has an address of IPv6 only/,
    ],
    [
      'a server that ends the connection while the certificate is looked at',
      'TLS and certificate',
      {
        ...refusedBy('UND_ERR_SOCKET'),
        probes: { handshake: () => Promise.reject(new Error('The server closed the connection.')) },
      },
      /^failed: The port does not speak TLS, or none that VS Code understands\./,
    ],
    [
      'a self-signed certificate',
      'TLS and certificate',
      {
        ...refusedBy('DEPTH_ZERO_SELF_SIGNED_CERT'),
        probes: { handshake: () => Promise.resolve(handshake({ selfSigned: true }, false)) },
      },
      /^failed: .*signed by itself.*refuses it \(DEPTH_ZERO_SELF_SIGNED_CERT\).*certificates that this system trusts.*http\.systemCertificates is on/,
    ],
    [
      'an unknown authority with system certificates off',
      'TLS and certificate',
      {
        ...refusedBy('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
        network: { systemCertificates: false },
        probes: { handshake: () => Promise.resolve(handshake({}, false)) },
      },
      /^failed: .*not a public authority.*turn the setting http\.systemCertificates on.*NODE_EXTRA_CA_CERTS/,
    ],
    [
      'a proxy that reads what passes',
      'TLS and certificate',
      { probes: { handshake: () => Promise.resolve(handshake({ issuer: 'Zscaler Root CA' }, false)) } },
      /^warning: .*through the certificates of the system.*stands in between/,
    ],
    [
      'an expired certificate',
      'TLS and certificate',
      {
        ...refusedBy('CERT_HAS_EXPIRED'),
        probes: { handshake: () => Promise.resolve(handshake({ validTo: NOW - DAY })) },
      },
      /^failed: .*valid until 2026-02-28.*renew.*it says 2026-03-01/,
    ],
    [
      'a certificate about to expire',
      'TLS and certificate',
      { probes: { handshake: () => Promise.resolve(handshake({ validTo: NOW + 5 * DAY })) } },
      /^warning: .*in 5 days/,
    ],
    [
      'a certificate of another host',
      'TLS and certificate',
      {
        ...refusedBy('ERR_TLS_CERT_ALTNAME_INVALID'),
        probes: { handshake: () => Promise.resolve(handshake({ names: ['other.example'] })) },
      },
      /^failed: .*made for other\.example, not for server\.example/,
    ],
    [
      'no TLS to look at',
      'TLS and certificate',
      { subject: { baseUrl: 'http://server.example' } },
      /^skipped/,
    ],
    [
      'a web page',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 200, body: '<html>Welcome' } } },
      /^failed: A web page answered/,
    ],
    [
      'Windows authentication without a page',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 401, headers: { 'WWW-Authenticate': 'Negotiate' } } } },
      /^failed: .*asks for Windows authentication \(401\).*anonymous authentication/,
    ],
    [
      'Windows authentication with a page',
      'Repository API',
      {
        answers: {
          '/v1/Repositories': {
            status: 401,
            headers: { 'WWW-Authenticate': 'NTLM, Basic realm="Bearer land"' },
            body: '<html>',
          },
        },
      },
      /^failed: .*asks for Windows authentication/,
    ],
    [
      'a sign-in that tokens are good for as well',
      'Repository API',
      {
        answers: {
          '/v1/Repositories': { status: 401, headers: { 'WWW-Authenticate': 'Negotiate, Bearer' } },
        },
      },
      /^ok: It answers, and asks for a sign-in/,
    ],
    [
      'a redirect',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 302, headers: { Location: 'https://other.example/x' } } } },
      /^failed: The server redirects to https:\/\/other\.example,/,
    ],
    [
      'nothing there',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 404 } } },
      /^failed: Nothing was found/,
    ],
    [
      'a text that is no API',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 200, body: 'It works!' } } },
      /^failed: Something answered \(HTTP 200\), but not in the way of the Repository API/,
    ],
    [
      'a refusal that is no word of an API',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 400, body: '' } } },
      /^warning: Something answered \(HTTP 400\)/,
    ],
    [
      'a sign-in that is asked for without a word',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 401, body: '' } } },
      /^ok: It answers, and asks for a sign-in/,
    ],
    [
      'an API whose words begin with a mark of their order',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 404, body: '\uFEFF{"title":"No"}' } } },
      /^ok: It answers \(HTTP 404\)/,
    ],
    [
      'a failing server',
      'Repository API',
      { answers: { '/v1/Repositories': { status: 503 } } },
      /^failed: .*503/,
    ],
    [
      'a clock ahead',
      'Clock',
      { subject: { kind: 'serviceApp' }, probes: { now: () => NOW + 300_000 } },
      /^warning: This computer is 5 minutes ahead of the server\. A service app/,
    ],
    ['a clock behind', 'Clock', { probes: { now: () => NOW - 90_000 } }, /^warning: .*9\d seconds behind/],
    [
      'wrong credentials',
      'Sign-in',
      { subject: { signIn: refusing(new ApiError('badCredentials', 'no', { errorCode: 9528 })) } },
      /^failed: .*\(9528\).*Sign In…/,
    ],
    [
      'a refused service app',
      'Sign-in',
      { subject: { kind: 'serviceApp', signIn: refusing(new ApiError('badCredentials', 'no')) } },
      /^failed: .*access key or the service principal key.*Developer Console/,
    ],
    [
      'nobody signed in',
      'Sign-in',
      { subject: { kind: 'person', signIn: refusing(new ApiError('badCredentials', 'no')) } },
      /^failed: Not signed in/,
    ],
    [
      'a repository that is not there',
      'Repository',
      { subject: { repoId: 'r-2', signIn: refusing(new ApiError('notFound', 'no')) } },
      /^failed: The server has no repository "r-2"/,
    ],
    [
      'another repository than those listed',
      'Repository',
      { subject: { repoId: 'r-2' }, answers: { '/Entries/1': { status: 404, body: {} } } },
      /^failed: .*It has r-1\./,
    ],
    [
      'a list kept back',
      'Repository',
      { answers: { '/v1/Repositories': { status: 404, body: {} } } },
      /^ok: r-1\. The server does not list/,
    ],
    [
      'a closed root',
      'Right to read',
      { answers: { '/Entries/1': { status: 403, body: { errorCode: 9010 } } } },
      /^failed: Access to the root folder is denied \(9010\)\. Ask the administrator/,
    ],
    [
      'a root folder that is one page',
      'Right to read',
      {},
      /^ok: The root folder can be read \("Root"\)\. The server sent it as one page, so further pages were not checked/,
    ],
    [
      'a root folder that is not listed',
      'Right to read',
      { answers: { '/children': { status: 404, body: {} } } },
      /^failed: The root folder is there, but the server does not list what it holds/,
    ],
    [
      'a listing that is kept back',
      'Right to read',
      { answers: { '/children': { status: 403, body: {} } } },
      /^failed: Access to the root folder is denied/,
    ],
    ['no link types', 'Link types', { answers: { '/LinkDefinitions': { body: { value: [] } } } }, /^warning/],
    [
      'a read-only connection',
      'Right to change links',
      { subject: { readOnly: 'connection' } },
      /^warning: .*Toggle Read-Only/,
    ],
    [
      'a token that may write',
      'Right to change links',
      { subject: { signIn: tokenOf(jwt({ scope: 'repository.Read repository.Write' })) } },
      /^skipped: The token allows writing/,
    ],
    [
      'a token that may only read',
      'Right to change links',
      { subject: { signIn: tokenOf(jwt({ scope: ['repository.Read'] })) } },
      /^failed: .*lacks the scope/,
    ],
    [
      'a description of the API',
      'Versions',
      {
        answers: {
          '/swagger/v2/swagger.json': {
            body: { info: { title: 'Repository API', version: '2.1' } },
            status: 200,
          },
        },
      },
      /^ok: API V1 \(the one used here\), API V2\. Repository API 2\.1/,
    ],
    ['a server that tells nothing', 'Versions', {}, /^ok: .*does not report its version/],
  ];
  for (const [what, name, asked, words] of cases) {
    it(`tells ${what}`, async () => assert.match(told(await look(asked), name), words));
  }
});

describe('a diagnosis', () => {
  it('skips what a failure makes meaningless, and says which', async () => {
    const report = await look({
      probes: { connect: () => Promise.reject(systemError('ECONNREFUSED')) },
      answers: { '/v1/Repositories': systemError('ECONNREFUSED') },
    });
    assert.match(told(report, 'Reachability'), /^failed/);
    for (const name of ['TLS and certificate', 'Sign-in', 'Right to read', 'Versions'])
      assert.equal(told(report, name), 'skipped: Not checked because "Reachability" failed.');
  });

  it('limits the time of each check', async () => {
    const report = await look({ limitMs: 20, probes: { resolve: () => new Promise(() => undefined) } });
    assert.match(told(report, 'Name resolution'), /^failed: No answer within 0\.02 seconds/);
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    const looking = look({
      signal: controller.signal,
      probes: { resolve: () => new Promise(() => controller.abort()) },
    });
    await assert.rejects(looking, (error: ApiError) => error.reason === 'cancelled');
  });

  it('does not wait for a person to sign in to the proxy', async () => {
    let ended = false;
    const report = await look({
      network: { proxy: 'http://proxy.example:3128' },
      probes: {
        tunnel: () => Promise.resolve({ status: 407, asksFor: 'Basic realm="x"' }),
        transport: (_, { signal }) =>
          new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => {
              ended = true;
              reject(new Error('ended'));
            });
          }),
      },
    });
    assert.match(told(report, 'Proxy'), /^failed: .*407, Basic.*when VS Code asks/);
    assert.ok(ended);
  });

  it('knows that VS Code may be signed in to the proxy already', async () => {
    const report = await look({
      network: { proxy: 'http://proxy.example:3128' },
      probes: { tunnel: () => Promise.resolve({ status: 407 }) },
    });
    assert.match(told(report, 'Proxy'), /^ok: .*VS Code is signed in to it/);
  });

  it('repeats no token, whatever the server does with it', async () => {
    const body = [{ repoId: 'r-1', repoName: `Hello ${TOKEN}` }];
    const report = await look({
      answers: { '/v1/Repositories': { body }, '/Entries/1': { status: 403, body: { title: TOKEN } } },
    });
    assert.ok(!JSON.stringify(report).includes(TOKEN));
    assert.match(told(report, 'Repository'), /left out/);
  });

  it('repeats no password of a proxy', async () => {
    const report = await look({ network: { proxy: 'http://me:canary%40proxy@proxy.example:3128' } });
    assert.match(told(report, 'Proxy'), /^ok: http:\/\/proxy\.example:3128/);
    assert.doesNotMatch(JSON.stringify(report), /canary/);
  });
});

describe('the proxy that VS Code takes', () => {
  const from = (url: string, more: Parameters<typeof network>[0]) => chooseProxy(new URL(url), network(more));
  const proxy = 'http://p.example:3128';
  it('is none to this computer, to exceptions and where it is switched off', () => {
    assert.equal(from('http://127.0.0.1:1', { proxy }).from, 'loopback');
    assert.equal(from('https://a.server.example', { proxy, noProxy: ['server.example'] }).from, 'excepted');
    assert.equal(
      from('https://a.server.example', { proxy, noProxy: ['.server.example:8443'] }).from,
      'setting',
    );
    assert.equal(from('https://s', { proxy, environment: { NO_PROXY: 'x,s:443' } }).from, 'excepted');
    assert.equal(
      from('https://s', { proxy, noProxy: ['y'], environment: { NO_PROXY: 's' } }).from,
      'setting',
    );
    assert.equal(from('https://s', { proxy, noProxy: ['*'] }).from, 'excepted');
    assert.equal(from('https://s', { proxy, proxySupport: 'off' }).from, 'off');
  });

  it("is that of the setting, then of the environment, else the system's", () => {
    const environment = { https_proxy: 'socks5://e.example:1080' };
    assert.equal(from('https://s', { proxy, environment }).shown, proxy);
    assert.deepEqual(from('https://s', { environment }), {
      from: 'environment',
      by: 'https_proxy',
      shown: 'socks5://e.example:1080',
      place: { host: 'e.example', port: 1080 },
    });
    assert.deepEqual(from('https://s', { proxy: 'nonsense' }), { from: 'system' });
  });
});

describe('a second page', () => {
  const base = 'https://server.example/LFRepositoryAPI';
  const path = '/v1/Repositories/r-1/Entries/1/Laserfiche.Repository.Folder/children';
  const row = (id: number) => ({ id, name: `Folder ${id}`, entryType: 'Folder' });
  /** What is told where the server writes this as the next link, and answers the second page so. */
  async function read(nextLink: string, second: GivenResponse | Error = { body: { value: [row(3)] } }) {
    const good = probes();
    const transport: Probes['transport'] = (url, request) => {
      const { pathname, searchParams } = new URL(url);
      if (!pathname.endsWith('/children')) return good.transport(url, request);
      if (searchParams.get('$skip') === null)
        return Promise.resolve(response({ body: { value: [row(2)], '@odata.nextLink': nextLink } }));
      return second instanceof Error ? Promise.reject(second) : Promise.resolve(response(second));
    };
    return told(await look({ probes: { transport } }), 'Right to read');
  }

  for (const nextLink of [
    `${base}${path}?$skip=1`,
    `${base.toUpperCase().replace('HTTPS', 'https')}${path}?$skip=1`,
    `https://server.example:443/lfrepositoryapi${path}?$skip=1`,
    `/LFRepositoryAPI${path}?$skip=1`,
    `children?$skip=1`,
  ])
    it(`is told to be readable where its address is ${nextLink}`, async () => {
      assert.equal(
        await read(nextLink),
        'ok: The root folder can be read ("Root"). Its second page can be read, too.',
      );
    });

  for (const place of [
    'http://server.example/LFRepositoryAPI',
    'https://server.example:8443/LFRepositoryAPI',
    'http://inner:8080/LFRepositoryAPI',
    'https://10.1.2.3/lfrepositoryapi',
  ])
    it(`is told to be read in our own way where the server says ${place}`, async () => {
      assert.equal(
        await read(`${place}${path}?$skip=1`),
        `ok: The root folder can be read ("Root"). Its second page can be read, too: the server says that it is below ${place}, and it is read below ${base} instead.`,
      );
    });

  for (const place of [
    'https://inner',
    'https://server.example/Other',
    'http://inner:8080/a/LFRepositoryAPI',
  ])
    it(`is told not to be read where the server says ${place}`, async () => {
      const words = await read(`${place}${path}?$skip=1`);
      assert.ok(words.startsWith('failed: The first page of the root folder can be read.'), words);
      assert.ok(words.includes(`below ${place}, which is not below ${base}`), words);
    });

  it('is told with its own failure', async () => {
    for (const [second, why] of [
      [{ status: 500, body: {} }, /the server failed/],
      [{ status: 403, body: {} }, /no access|denied/i],
      [{ status: 404, body: {} }, /not found|does not exist|no longer/i],
      [systemError('ECONNREFUSED'), /refused the connection/],
      [{ body: '<html>' }, /does not come from a Laserfiche/],
    ] as const) {
      const words = await read(`${base}${path}?$skip=1`, second);
      assert.match(
        words,
        /^failed: The first page of the root folder can be read, but the second one can't: /,
      );
      assert.match(words, why);
    }
  });

  it('is told without what its query holds', async () => {
    assert.doesNotMatch(
      await read(`http://me:canary@inner/LFRepositoryAPI${path}?$skip=1&session=canary`),
      /canary/,
    );
    assert.doesNotMatch(await read(`http://inner/x?$skip=1&session=canary`), /canary/);
  });
});
