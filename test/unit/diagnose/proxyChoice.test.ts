import assert from 'node:assert/strict';
import { createProxyResolver, LogLevel } from '@vscode/proxy-agent';
import { chooseProxy } from '../../../src/diagnose/checks/proxyChoice';
import { network } from './support';

const PROXY = 'http://p.example:3128';
const quiet = () => undefined;

/** What VS Code's own agent takes to an address: an address, or undefined for none. */
function ofVsCode(url: string, { proxy, noProxy, environment }: ReturnType<typeof network>) {
  const { resolveProxyURL } = createProxyResolver({
    resolveProxy: () => Promise.resolve(undefined),
    getProxyURL: () => proxy || undefined,
    getProxySupport: () => 'override',
    getNoProxyConfig: () => [...noProxy],
    isAdditionalFetchSupportEnabled: () => true,
    addCertificatesV1: () => false,
    addCertificatesV2: () => false,
    loadAdditionalCertificates: () => Promise.resolve([]),
    log: { trace: quiet, debug: quiet, info: quiet, warn: quiet, error: quiet },
    getLogLevel: () => LogLevel.Off,
    proxyResolveTelemetry: quiet,
    isUseHostProxyEnabled: () => false,
    env: { ...environment },
  } as unknown as Parameters<typeof createProxyResolver>[0]);
  return resolveProxyURL(url);
}

const NAMES = ['a.example', '.a.example', 'example', '.example', 'A.EXAMPLE', ' a.example ', 'a.example.'];
const STARS = ['*', ' * ', 'a.example, *', '* ,a.example', '*.example', 'a.*', '*a.example', '**', '*:443'];
const PORTS = ['a.example:443', 'a.example:8443', '.example:443', 'a.example:', ':443', 'a.example:443:1'];
const LISTS = [
  '',
  ' ',
  ',,',
  ',a.example',
  'b.example,a.example',
  'b.example, a.example',
  'b.example a.example',
];
const PLACES = ['10.0.0.0/8', '10.1.2.3', '10.', '2.3', '0.0.0.0', '[2001:db8::1]', '2001:db8::1', '[::1]'];
const OTHERS = [
  'x.a.example',
  'localhost',
  '127.0.0.1',
  'xn--bcher-kva.example',
  'bücher.example',
  '.',
  'http://a.example',
];
/** Exceptions, as a setting and as the variable has them. */
const EXCEPTIONS = [...NAMES, ...STARS, ...PORTS, ...LISTS, ...PLACES, ...OTHERS];

const NAMED = ['https://a.example', 'https://a.example:8443', 'http://a.example', 'https://x.a.example/API'];
const SPELLED = ['https://A.Example', 'https://aa.example', 'https://a.example.', 'https://bücher.example'];
const NUMBERED = [
  'https://10.1.2.3',
  'https://[2001:db8::1]',
  'https://[2001:db8::1]:8443',
  'https://127.0.0.2',
];
const OWN = [
  'https://localhost',
  'http://127.0.0.1:8080',
  'https://[::1]',
  'https://sub.localhost',
  'https://[::ffff:127.0.0.1]',
];
const ADDRESSES = [...NAMED, ...SPELLED, ...NUMBERED, ...OWN];

const HTTP = [
  '',
  PROXY,
  'p.example:3128',
  '//p.example',
  'HTTP://p.example:3128',
  ` ${PROXY} `,
  'https://p.example',
];
const SOCKS = ['socks5', 'socks5h', 'socks4', 'socks4a', 'socks', 'SOCKS5', 'socks5a'].map(
  (scheme) => `${scheme}://p.example:1080`,
);
const WITH_MORE = [
  'http://me:word@p.example:3128',
  'http://me@p.example',
  'http://p.example/path',
  'http://[2001:db8::9]:3128',
];
const WRONG = ['ftp://p.example', 'http://', 'http:p.example', 'nonsense', '://', 'direct://'];
const PROXIES = [...HTTP, ...SOCKS, ...WITH_MORE, ...WRONG];
const ENVIRONMENTS: readonly Readonly<Record<string, string>>[] = [
  {},
  { https_proxy: PROXY },
  { HTTPS_PROXY: PROXY },
  { http_proxy: PROXY },
  { HTTP_PROXY: PROXY },
  { https_proxy: '', HTTPS_PROXY: PROXY },
  { https_proxy: ' ', HTTPS_PROXY: PROXY },
  { https_proxy: 'http://one.example:1', HTTPS_PROXY: 'http://two.example:2' },
  { HTTPS_PROXY: 'http://one.example:1', http_proxy: 'http://two.example:2' },
  { https_proxy: 'nonsense', http_proxy: PROXY },
  { all_proxy: PROXY, ALL_PROXY: PROXY },
];

