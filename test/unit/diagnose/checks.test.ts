import assert from 'node:assert/strict';
import { ApiError } from '../../../src/api';
import { chooseProxy } from '../../../src/diagnose/checks/proxyChoice';
import { DAY, handshake, look, network, NOW, systemError, TOKEN, told, tokenOf, type Asked } from './support';

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
      shown: 'socks5://e.example:1080',
    });
    assert.deepEqual(from('https://s', { proxy: 'nonsense' }), { from: 'system' });
  });
});
