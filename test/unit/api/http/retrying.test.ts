import assert from 'node:assert/strict';
import { createHttp, type Exchange, type HttpOptions, type TransportResponse } from '../../../../src/api';
import type { ApiRequest } from '../../../../src/api/http/request';
import { DEFAULT_RETRY } from '../../../../src/api/http/retry';
import { rejectsWith } from '../../../support/apiError';
import { ManualClock, settled } from './manualClock';

type Given = number | string | Readonly<Record<string, string>>;

/** A response of a status; a text is the code of a connection that failed; a map is a 429 with these headers. */
function respond(given: Given): TransportResponse {
  if (typeof given === 'string') throw Object.assign(new Error(given), { code: given });
  const [status, headers] = typeof given === 'number' ? [given, {}] : [429, given];
  const get = (name: string) => headers[name] ?? null;
  return { status, headers: { get }, text: () => Promise.resolve('{}') };
}

const request = (method: ApiRequest<unknown>['method']): ApiRequest<string> => ({
  method,
  url: 'http://server/x',
  ...(method === 'PUT' && { changes: { sourceId: 1, targetIds: new Set<number>() } }),
  read: () => 'read',
});

describe('api: tries of a request', () => {
  function open(answers: readonly Given[], options: Partial<HttpOptions> = {}) {
    const clock = new ManualClock();
    const at: number[] = [];
    const exchanges: Exchange[] = [];
    const left = [...answers];
    const send = createHttp({
      transport: () => {
        at.push(clock.time - 1_000_000);
        return Promise.resolve().then(() => respond(left.shift() ?? 200));
      },
      now: clock.now,
      timers: clock.timers,
      random: clock.random,
      onExchange: (exchange) => exchanges.push(exchange),
      ...options,
    });
    return { clock, at, send, exchanges };
  }

  it('wait longer each time, anything up to the limit of that time', async () => {
    for (const chance of [0, 0.5, 0.999]) {
      const { clock, at, send } = open([503, 503, 'ECONNRESET']);
      clock.chance = chance;
      const answer = send(request('GET'));
      await clock.pass(4_000);
      assert.equal(await answer, 'read');
      const waits = at.slice(1).map((time, index) => time - at[index]!);
      assert.deepEqual(waits, [500 * chance, 1000 * chance, 2000 * chance]);
      assert.equal(clock.isWaiting, false);
    }
  });

  it('are each a line of the log', async () => {
    const { clock, send, exchanges } = open([503]);
    void send(request('GET'));
    await clock.pass(1_000);
    assert.deepEqual(
      exchanges.map(({ status, attempt }) => [status, attempt]),
      [
        [503, undefined],
        [200, 2],
      ],
    );
  });

  for (const [method, given, tries] of [
    ['GET', 'ECONNRESET', 4],
    ['GET', 'ECONNREFUSED', 4],
    ['GET', 'CERT_HAS_EXPIRED', 1],
    ['GET', 408, 4],
    ['GET', 407, 1],
    ['GET', 500, 1],
    ['PUT', 'ECONNREFUSED', 4],
    ['PUT', 'ENOTFOUND', 4],
    ['PUT', 'ECONNRESET', 1],
    ['PUT', 'EPIPE', 1],
    ['PUT', 'CERT_HAS_EXPIRED', 1],
    ['PUT', 503, 1],
    ['PUT', 429, 10],
    ['POST', 'ECONNREFUSED', 1],
    ['POST', 429, 1],
    ['POST', 503, 1],
  ] as const) {
    it(`${method} answered with ${given}: ${tries}`, async () => {
      const { clock, at, send } = open(Array.from({ length: 20 }, () => given));
      const failed = assert.rejects(send(request(method)), { name: 'ApiError' });
      await clock.pass(200_000);
      await failed;
      assert.equal(at.length, tries);
    });
  }

  it('wait as long as the server wants, and so does everybody else', async () => {
    const { clock, at, send } = open([{ 'Retry-After': '30' }]);
    const first = send(request('GET'));
    await clock.pass(0);
    const second = send(request('POST'));
    await clock.pass(29_999);
    assert.equal(at.length, 1);
    await clock.pass(1);
    assert.deepEqual(await Promise.all([first, second]), ['read', 'read']);
    assert.deepEqual(at, [0, 30_000, 30_000]);
  });

  it('do not wait for a server that wants an hour; others wait a minute', async () => {
    const { clock, at, send } = open([{ 'Retry-After': '3600' }]);
    const failed = rejectsWith(send(request('GET')), 'tooManyRequests');
    await clock.pass(0);
    assert.equal((await failed).retryAfterSeconds, 3600);
    const next = send(request('GET'));
    await clock.pass(DEFAULT_RETRY.longestRetryAfterMs);
    await next;
    assert.deepEqual(at, [0, 60_000]);
  });

  it('end when the time for all of them is over, with the last failure', async () => {
    const { clock, at, send } = open(Array.from({ length: 9 }, () => ({ 'Retry-After': '50' })));
    const failed = rejectsWith(send(request('PUT')), 'tooManyRequests');
    await clock.pass(100_000);
    await failed;
    assert.deepEqual(at, [0, 50_000, 100_000]);
  });

  it('ask directly before a change is sent, the first time and each further one, and not at all when that fails', async () => {
    const { clock, at, send } = open([429, 429]);
    let asked = 0;
    const beforeSend = () => {
      asked += 1;
      return asked === 3 ? Promise.reject(new Error('changed')) : Promise.resolve();
    };
    const failed = assert.rejects(send({ ...request('PUT'), beforeSend }), /changed/);
    await clock.pass(10_000);
    await failed;
    assert.deepEqual([asked, at.length], [3, 2]);
  });

  for (const [what, answers] of [
    ['a wait', [503]],
    ['a pause of the connection', [429]],
  ] as const) {
    it(`end with a signal during ${what}, nothing being unknown`, async () => {
      const { clock, at, send } = open([...answers]);
      const cancel = new AbortController();
      const changes = what === 'a wait' ? request('GET') : request('PUT');
      const failed = rejectsWith(send({ ...changes, signal: cancel.signal }), 'cancelled');
      await settled();
      cancel.abort();
      assert.equal((await failed).outcomeUnknown, false);
      await clock.pass(60_000);
      assert.equal(at.length, 1);
    });
  }

  it('do not count the time that the machine sleeps', async () => {
    let calls = 0;
    const { clock, send } = open([], {
      transport: () => {
        calls += 1;
        return calls === 1 ? new Promise(() => undefined) : Promise.resolve(respond(200));
      },
    });
    const answer = send(request('GET'));
    await clock.pass(2_500);
    clock.sleep(3_600_000);
    await clock.pass(5_000);
    assert.equal(calls, 1);
    await clock.pass(2_000);
    assert.equal(calls, 2);
    assert.equal(await answer, 'read');
  });

  it('refuse an answer that is too long, of a transport that has no parts as well', async () => {
    const { send } = open([], {
      maxBodyBytes: 10,
      transport: () => Promise.resolve({ ...respond(200), text: () => Promise.resolve(' '.repeat(11)) }),
    });
    await rejectsWith(send(request('GET')), 'unexpectedAnswer');
    assert.equal((await rejectsWith(send(request('PUT')), 'unexpectedAnswer')).outcomeUnknown, true);
  });
});
