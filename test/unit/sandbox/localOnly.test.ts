import assert from 'node:assert/strict';
import { request } from 'node:http';
import net from 'node:net';
import { isLoopbackHost } from '../../../src/sandbox/http/localOnly';
import { assertProblem, openSandbox, type Json, type SandboxUnderTest } from './support';

const LOCAL = [
  ...[
    '127.0.0.1',
    '127.0.0.1:80',
    '127.255.0.9:49152',
    '[::1]',
    '[::1]:49152',
    'localhost',
    'LocalHost:49152',
  ],
  ...['localhost.', 'localhost.:49152', 'a.localhost', 'my-app.localhost:1', 'a.localhost.', 'localhost:'],
];
const FOREIGN = [
  ...[
    'evil.example',
    'evil.example:49152',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil-localhost',
  ],
  ...[
    'evil.example#.localhost',
    'evil.example/.localhost',
    'evil@localhost',
    'localhost@evil.example',
    '0.0.0.0',
  ],
  ...[
    '10.0.0.1',
    '128.0.0.1',
    '192.168.0.1:80',
    '[::]',
    '[::2]',
    '[fe80::1]',
    '[::1',
    '::1',
    '127.1',
    '127.0.0.1 a',
  ],
  ...[
    '2130706433',
    '0x7f.0.0.1',
    'localhost..',
    '',
    ':80',
    'localhost:1:2',
    'localhost:abc',
    '127.0.0.1, evil.example',
  ],
];

