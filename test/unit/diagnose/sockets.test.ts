import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fetchTransport, PasswordSignIn } from '../../../src/api';
import type { Subject } from '../../../src/diagnose/checks';
import { diagnose } from '../../../src/diagnose/diagnose';
import { realProbes } from '../../../src/diagnose/probes';
import { QUIRK_NAMES, startSandbox, type Sandbox } from '../../../src/sandbox';
import { startHttpServer, type Given } from '../../support/httpServer';
import { startProxy } from '../../support/proxy';
import { makeCertificate, startTlsServer, type CertificateWish } from '../../support/tls';
import { network, subject, told, tokenOf } from './support';

const HOST = '127.0.0.2';
const CANARY = 'canary-password-51e0';

const lookAt = (more: Partial<Subject>, settings: Parameters<typeof network>[0] = {}) =>
  diagnose({
    subject: subject({ signIn: { requestToken: () => tokenOf().requestToken({} as never) }, ...more }),
    network: network(settings),
    probes: realProbes(fetchTransport),
  });

describe('a diagnosis over real sockets', () => {
  const refuse = (_: IncomingMessage, response: ServerResponse) => {
    response.writeHead(401, { 'Content-Type': 'application/json' }).end('{}');
  };

  /** Looks at an HTTPS server that shows such a certificate. */
  async function lookAtCertificate(
    wish: CertificateWish,
    settings: Parameters<typeof network>[0] = {},
    chained = false,
  ) {
    const made = makeCertificate(wish);
    const chain = chained && wish.issuer ? [wish.issuer] : [];
    const server = await startTlsServer(made, refuse, { chain });
    try {
      return await lookAt({ baseUrl: `https://${HOST}:${server.port}/LFRepositoryAPI` }, settings);
    } finally {
      await server.close();
    }
  }

  it('tells a refused port', async () => {
    const server = await startHttpServer(() => ({}));
    await server.close();
    const report = await lookAt({ baseUrl: server.origin });
    assert.match(
      told(report, 'Reachability'),
      /^failed: 127\.0\.0\.1:\d+ refused the connection.*ECONNREFUSED/,
    );
  });

  it('tells a name that nobody knows', async () => {
    const report = await lookAt({ baseUrl: 'https://no-such-host.invalid/LFRepositoryAPI' });
    assert.match(told(report, 'Name resolution'), /^failed: The name no-such-host\.invalid can't be found/);
  });

  it('tells a self-signed certificate', async () => {
    const report = await lookAtCertificate({ name: 'The server', hosts: [HOST] });
    assert.match(
      told(report, 'TLS and certificate'),
      /^failed: TLS 1\.3\. Certificate of The server, signed by itself; valid until \d{4}-.*DEPTH_ZERO_SELF_SIGNED_CERT.*certificates that this system trusts/,
    );
    assert.match(told(report, 'Repository API'), /^skipped/);
  });

  for (const chained of [false, true]) {
    it(`tells an unknown authority${chained ? ' that the server shows, too' : ''}`, async () => {
      const issuer = makeCertificate({ name: 'Our Authority' });
      const report = await lookAtCertificate({ name: 'The server', hosts: [HOST], issuer }, {}, chained);
      assert.match(
        told(report, 'TLS and certificate'),
        /^failed: .*issued by Our Authority, which is not a public authority.*\((UNABLE|SELF)\w+\)/,
      );
    });
  }

  it('tells an expired certificate', async () => {
    const report = await lookAtCertificate({ name: 'Old', hosts: [HOST], days: -3 });
    assert.match(told(report, 'TLS and certificate'), /^failed: .*CERT_HAS_EXPIRED.*renew the certificate/);
  });

  it('tells whom a certificate of another host is made for', async () => {
    const report = await lookAtCertificate({ name: 'Other', hosts: ['other.example'] });
    const { certificate, publicAuthority } = await seen({
      name: 'Other',
      hosts: ['other.example', '10.0.0.1'],
    });
    assert.match(
      told(report, 'TLS and certificate'),
      /^failed: .*made for other\.example, not for 127\.0\.0\.2\./,
    );
    assert.deepEqual(certificate.names, ['other.example', '10.0.0.1']);
    assert.equal(publicAuthority, false);
  });

  async function seen(wish: CertificateWish) {
    const server = await startTlsServer(makeCertificate(wish), refuse);
    try {
      const signal = new AbortController().signal;
      return await realProbes(fetchTransport).handshake({ host: HOST, port: server.port }, undefined, signal);
    } finally {
      await server.close();
    }
  }

  it('tells a port without TLS', async () => {
    const server = await startHttpServer(() => ({}));
    const report = await lookAt({ baseUrl: server.origin.replace('http:', 'https:') });
    await server.close();
    assert.match(told(report, 'TLS and certificate'), /^failed: The port does not speak TLS/);
  });

  describe('through a proxy', () => {
    const through = async (options: Parameters<typeof startProxy>[0], credentials = '') => {
      const proxy = await startProxy(options);
      const server = await startTlsServer(makeCertificate({ name: 'Behind', hosts: [HOST] }), refuse);
      try {
        const report = await lookAt(
          { baseUrl: `https://${HOST}:${server.port}` },
          { proxy: `http://${credentials}127.0.0.2:${proxy.port}` },
        );
        return { report, proxy };
      } finally {
        await server.close();
        await proxy.close();
      }
    };

    it('looks at the certificate behind it', async () => {
      const { report, proxy } = await through({});
      assert.match(told(report, 'Proxy'), /^ok: .*connects to the server/);
      assert.match(told(report, 'TLS and certificate'), /Certificate of Behind, signed by itself/);
      assert.equal(proxy.opened.length, 2);
    });

    it('tells that it asks for a sign-in', async () => {
      const { report } = await through({ credentials: `me:${CANARY}` });
      assert.match(
        told(report, 'Proxy'),
        /^failed: .*407, Basic.*user:password@ before the host in the setting http\.proxy/,
      );
    });

    it('passes with the credentials of the setting, and repeats them nowhere', async () => {
      const { report, proxy } = await through({ credentials: `me:${CANARY}` }, `me:${CANARY}@`);
      assert.match(told(report, 'Proxy'), /^ok/);
      assert.equal(proxy.refused(), 0);
      assert.ok(!JSON.stringify(report).includes(CANARY));
    });

    it('tells one that closes the connection', async () => {
      const { report } = await through({ status: 502 });
      assert.match(told(report, 'Proxy'), /^failed: .*HTTP 502/);
    });
  });

  describe('with a server that answers', () => {
    const answering = async (answer: Given) => {
      const server = await startHttpServer(() => answer);
      try {
        return await lookAt({ baseUrl: `${server.origin}/LFRepositoryAPI` });
      } finally {
        await server.close();
      }
    };

    it('tells a web page', async () => {
      const report = await answering({ headers: { 'Content-Type': 'text/html' }, body: '<html></html>' });
      assert.match(told(report, 'Repository API'), /^failed: A web page answered \(HTTP 200\)/);
    });

    it('tells a clock that is wrong', async () => {
      const report = await answering({
        status: 401,
        headers: { Date: 'Mon, 05 Jan 2026 00:00:00 GMT' },
        body: {},
      });
      assert.match(
        told(report, 'Clock'),
        /^warning: This computer is [\d,]+ hours (ahead of|behind) the server/,
      );
    });

    it('tells a token that is refused', async () => {
      const report = await answering({ status: 401, body: {} });
      assert.match(told(report, 'Repository'), /^failed: The sign-in has expired/);
    });
  });

  describe('of the sandbox', () => {
    let sandbox: Sandbox;
    const received: string[] = [];
    before(async () => {
      sandbox = await startSandbox({ onRequest: ({ method, path }) => received.push(`${method} ${path}`) });
    });
    after(() => sandbox.close());
    const lookAtIt = ({
      password = sandbox.password,
      repoId = sandbox.repoId,
    }: { password?: string; repoId?: string } = {}) =>
      lookAt({
        baseUrl: sandbox.baseUrl,
        repoId,
        signIn: new PasswordSignIn({ username: sandbox.username, password }),
      });

    it('finds nothing wrong, and writes nothing', async () => {
      const report = await lookAtIt();
      assert.deepEqual(
        report.checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning'),
        [],
      );
      assert.deepEqual(
        received.filter((request) => !request.startsWith('GET ') && !request.endsWith('/Token')),
        [],
      );
    });

    it('finds nothing wrong with a server as servers in the field are', async () => {
      for (const quirk of QUIRK_NAMES) {
        sandbox.setBehaviour({ quirks: [quirk] });
        const wrong = (await lookAtIt()).checks.filter(({ outcome }) => outcome === 'failed');
        assert.deepEqual(wrong, [], quirk);
      }
      sandbox.setBehaviour({ quirks: [] });
    });

    for (const [quirk, place] of [
      ['nextLinkInnerHost', 'http://lf-inner:8080/LFRepositoryAPI'],
      ['nextLinkOtherPort', 'https://127.0.0.1:1/LFRepositoryAPI'],
    ] as const)
      it(`tells the addresses that the server writes under ${quirk}, and that its second page can be read`, async () => {
        sandbox.setBehaviour({ quirks: [quirk] });
        const words = told(await lookAtIt(), 'Right to read');
        sandbox.setBehaviour({ quirks: [] });
        assert.match(words, /^ok: .*Its second page can be read, too: the server says/);
        assert.ok(words.includes(`below ${place}, and it is read below ${sandbox.baseUrl} instead`), words);
      });

    it('tells a wrong password, without repeating it', async () => {
      const report = await lookAtIt({ password: CANARY });
      assert.match(told(report, 'Sign-in'), /^failed: .*user name and password \(9528\)/);
      assert.ok(!JSON.stringify(report).includes(CANARY));
    });

    it('tells a wrong repository', async () => {
      const report = await lookAtIt({ repoId: 'r-none' });
      assert.match(told(report, 'Sign-in'), /^skipped/);
      assert.match(told(report, 'Repository'), /^failed: The server has no repository "r-none"/);
    });
  });
});
