// What VS Code's own network does with certificates and proxies, and what we say of it.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import {
  createRepositoryApi,
  fetchTransport,
  nodeFetchTransport,
  PasswordSignIn,
  type Transport,
} from '../../src/api';
import { chooseProxy } from '../../src/diagnose/checks/proxyChoice';
import { diagnose, networkSettings } from '../../src/diagnose/diagnose';
import { realProbes } from '../../src/diagnose/probes';
import type { DiagnosisReport } from '../../src/diagnose/report';
import { describeFailure } from '../../src/ui/messages/describeError';
import { startProxy, type ProxyOptions } from '../support/proxy';
import { startSocksProxy } from '../support/socksProxy';
import { makeCertificate, startTlsServer, type TlsServer } from '../support/tls';

/** The part of VS Code's own agent that it gives to everybody. */
interface ProxyAgent {
  readonly resolveProxyURL: (url: string) => Promise<string | undefined>;
}

/** VS Code treats 127.0.0.1 as itself: no proxy leads there. */
const HOST = '127.0.0.2';
const CANARY = 'canary-proxy-0b77';

describe("VS Code's own network", () => {
  let server: TlsServer;
  const signIn = new PasswordSignIn({ username: 'demo', password: 'canary-pass-92d1' });
  const baseUrl = () => `https://${HOST}:${server.port}/LFRepositoryAPI`;

  const lookAt = (address = baseUrl(), transport: Transport = fetchTransport): Promise<DiagnosisReport> =>
    diagnose({
      subject: {
        ...{ connectionId: 'c', name: 'N', kind: 'selfHosted', baseUrl: address, repoId: 'r' },
        ...{ signIn, readOnly: false },
      },
      network: networkSettings(transport === nodeFetchTransport ? 'node-fetch' : 'vscode'),
      probes: realProbes(transport),
    });
  const told = ({ checks }: DiagnosisReport, wanted: string) =>
    checks
      .filter(({ name }) => name === wanted)
      .map(({ outcome, found, advice = '' }) => `${outcome}: ${found} ${advice}`)
      .join();
  /** What a person reads where a call fails. */
  const sentence = (address = baseUrl()): Promise<string> =>
    createRepositoryApi({ baseUrl: address, repoId: 'r', signIn, transport: fetchTransport })
      .getEntry(1)
      .then(
        () => 'it worked',
        (error: unknown) => describeFailure(error, 'Could not list \\'),
      );

  /** Changes settings of VS Code's network for a while. */
  async function withHttp<T>(changes: Readonly<Record<string, unknown>>, work: () => Promise<T>): Promise<T> {
    const http = () => vscode.workspace.getConfiguration('http');
    for (const [name, value] of Object.entries(changes))
      await http().update(name, value, vscode.ConfigurationTarget.Global);
    try {
      return await work();
    } finally {
      for (const name of Object.keys(changes))
        await http().update(name, undefined, vscode.ConfigurationTarget.Global);
    }
  }

  before(async () => {
    server = await startTlsServer(makeCertificate({ name: 'Own server', hosts: [HOST] }), (_, response) => {
      response.writeHead(401, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  after(() => server.close());

  it('refuses a self-signed certificate, and we say what to set', async () => {
    assert.match(
      await sentence(),
      /^Could not list \\: the server's certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)\. Add the authority.*http\.systemCertificates/,
    );
    assert.match(
      told(await lookAt(), 'TLS and certificate'),
      /^failed: .*Certificate of Own server, signed by itself.*certificates that this system trusts/,
    );
  });

  it('refuses an authority that nobody knows, and we name it', async () => {
    const issuer = makeCertificate({ name: 'Our Authority' });
    const other = await startTlsServer(
      makeCertificate({ name: 'Other', hosts: [HOST], issuer }),
      (_, response) => void response.end(),
    );
    try {
      const report = await lookAt(`https://${HOST}:${other.port}`);
      assert.match(told(report, 'TLS and certificate'), /^failed: .*issued by Our Authority/);
    } finally {
      await other.close();
    }
  });

  it('refuses it with http.proxyStrictSSL off as well: we must not advise that', async () => {
    const report = await withHttp({ proxyStrictSSL: false }, async () => {
      assert.match(await sentence(), /not trusted/);
      return lookAt();
    });
    assert.match(told(report, 'TLS and certificate'), /http\.proxyStrictSSL makes no difference/);
  });

  it('takes the proxy that we tell of, by the agent of this VS Code', async () => {
    const agent = createRequire(`${vscode.env.appRoot}/package.json`)('@vscode/proxy-agent') as ProxyAgent;
    const addresses = [
      'https://a.example',
      'https://a.example:8443',
      'http://x.a.example',
      'https://[2001:db8::1]',
    ];
    const told = new Set<string>();
    for (const settings of [
      {},
      { proxy: 'http://p.example:3128' },
      { proxy: 'p.example:3128' },
      { proxy: 'https://p.example' },
      { proxy: 'http://p.example:3128', noProxy: ['*.example', '2001:db8::1'] },
      { proxy: 'http://p.example:3128', noProxy: ['.A.example:8443 ', 'x.a.example:443'] },
      { proxy: 'http://p.example:3128', noProxy: ['*'] },
    ])
      await withHttp(settings, async () => {
        for (const address of addresses) {
          const { shown, from } = chooseProxy(new URL(address), networkSettings());
          const taken = await agent.resolveProxyURL(address);
          assert.equal(shown, taken, JSON.stringify([settings, address, from]));
          told.add(from);
        }
      });
    assert.deepEqual([...told].sort(), ['excepted', 'setting', 'system']);
  });

  describe('with http.proxySupport and http.fetchAdditionalSupport', () => {
    for (const [kind, transport] of [
      ['fetch', fetchTransport],
      ['node-fetch', nodeFetchTransport],
    ] as const)
      for (const settings of [
        ...['off', 'on', 'fallback', 'override', 'sometimes', ''].map((proxySupport) => ({ proxySupport })),
        { fetchAdditionalSupport: false },
      ])
        it(`goes the way that we tell of: ${kind} and ${JSON.stringify(settings)}`, async () => {
          const proxy = await startProxy({ host: '127.0.0.3' });
          try {
            await withHttp({ proxy: `http://127.0.0.3:${proxy.port}`, ...settings }, async () => {
              const request = { method: 'GET', headers: {}, redirect: 'manual' } as const;
              await transport(baseUrl(), request).catch(() => undefined);
              const isTaken = proxy.opened.length > 0;
              const report = await lookAt(baseUrl(), transport);
              const words = told(report, 'Proxy');
              assert.equal(
                /: http:\/\/127\.0\.0\.3:\d+, from the setting http\.proxy/.test(words),
                isTaken,
                words,
              );
              assert.equal(words.includes(': None'), !isTaken, words);
            });
          } finally {
            await proxy.close();
          }
        });
  });

  describe('with http.proxy', () => {
    async function through(
      options: ProxyOptions,
      credentials: string,
    ): Promise<{ report: DiagnosisReport; said: string; opened: number }> {
      const proxy = await startProxy({ host: '127.0.0.3', ...options });
      try {
        const address = `http://${credentials}127.0.0.3:${proxy.port}`;
        return await withHttp({ proxy: address }, async () => {
          const said = await sentence();
          const opened = proxy.opened.length;
          return { report: await lookAt(), said, opened };
        });
      } finally {
        await proxy.close();
      }
    }

    it('goes through a proxy that lets everybody pass', async () => {
      const { report, said, opened } = await through({}, '');
      assert.ok(opened > 0);
      assert.match(said, /not trusted/);
      assert.match(told(report, 'Proxy'), /^ok: http:\/\/127\.0\.0\.3:\d+, from the setting http\.proxy/);
    });

    it('signs in to a proxy with the credentials of the setting', async () => {
      const { report, said, opened } = await through({ credentials: `me:${CANARY}` }, `me:${CANARY}@`);
      assert.ok(opened > 0, said);
      assert.match(told(report, 'Proxy'), /^ok/);
      assert.ok(!JSON.stringify(report).includes(CANARY));
    });

    it('fails at a proxy that wants a sign-in it does not know, and we say where to put it', async () => {
      const { report, said, opened } = await through(
        { credentials: `me:${CANARY}`, asksFor: 'Digest realm="x"' },
        '',
      );
      assert.equal(opened, 0);
      assert.match(said, /^Could not list \\: the proxy asks for a user name and password\. .*http\.proxy/);
      assert.match(told(report, 'Proxy'), /^failed: .*407, Digest/);
    });

    for (const [status, words] of [
      [407, /^failed: .*\(407, Digest\)\. VS Code can't sign in that way/],
      [403, /^failed: .*refuses to connect to 127\.0\.0\.2:\d+ \(HTTP 403\)/],
    ] as const)
      it(`fails with node-fetch at a proxy that answers ${status}, and we don't take that for the server's answer`, async () => {
        const options = status === 407 ? { credentials: 'a:b', asksFor: 'Digest realm="x"' } : { status };
        const proxy = await startProxy({ host: '127.0.0.3', ...options });
        try {
          const report = await withHttp({ proxy: `http://127.0.0.3:${proxy.port}` }, () =>
            lookAt(baseUrl(), nodeFetchTransport),
          );
          assert.match(told(report, 'Proxy'), words);
          assert.match(told(report, 'TLS and certificate'), /^skipped/);
        } finally {
          await proxy.close();
        }
      });

    it('fails at a proxy that wants a sign-in on the way to a server without TLS, and we say so', async () => {
      const plain = createServer((_, response) => void response.writeHead(401).end());
      await new Promise<void>((resolve) => plain.listen(0, HOST, resolve));
      const proxy = await startProxy({ host: '127.0.0.3', credentials: 'a:b', asksFor: 'Digest realm="x"' });
      try {
        const { port } = plain.address() as AddressInfo;
        const report = await withHttp({ proxy: `http://127.0.0.3:${proxy.port}` }, () =>
          lookAt(`http://${HOST}:${port}/LFRepositoryAPI`),
        );
        assert.match(told(report, 'Proxy'), /^failed: .*requires a sign-in of its own \(407\)/);
      } finally {
        await proxy.close();
        plain.close();
      }
    });

    for (const scheme of ['socks5', 'socks5h', 'socks'])
      for (const [kind, transport] of [
        ['fetch', fetchTransport],
        ['node-fetch', nodeFetchTransport],
      ] as const)
        it(`goes through a proxy of ${scheme} by ${kind} or not, and we say so`, async () => {
          const proxy = await startSocksProxy('127.0.0.3');
          try {
            const report = await withHttp({ proxy: `${scheme}://127.0.0.3:${proxy.port}` }, () =>
              lookAt(baseUrl(), transport),
            );
            const isThrough = proxy.opened() > 0;
            const words = told(report, 'Proxy');
            assert.match(
              words,
              isThrough ? /^ok: socks5?h?:.*http\.proxy\. $/ : /^failed: .*node-fetch", which supports them/,
            );
            if (kind === 'node-fetch') assert.ok(isThrough, words);
          } finally {
            await proxy.close();
          }
        });

    for (const scheme of ['socks5', 'socks', 'socks4', 'https'])
      it(`fails at a proxy of ${scheme} that is none, and we say which`, async () => {
        const gone = await startProxy({ host: '127.0.0.3' });
        const address = `${scheme}://127.0.0.3:${gone.port}`;
        const there = await withHttp({ proxy: address }, () => lookAt());
        await gone.close();
        const away = await withHttp({ proxy: address }, () => lookAt());
        assert.match(told(there, 'Proxy'), /^failed: .*VS Code gets no connection to the server through it/);
        assert.match(
          told(away, 'Reachability'),
          /^failed: 127\.0\.0\.3:\d+ \(the proxy\) refused the connection/,
        );
      });

    it('fails at a proxy that is not there, and we say so', async () => {
      const gone = await startProxy({ host: '127.0.0.3' });
      await gone.close();
      const report = await withHttp({ proxy: `http://127.0.0.3:${gone.port}` }, () => lookAt());
      assert.match(
        told(report, 'Reachability'),
        /^failed: 127\.0\.0\.3:\d+ \(the proxy\) refused the connection.*Check the proxy in the setting http\.proxy/,
      );
    });
  });
});