describe('sandbox: kept from web pages', () => {
  let server: SandboxUnderTest;
  let port: number;
  let token: string;

  before(async () => {
    server = await openSandbox();
    port = Number(new URL(server.sandbox.baseUrl).port);
    token = await newToken();
  });
  after(() => server.sandbox.close());

  const form = (fields: Readonly<Record<string, string>>) => new URLSearchParams(fields).toString();
  const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
  const REPOSITORY = '/LFRepositoryAPI/v1/Repositories/r-abc123';

  async function newToken(): Promise<string> {
    const { username, password } = server.sandbox;
    const body = form({ grant_type: 'password', username, password });
    const answer = await ask('POST', `${REPOSITORY}/Token`, { headers: FORM, body });
    return (JSON.parse(answer.text) as Json)['access_token'] as string;
  }

  interface Asked {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  }

  /** Sends any `Host` and `Origin`, as a browser does for the page that it shows. */
  function ask(method: string, path: string, { headers = {}, body }: Asked = {}) {
    return new Promise<{ status: number; headers: Readonly<Record<string, unknown>>; text: string }>(
      (resolve, reject) => {
        const all = { host: `127.0.0.1:${port}`, ...headers };
        request({ host: '127.0.0.1', port, path, method, headers: all, agent: false }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (data: string) => (text += data));
          answer.once('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }),
          );
        })
          .once('error', reject)
          .end(body);
      },
    );
  }

  it('tells names of this machine from all others', () => {
    for (const host of LOCAL) assert.ok(isLoopbackHost(host), host);
    for (const host of FOREIGN) assert.ok(!isLoopbackHost(host), host);
  });

  it('answers at every name of this machine', async () => {
    for (const host of [
      `localhost:${port}`,
      `LOCALHOST:${port}`,
      `localhost.:${port}`,
      `[::1]:${port}`,
      '127.0.0.1',
    ])
      assert.equal((await ask('GET', '/laserfiche', { headers: { host } })).status, 200, host);
  });

  it('refuses any other name before anything else: API, sign-in, pages, what is not there', async () => {
    const authorization = `Bearer ${token}`;
    const before = server.requests.length;
    for (const [method, path] of [
      ['GET', '/laserfiche/DocView.aspx?id=15'],
      ['GET', '/laserfiche/style.css'],
      ['GET', '/oauth/Authorize'],
      ['POST', '/oauth/Authorize'],
      ['POST', '/oauth/Token'],
      ['POST', `${REPOSITORY}/Token`],
      ['GET', `${REPOSITORY}/Entries/1`],
      ['PUT', `${REPOSITORY}/Entries/10/links`],
      ['OPTIONS', `${REPOSITORY}/Entries/10/links`],
      ['GET', '/nothing'],
    ] as const)
      for (const host of [
        'evil.example',
        `evil.example:${port}`,
        `localhost.evil.example:${port}`,
        '0.0.0.0',
      ]) {
        const { status, text, headers } = await ask(method, path, { headers: { host, authorization } });
        assert.equal(status, 421, `${method} ${path} ${host}`);
        assert.match(String(headers['content-type']), /^application\/json/);
        assertProblem({ status, body: JSON.parse(text) as Json, headers: new Headers(), rows: [] }, 421);
        assert.ok(!text.includes('evil'));
      }
    assert.equal(server.requests.length, before);
  });

  it('looks at the host of a whole address as well, and at each of several', async () => {
    assert.equal((await ask('GET', 'http://evil.example/laserfiche')).status, 421);
    assert.equal((await ask('GET', `http://127.0.0.1:${port}/laserfiche`)).status, 200);
    const answers = await raw(`GET /laserfiche HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n`);
    assert.doesNotMatch(answers, /^HTTP\/1\.1 2/);
    assert.doesNotMatch(await raw('GET /laserfiche HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 2/);
  });

  function raw(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = net.connect(port, '127.0.0.1', () => socket.write(text));
      socket.setEncoding('utf8').on('data', (data: string) => {
        answer += data;
        if (answer.includes('\r\n\r\n')) socket.destroy();
      });
      socket.once('error', reject).once('close', () => resolve(answer));
    });
  }

  it('permits no page of another origin to read, and takes nothing from one', async () => {
    const { username, password } = server.sandbox;
    const signIn = { headers: FORM, body: form({ grant_type: 'password', username, password }) };
    for (const origin of [
      ...[
        'https://evil.example',
        'http://localhost:3000',
        `http://127.0.0.1:${port + 1}`,
        'null',
        'vscode-webview://x',
      ],
      ...[`https://127.0.0.1:${port}`, `http://127.0.0.1:${port}.evil.example`, `http://localhost:${port}`],
    ]) {
      const from = (asked: Asked) => ({ ...asked, headers: { ...asked.headers, origin } });
      for (const [method, path, asked] of [
        ['POST', `${REPOSITORY}/Token`, signIn],
        ['POST', '/oauth/Authorize', { headers: FORM, body: form({ decision: 'allow' }) }],
        ['POST', '/oauth/Token', { headers: FORM, body: form({ grant_type: 'client_credentials' }) }],
        ['DELETE', `${REPOSITORY}/Entries/10`, {}],
      ] as const) {
        const answer = await ask(method, path, from(asked));
        assert.equal(answer.status, 403, `${method} ${path} ${origin}`);
        assert.doesNotMatch(answer.text, /access_token/);
      }
      const authorization = `Bearer ${token}`;
      for (const [method, path] of [
        ['GET', `${REPOSITORY}/Entries/1`],
        ['OPTIONS', `${REPOSITORY}/Entries/10/links`],
        ['GET', '/laserfiche'],
      ] as const) {
        const preflight = { 'access-control-request-method': 'PUT' };
        const { headers } = await ask(method, path, from({ headers: { authorization, ...preflight } }));
        assert.deepEqual(
          Object.keys(headers).filter((name) => name.startsWith('access-control')),
          [],
        );
      }
    }
  });

  it('takes a form of its own page, which can say where it comes from', async () => {
    const own = { ...FORM, origin: `http://127.0.0.1:${port}` };
    const answer = await ask('POST', '/oauth/Authorize', { headers: own, body: form({ ticket: 'old' }) });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /has already been completed or has expired/);
    // With no-referrer a browser sends `Origin: null` with a form.
    const page = await ask('GET', '/laserfiche');
    assert.equal(page.headers['referrer-policy'], 'same-origin');
  });
});
