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

/** Exceptions, as a setting and as the variable has them. */
const EXCEPTIONS = [
  ...['*', ' * ', 'a.example, *', '*.example', 'a.*', '*a.example', '**'],
  ...[
    'a.example',
    '.a.example',
    'example',
    '.example',
    'A.EXAMPLE',
    ' a.example ',
    'a.example.',
    'x.a.example',
  ],
  ...['a.example:443', 'a.example:8443', '.example:443', 'a.example:', ':443', ''],
  ...['b.example,a.example', 'b.example, a.example', ',,', '10.0.0.0/8', '10.1.2.3', '10.', '0.0.0.0'],
  ...[
    '[2001:db8::1]',
    '2001:db8::1',
    '[::1]',
    'localhost',
    '127.0.0.1',
    'xn--bcher-kva.example',
    'bücher.example',
  ],
];
const ADDRESSES = [
  ...[
    'https://a.example',
    'https://a.example:8443',
    'http://a.example',
    'https://x.a.example/LFRepositoryAPI',
  ],
  ...[
    'https://10.1.2.3',
    'https://[2001:db8::1]',
    'https://[2001:db8::1]:8443',
    'https://[::ffff:127.0.0.1]',
  ],
  ...[
    'https://localhost',
    'http://127.0.0.1:8080',
    'https://[::1]',
    'https://sub.localhost',
    'https://127.0.0.2',
  ],
  ...['https://bücher.example', 'https://A.Example', 'https://aa.example'],
];
const PROXIES = [
  ...['', PROXY, 'p.example:3128', 'HTTP://p.example:3128', ' http://p.example:3128 ', 'https://p.example'],
  ...[
    'socks5://p.example:1080',
    'socks5h://p.example:1080',
    'socks4a://p.example:1080',
    'socks://p.example:1080',
  ],
  ...['socks5a://p.example:1080', 'ftp://p.example', 'http://me:word@p.example:3128', 'http://', 'nonsense'],
];
const ENVIRONMENTS: readonly Readonly<Record<string, string>>[] = [
  {},
  { https_proxy: PROXY },
  { HTTPS_PROXY: PROXY },
  { http_proxy: PROXY },
  { HTTP_PROXY: PROXY },
  { https_proxy: '', HTTPS_PROXY: PROXY },
  { https_proxy: 'http://one.example:1', HTTPS_PROXY: 'http://two.example:2' },
  { https_proxy: 'nonsense', http_proxy: PROXY },
  { all_proxy: PROXY, ALL_PROXY: PROXY },
];

/** Where both say that a proxy is taken they may write its address differently. */
const isTaken = (proxy: string | undefined): boolean => proxy !== undefined;

async function agree(url: string, settings: Parameters<typeof network>[0]): Promise<void> {
  const all = network(settings);
  const ours = chooseProxy(new URL(url), all);
  const theirs = await ofVsCode(new URL(url).href, all).catch(() => 'an address that is none');
  assert.equal(isTaken(ours.shown), isTaken(theirs), JSON.stringify([url, settings, ours.from, theirs]));
}

describe('the proxy that a diagnosis tells of', () => {
  it(`is the one that VS Code's own agent takes (${EXCEPTIONS.length * ADDRESSES.length * 3} exceptions)`, async () => {
    for (const url of ADDRESSES)
      for (const exception of EXCEPTIONS) {
        await agree(url, { proxy: PROXY, noProxy: exception.split(',') });
        await agree(url, { proxy: PROXY, environment: { no_proxy: exception } });
        await agree(url, { proxy: PROXY, environment: { no_proxy: '', NO_PROXY: exception } });
      }
  });

  it(`is taken from the same place (${PROXIES.length * ENVIRONMENTS.length} settings and environments)`, async () => {
    for (const proxy of PROXIES)
      for (const environment of ENVIRONMENTS) await agree('https://a.example', { proxy, environment });
  });

  it('is never shown with its credentials', () => {
    for (const proxy of [
      'http://me:canary@p.example',
      'socks5://me:canary@p.example',
      'http://me:canary@p.example:x',
    ])
      assert.doesNotMatch(
        chooseProxy(new URL('https://a.example'), network({ proxy })).shown ?? '',
        /canary|me/,
      );
  });
});
