import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import net from 'node:net';
import os from 'node:os';
import { mock } from 'node:test';
import { LoopbackError, type LoopbackReason } from '../../../src/api';
import { listenForCallback, type Loopback, type LoopbackOptions } from '../../../src/api/auth/loopback';
import { describeFailure } from '../../../src/ui/messages/describeError';
import '../../../src/ui/messages/describeSignIn';
import { ManualClock } from './http/manualClock';

const STATE = 'the-state';
/** The loopback addresses of this machine. */
const HOSTS = Object.values(os.networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, address }) => internal && ['127.0.0.1', '::1'].includes(address))
  .map(({ address }) => address);

interface Asked {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

describe('api: the way back from the browser', () => {
  const open: Loopback[] = [];
  afterEach(async () => {
    mock.restoreAll();
    await Promise.all(open.splice(0).map((loopback) => loopback.close()));
  });

  /** The system lets nobody listen where the rule says so. */
  function refuseToListen(code: string, rule: (asked: net.ListenOptions) => boolean): void {
    const original = Reflect.get(net.Server.prototype, 'listen') as (
      this: net.Server,
      ...asked: [net.ListenOptions, () => void]
    ) => net.Server;
    mock.method(
      net.Server.prototype,
      'listen',
      function (this: net.Server, asked: net.ListenOptions, then: () => void) {
        if (!rule(asked)) return original.call(this, asked, then);
        setImmediate(() => this.emit('error', Object.assign(new Error(`listen ${code}`), { code })));
        return this;
      },
    );
  }

  async function listen(options: Partial<LoopbackOptions> = {}): Promise<Loopback & { port: number }> {
    const loopback = await listenForCallback({ state: STATE, ...options });
    open.push(loopback);
    return { ...loopback, port: Number(new URL(loopback.redirectUri).port) };
  }

  async function endsFor(code: Promise<string>, reason: LoopbackReason): Promise<LoopbackError> {
    const error: unknown = await code.then(
      () => assert.fail('a code came'),
      (failure: unknown) => failure,
    );
    assert.ok(error instanceof LoopbackError);
    assert.equal(error.reason, reason);
    return error;
  }

  /** Sends the address exactly as it is given; nothing resolves or encodes it on the way. */
  function ask(
    port: number,
    path: string,
    { host = '127.0.0.1', method = 'GET', headers = {} }: Asked = {},
  ): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const all = { host: `localhost:${port}`, ...headers };
      request({ host, port, path, method, headers: all, agent: false }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode));
      })
        .once('error', reject)
        .end();
    });
  }

  const isClosed = (socket: net.Socket) =>
    new Promise<void>((resolve) => {
      if (socket.closed) resolve();
      else socket.once('close', () => resolve());
    });

  async function isFree(port: number): Promise<void> {
    for (const host of HOSTS) {
      const socket = net.connect(port, host);
      const [error] = (await once(socket, 'error').catch((reason: unknown) => [reason])) as [Error];
      assert.match(error.message, /ECONNREFUSED/);
    }
  }

  for (const host of HOSTS) {
    it(`takes the code at ${host}, shows a page and is gone`, async () => {
      const { code, redirectUri, port } = await listen();
      assert.equal(redirectUri, `http://localhost:${port}/callback`);
      assert.equal(await ask(port, `/callback?scope=a+b&code=c%2B1&state=${STATE}`, { host }), 200);
      assert.equal(await code, 'c+1');
      await isFree(port);
    });
  }

  it('shows a page that has nothing of the address, and tells nobody of it', async () => {
    const { redirectUri, code } = await listen();
    const page = await fetch(`${redirectUri}?code=CANARY&state=${STATE}`);
    const text = await page.text();
    assert.match(text, /go back to Visual Studio Code/);
    assert.doesNotMatch(text, /CANARY|the-state|<script/);
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
    assert.match(
      page.headers.get('content-security-policy') ?? '',
      /^default-src 'none'; style-src 'sha256-/,
    );
    assert.equal(await code, 'CANARY');
  });

  for (const [what, query, reason, oauthError] of [
    ['no consent', `error=access_denied&state=${STATE}`, 'denied', 'access_denied'],
    ['a failure of the server', `error=server_error&state=${STATE}`, 'refused', 'server_error'],
    ['a failure with words of its own', `error=%3Cb%3E&state=${STATE}`, 'refused', undefined],
    ['a failure beside a code', `code=c&error=server_error&state=${STATE}`, 'refused', 'server_error'],
  ] as const) {
    it(`ends with ${reason} for ${what}`, async () => {
      const { code, port } = await listen();
      assert.equal(await ask(port, `/callback?${query}`), 400);
      const error = await endsFor(code, reason);
      assert.equal(error.oauthError, oauthError);
      assert.doesNotMatch(error.message, /<b>|the-state/);
      await isFree(port);
    });
  }

  const STRAYS = [
    ['another state', 'code=c&state=other', 'wrongState'],
    ['no state', 'code=c', 'wrongState'],
    ['an empty state', 'code=c&state=', 'wrongState'],
    ['two states', `code=c&state=${STATE}&state=${STATE}`, 'wrongState'],
    ['the state in other letters', `code=c&state=${STATE.toUpperCase()}`, 'wrongState'],
    ['a state that goes on', `code=c&state=${STATE}x`, 'wrongState'],
    ['a refusal with another state', 'error=access_denied&state=other', 'wrongState'],
    ['a failure without a state', 'error=server_error', 'wrongState'],
    ['no code', `state=${STATE}`, 'badCallback'],
    ['an empty code', `code=&state=${STATE}`, 'badCallback'],
    ['two codes', `code=a&code=b&state=${STATE}`, 'badCallback'],
    ['nothing', '', 'timeout'],
    ['something else', '__proto__=c&constructor=x&toString=y', 'timeout'],
  ] as const;
  for (const [what, query, reason] of STRAYS) {
    it(`goes on waiting after a callback with ${what}, and tells ${reason} when time is up`, async () => {
      const clock = new ManualClock();
      const [patient, late] = [await listen(), await listen({ timeoutMs: 60_000, timers: clock.timers })];
      for (const { port } of [patient, late]) {
        assert.equal(await ask(port, `/callback?${query}`), 400);
        assert.equal(await ask(port, `/callback?${query}`), 400);
      }
      assert.equal(await ask(patient.port, `/callback?code=right&state=${STATE}`), 200);
      assert.equal(await patient.code, 'right');
      await clock.pass(59_999);
      assert.equal(await ask(late.port, '/'), 404);
      await clock.pass(1);
      const error = await endsFor(late.code, reason);
      assert.equal(error.wrongStates, reason === 'wrongState' ? 2 : 0);
      assert.equal(error.oauthError, undefined);
      await isFree(late.port);
    });
  }

  it('tells the person of the callback that was nearest', async () => {
    const clock = new ManualClock();
    const { code, port } = await listen({ timeoutMs: 1000, timers: clock.timers });
    for (const query of ['state=other&code=c', `state=${STATE}`, 'state=other&code=c'])
      await ask(port, `/callback?${query}`);
    await clock.pass(1000);
    await endsFor(code, 'badCallback');
  });

  it('tells a refusal as such when the person had tried in an old tab before', async () => {
    const { code, port } = await listen();
    await ask(port, '/callback?code=c&state=other');
    await ask(port, `/callback?error=access_denied&state=${STATE}`);
    assert.equal((await endsFor(code, 'denied')).wrongStates, 0);
  });

  it('answers everything with a page that repeats nothing', async () => {
    const { port, redirectUri } = await listen();
    const markup = encodeURIComponent('<img src=x onerror=alert(1)>CANARY');
    for (const [path, init] of [
      [`/callback?code=${markup}&state=${markup}`, {}],
      [`/callback?error=${markup}&error_description=${markup}`, {}],
      [`/callback?state=${STATE}&code=${markup}&code=${markup}`, {}],
      [`/${markup}`, {}],
      [`/callback?code=${markup}`, { method: 'POST', body: 'CANARY' }],
      [`/callback?${markup}`, { headers: { 'sec-fetch-dest': 'CANARY' } }],
    ] as const) {
      const page = await fetch(new URL(path, redirectUri), init);
      const text = await page.text();
      assert.match(text, /<h1>[^<]+<\/h1><p>[^<]+\.<\/p>/);
      assert.doesNotMatch(text, /CANARY|<img|the-state|onerror/);
      assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'/);
      assert.equal(page.headers.get('cache-control'), 'no-store');
      assert.equal(page.headers.get('access-control-allow-origin'), null);
      assert.equal(page.headers.get('allow'), page.status === 405 ? 'GET' : null);
    }
    assert.equal(await ask(port, `/callback?code=c&state=${STATE}`), 200);
  });

  it('outlasts scanners: garbage, other protocols, halves of requests, too much, and many guesses', async () => {
    const { code, port } = await listen();
    const texts = [
      ...[
        '\0\x01\x02',
        '\r\n\r\n',
        'GET',
        'GET / HTTP/9.9\r\n\r\n',
        'SSH-2.0-scanner\r\n',
        'GET /callback\r\n\r\n',
      ],
      ...['\x16\x03\x01\x02\x00\x01\x00', `GET /callback?code=c&state=${STATE} HTTP/1.1\r\n\r\n`],
      ...[
        `GET /callback?code=${'x'.repeat(20_000)}&state=${STATE} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`,
      ],
      ...[`CONNECT localhost:${port} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`],
      ...[
        `GET /callback?code=c&state=${STATE} HTTP/1.1\r\nHost: localhost:${port}\r\nUpgrade: x\r\nConnection: upgrade`,
      ],
      ...[`POST /callback HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ];
    for (const text of texts) {
      const socket = net.connect(port, '127.0.0.1');
      let answer = '';
      socket.on('error', () => undefined).on('data', (data) => (answer += String(data)));
      await once(socket, 'connect');
      socket.end(text, 'latin1');
      await isClosed(socket);
      assert.doesNotMatch(answer, /^HTTP\/1\.1 2/, text.slice(0, 60));
    }
    for (let guess = 0; guess < 200; guess += 50) {
      const tried = Array.from({ length: 50 }, (_, at) => ask(port, `/callback?code=c&state=${guess + at}`));
      assert.ok((await Promise.all(tried)).every((status) => status === 400));
    }
    assert.equal(await ask(port, `/callback?code=c&state=${STATE}`), 200);
    assert.equal(await code, 'c');
  });

  it('refuses everything else, and goes on waiting', async () => {
    const { code, port } = await listen();
    const good = `?code=c&state=${STATE}`;
    for (const path of [
      '/',
      '/favicon.ico',
      `/callback/${good}`,
      `/Callback${good}`,
      `//callback${good}`,
      `/x/../callback${good}`,
      `/callback/../callback${good}`,
      `/%63allback${good}`,
      `/callback%2f..${good}`,
      `/..%2fcallback${good}`,
      `/callback;x${good}`,
      `/callback#${good}`,
      `http://localhost:${port}/callback${good}`,
      `\\callback${good}`,
    ]) {
      assert.ok([400, 404].includes((await ask(port, path)) ?? 0), path);
    }
    for (const method of ['POST', 'PUT', 'OPTIONS', 'HEAD'])
      assert.equal(await ask(port, `/callback${good}`, { method }), 405, method);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      'localhost',
      `localhost.evil.example:${port}`,
      `localhost:${port}.`,
    ])
      assert.equal(await ask(port, `/callback${good}`, { headers: { host } }), 421, host);
    const headers = { 'sec-fetch-dest': 'image' };
    assert.equal(await ask(port, `/callback${good}`, { headers }), 403);
    assert.equal(await ask(port, `/callback${good}`, { headers: { 'sec-fetch-dest': 'document' } }), 200);
    assert.equal(await code, 'c');
  });

  it('uses one callback: a second one with the same code gets nothing', async () => {
    const { code, port } = await listen();
    // Both connections stand before the first request is answered.
    const [first, second] = [net.connect(port, '127.0.0.1'), net.connect(port, '127.0.0.1')];
    await Promise.all([once(first, 'connect'), once(second, 'connect')]);
    const send = (socket: net.Socket, value: string) =>
      socket.write(`GET /callback?code=${value}&state=${STATE} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    let answers = '';
    for (const socket of [first, second]) {
      socket.on('data', (data) => (answers += String(data)));
      socket.on('error', () => undefined);
    }
    send(first, 'one');
    send(second, 'two');
    assert.match(await code, /^(one|two)$/);
    await Promise.all([first, second].map(isClosed));
    assert.equal(answers.match(/HTTP\/1\.1 200/g)?.length, 1);
    await isFree(port);
    await assert.rejects(ask(port, `/callback?code=one&state=${STATE}`), { code: 'ECONNREFUSED' });
  });

  it('is not held up by a client that sends slowly, nor by one that never reads', async () => {
    const { code, port } = await listen();
    const slow = net.connect(port, '127.0.0.1');
    slow.on('error', () => undefined);
    await once(slow, 'connect');
    slow.write('GET /callback?code=slow&state=');
    const deaf = net.connect(port, HOSTS.at(-1) ?? '').pause();
    deaf.on('error', () => undefined);
    await once(deaf, 'connect');
    deaf.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\n`);
    assert.equal(await ask(port, `/callback?code=quick&state=${STATE}`), 200);
    assert.equal(await code, 'quick');
    await Promise.all([slow, deaf.resume()].map(isClosed));
    await isFree(port);
  });

  for (const host of HOSTS) {
    it(`says when the port is taken at ${host}, and holds nothing then`, async () => {
      const other = createServer();
      other.listen(0, host);
      await once(other, 'listening');
      const { port } = other.address() as net.AddressInfo;
      await assert.rejects(listenForCallback({ state: STATE, port }), {
        name: 'LoopbackError',
        reason: 'portTaken',
      });
      other.close();
      await once(other, 'close');
      const { code } = await listen({ port });
      assert.equal(await ask(port, `/callback?code=c&state=${STATE}`), 200);
      assert.equal(await code, 'c');
    });
  }

  for (const reserved of ['EACCES', 'EPERM']) {
    it(`says that the system reserves the port (${reserved}), where it must be that one`, async () => {
      refuseToListen(reserved, ({ port }) => port === 55_123);
      const error: unknown = await listenForCallback({ state: STATE, port: 55_123 }).catch(
        (failure: unknown) => failure,
      );
      assert.ok(error instanceof LoopbackError);
      assert.equal(error.reason, 'portReserved');
      const sentence = describeFailure(error, 'Could not sign in');
      assert.match(
        sentence,
        new RegExp(`reserves the port .* \\(${reserved}\\)\\. Give the connection another`),
      );
    });

    it(`takes another port where the system’s choice is reserved (${reserved}), on either address`, async () => {
      for (const host of HOSTS) {
        let refusals = 3;
        refuseToListen(reserved, (asked) => asked.host === host && (refusals -= 1) >= 0);
        const { code, port } = await listen();
        assert.ok(refusals < 0);
        assert.equal(await ask(port, `/callback?code=c&state=${STATE}`), 200);
        assert.equal(await code, 'c');
        mock.restoreAll();
      }
    });
  }

  it('gives up where every port is reserved', async () => {
    refuseToListen('EACCES', () => true);
    await assert.rejects(listenForCallback({ state: STATE }), { reason: 'portReserved' });
  });

  it('ends when nobody comes', async () => {
    const { code, port } = await listen({ timeoutMs: 1 });
    await endsFor(code, 'timeout');
    await isFree(port);
  });

  it('ends when the person gives up: before, while waiting, and by closing', async () => {
    await assert.rejects(listenForCallback({ state: STATE, signal: AbortSignal.abort() }), {
      reason: 'cancelled',
    });
    const giveUp = new AbortController();
    const opening = listen({ signal: giveUp.signal });
    giveUp.abort();
    await endsFor((await opening).code, 'cancelled');
    const setTimer = new AbortController();
    const waiting = await listen({ signal: setTimer.signal });
    setTimer.abort();
    await endsFor(waiting.code, 'cancelled');
    await isFree(waiting.port);
    const closed = await listen();
    await Promise.all([closed.close(), closed.close()]);
    await endsFor(closed.code, 'cancelled');
    await isFree(closed.port);
  });

  it('keeps its code when it is closed afterwards', async () => {
    const loopback = await listen();
    await ask(loopback.port, `/callback?code=c&state=${STATE}`);
    await loopback.close();
    assert.equal(await loopback.code, 'c');
  });
});
