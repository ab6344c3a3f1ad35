import assert from 'node:assert/strict';
import {
  cachedRepository,
  createHttp,
  fetchTransport,
  type AccessToken,
  type SignIn,
} from '../../../../src/api';
import type { ApiRequest } from '../../../../src/api/http/request';
import { withAbort } from '../../../../src/api/http/abort';
import { rejectsWith } from '../../../support/apiError';
import { closeServers, folder, testRepository } from '../testRepository';
import { settled } from './manualClock';

describe('api: a pipeline that ends', () => {
  afterEach(closeServers);
  const request = (url: string, signal?: AbortSignal): ApiRequest<unknown> => ({
    ...{ method: 'GET', url, signal },
    read: (body) => body,
  });

  it('ends what is under way and whatever is asked later, and nothing of others', async () => {
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    let begun: () => void = () => undefined;
    const two = new Promise<void>((resolve) => (begun = resolve));
    let met = 0;
    const { server } = await testRepository(async () => {
      if ((met += 1) === 2) begun();
      await answered;
      return { body: folder };
    });
    const http = createHttp({ transport: fetchTransport });
    const ending = new AbortController();
    const ours = withAbort(http, ending.signal);
    const mine = rejectsWith(ours(request(`${server.origin}/a`)), 'cancelled');
    const others = http(request(`${server.origin}/b`));
    await two;
    ending.abort();
    await mine;
    await rejectsWith(ours(request(`${server.origin}/c`)), 'cancelled');
    answer();
    assert.deepEqual(await others, folder);
    assert.equal(server.requests.length, 2);
  });

  it('ends calls that wait for a sign-in, which is finished: it may use up what it is made with', async () => {
    const { server, baseUrl } = await testRepository(() => ({ body: folder }));
    const ending = new AbortController();
    let signals = 0;
    let finish: (token: AccessToken) => void = () => undefined;
    const signIn: SignIn = {
      requestToken: (_, signal) => {
        if (signal === ending.signal) signals += 1;
        return new Promise((resolve) => (finish = resolve));
      },
    };
    const http = createHttp({ transport: fetchTransport });
    const { api } = cachedRepository(http, { baseUrl, repoId: 'r-1', signIn, ended: ending.signal });
    const call = rejectsWith(api.getEntry(1), 'cancelled');
    await settled();
    ending.abort();
    await call;
    finish({ token: 'late', expiresAt: Date.now() + 900_000 });
    await settled();
    await rejectsWith(api.getEntry(1), 'cancelled');
    assert.equal(signals, 1, 'a sign-in that may be ended knows of it');
    assert.equal(server.requests.length, 0);
  });

  it('still ends with the signal of its caller', async () => {
    const cancel = new AbortController();
    const { server } = await testRepository(() => {
      cancel.abort();
      return 'hang';
    });
    const ours = withAbort(createHttp({ transport: fetchTransport }), new AbortController().signal);
    await rejectsWith(ours(request(`${server.origin}/a`, cancel.signal)), 'cancelled');
    await rejectsWith(ours(request(`${server.origin}/a`, cancel.signal)), 'cancelled');
    assert.equal(server.requests.length, 1);
  });
});