/** Without credentials, and a port that goes without saying; the agent has one name for all kinds of SOCKS 5 and of SOCKS 4. */
function plain(proxy: string | undefined): string | undefined {
  if (proxy === undefined) return undefined;
  if (!URL.canParse(proxy) || new URL(proxy).hostname === '') return 'nowhere';
  const { protocol, hostname, port } = new URL(proxy);
  if (hostname === 'undefined') return 'nowhere';
  return `${protocol.replace(/^socks5h?:/, 'socks:').replace('socks4:', 'socks4a:')}//${hostname}:${port}`;
}

let compared = 0;

async function agree(url: string, settings: Parameters<typeof network>[0]): Promise<void> {
  const all = network(settings);
  const ours = chooseProxy(new URL(url), all);
  const theirs = await ofVsCode(new URL(url).href, all);
  assert.equal(plain(ours.shown), plain(theirs), JSON.stringify([url, settings, ours.from, theirs]));
  compared += 1;
}

describe('the proxy that a diagnosis tells of', () => {
  after(() => console.log(`      ${compared} cases, each as VS Code's own agent decides it`));

  it("is the one that VS Code's own agent takes, whatever is excepted", async () => {
    for (const url of ADDRESSES)
      for (const exception of EXCEPTIONS) {
        await agree(url, { proxy: PROXY, noProxy: exception.split(',') });
        await agree(url, { proxy: PROXY, noProxy: [exception] });
        await agree(url, { proxy: PROXY, noProxy: [exception], environment: { no_proxy: '*' } });
        await agree(url, { proxy: PROXY, environment: { no_proxy: exception } });
        await agree(url, { proxy: PROXY, environment: { no_proxy: '', NO_PROXY: exception } });
        await agree(url, { proxy: PROXY, environment: { no_proxy: exception, NO_PROXY: '*' } });
        await agree(url, { environment: { https_proxy: PROXY, no_proxy: exception } });
      }
  });

  it('is taken from the same place, and has the same address', async () => {
    for (const url of ['https://a.example', 'http://a.example:8080'])
      for (const proxy of PROXIES)
        for (const environment of ENVIRONMENTS) {
          await agree(url, { proxy, environment });
          await agree(url, { environment: { ...environment, https_proxy: proxy } });
        }
  });

  it('has the name of what decided', () => {
    const by = (more: Parameters<typeof network>[0]) => {
      const choice = chooseProxy(new URL('https://a.example'), network(more));
      return [choice.from, choice.by];
    };
    const environment = { http_proxy: PROXY };
    assert.deepEqual(by({ proxy: PROXY, environment }), ['setting', 'http.proxy']);
    assert.deepEqual(by({ environment }), ['environment', 'http_proxy']);
    assert.deepEqual(by({ environment: { https_proxy: '', HTTPS_PROXY: PROXY } }), [
      'environment',
      'HTTPS_PROXY',
    ]);
    assert.deepEqual(by({ proxy: PROXY, noProxy: ['a.example'] }), ['excepted', 'http.noProxy']);
    assert.deepEqual(by({ environment: { ...environment, NO_PROXY: '*' } }), ['excepted', 'NO_PROXY']);
    assert.deepEqual(by({ proxySupport: 'off' }), ['off', 'http.proxySupport']);
    assert.deepEqual(by({ fetchSupport: false }), ['off', 'http.fetchAdditionalSupport']);
    assert.deepEqual(by({ proxySupport: 'sometimes' }), ['off', 'http.proxySupport']);
    assert.deepEqual(by({ systemProxy: 'notAsked' }), ['none', undefined]);
    assert.deepEqual(by({}), ['system', undefined]);
  });

  for (const proxy of [
    'http://me:canary@p.example',
    'socks5://me:canary@p.example',
    'http://me:canary@p.example:x',
    'http://me:can/ary@p.example',
    'http://me:1234/canary@p.example',
    'http://me:#canary@p.example:80',
    'http://me:?canary@p.example',
    'http://me:can@ary@p.example:80',
  ])
    it(`is never shown with its credentials (${proxy.replace('canary', '…')})`, () => {
      const { shown = '' } = chooseProxy(new URL('https://a.example'), network({ proxy }));
      assert.match(shown, /^(http|socks5):\/\/p\.example(:\w+)?$/);
    });

  it('gets a user name only together with a password, as from VS Code', () => {
    const credentials = (proxy: string) =>
      chooseProxy(new URL('https://a.example'), network({ proxy })).http?.credentials;
    assert.equal(credentials('http://me:a%40b@p.example'), 'me:a@b');
    assert.equal(credentials('http://me@p.example'), undefined);
    assert.equal(credentials('http://:word@p.example'), undefined);
  });
});
