import assert from 'node:assert/strict';
import { ApiError, PasswordSignIn, type AccessToken, type Timers } from '../../../src/api';
import { TokenSource } from '../../../src/api/auth/token';
import { rejectsWith } from '../../support/apiError';
import { closeServers, folder, goodToken, testRepository } from './testRepository';

/** A clock whose timers ring when the test moves it. */
class Clock implements Timers {
  now = 1_000_000;
  readonly #waiting = new Set<{ at: number; run: () => void }>();

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.now + milliseconds, run };
    this.#waiting.add(timer);
    return () => this.#waiting.delete(timer);
  }

  get timers(): number {
    return this.#waiting.size;
  }

  /** Moves on, and lets everything that was started come to rest. */
  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const timer of [...this.#waiting]) {
      if (timer.at > this.now) continue;
      this.#waiting.delete(timer);
      timer.run();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('api: renewal of tokens', () => {
  afterEach(closeServers);

  it('makes one token request for 1,000 calls over a token that is about to expire', async () => {
    const clock = new Clock();
    const now = () => clock.now;
    const signIn = new PasswordSignIn({ username: 'anna', password: 'word', now });
    const options = { now, timers: clock, signIn };
    const { api, tokenRequests } = await testRepository(() => ({ body: folder }), options);
    await api.getEntry(1);
    for (const [seconds, requests] of [
      // In its last two minutes: in the background; in its last half minute and later: before the calls.
      [790, 2],
      [1000, 3],
    ] as const) {
      clock.now += seconds * 1000;
      await Promise.all(Array.from({ length: 1000 }, (_, id) => api.getEntry(id + 1)));
      assert.equal(tokenRequests().length, requests);
    }
  });

  it('makes one token request for 1,000 calls whose token the server has forgotten', async () => {
    const { api, tokenRequests, calls } = await testRepository(({ headers }) =>
      headers.authorization === 'Bearer token-1' ? { status: 401 } : { body: folder },
    );
    await Promise.all(Array.from({ length: 1000 }, (_, id) => api.getEntry(id + 1)));
    assert.equal(tokenRequests().length, 2);
    assert.ok(calls().length <= 2000);
  });

  it('repeats a call once, and no more', async () => {
    const { api, calls } = await testRepository(() => ({ status: 401 }), { answerToken: goodToken });
    await rejectsWith(api.getEntry(1), 'unauthorized');
    assert.equal(calls().length, 2);
  });

  describe('in the background', () => {
    function source(request: (stale: string | undefined, count: number) => Promise<AccessToken>) {
      const clock = new Clock();
      const stale: (string | undefined)[] = [];
      const closed = new AbortController();
      const tokens = new TokenSource(
        (old) => {
          stale.push(old);
          return request(old, stale.length);
        },
        { now: () => clock.now, timers: clock, closed: closed.signal },
      );
      return { clock, stale, tokens, closed };
    }
    const fresh = (clock: Clock, count: number) =>
      Promise.resolve({ token: `t${count}`, expiresAt: clock.now + 900_000 });

    it('comes two minutes ahead, so that no call waits', async () => {
      const test = source((_, count) => fresh(test.clock, count));
      assert.equal(await test.tokens.get(), 't1');
      await test.clock.pass(779_999);
      assert.deepEqual(test.stale, [undefined]);
      await test.clock.pass(1);
      assert.deepEqual(test.stale, [undefined, 't1']);
      assert.equal(await test.tokens.get(), 't2');
      assert.equal(test.clock.timers, 1);
    });

    it('gives out the old token until the new one is there', async () => {
      let arrive: (token: AccessToken) => void = () => assert.fail('not asked');
      const test = source((_, count) =>
        count === 1 ? fresh(test.clock, 1) : new Promise((resolve) => (arrive = resolve)),
      );
      await test.tokens.get();
      await test.clock.pass(780_000);
      assert.equal(await test.tokens.get(), 't1');
      await test.clock.pass(90_000);
      const waiting = test.tokens.get();
      arrive({ token: 't2', expiresAt: test.clock.now + 900_000 });
      assert.equal(await waiting, 't2');
      assert.equal(test.stale.length, 2);
    });

    it('lets the session of an idle window end', async () => {
      const test = source((_, count) => fresh(test.clock, count));
      await test.tokens.get();
      await test.clock.pass(780_000);
      for (let hour = 0; hour < 8; hour += 1) await test.clock.pass(3_600_000);
      assert.equal(test.stale.length, 2);
      assert.equal(await test.tokens.get(), 't3');
    });

    it('tries once; a failure shows when the token has ended, not before', async () => {
      const test = source((_, count) =>
        count === 2
          ? Promise.reject(new ApiError('network', 'away'))
          : count === 3
            ? Promise.reject(new ApiError('server', 'still away'))
            : fresh(test.clock, count),
      );
      await test.tokens.get();
      await test.clock.pass(780_000);
      assert.equal(await test.tokens.get(), 't1');
      await test.clock.pass(60_000);
      assert.equal(await test.tokens.get(), 't1');
      assert.equal(test.stale.length, 2);
      await test.clock.pass(30_000);
      await rejectsWith(test.tokens.get(), 'server');
      assert.equal(await test.tokens.get(), 't4');
    });

    it('ends with the connection', async () => {
      const test = source((_, count) => fresh(test.clock, count));
      await test.tokens.get();
      test.closed.abort();
      assert.equal(test.clock.timers, 0);
      await test.clock.pass(780_000);
      assert.equal(await test.tokens.get(), 't1');
      assert.equal(test.stale.length, 1);
    });

    it('says which token another one is wanted for', async () => {
      const test = source((_, count) => fresh(test.clock, count));
      await test.tokens.replace(await test.tokens.get());
      await test.clock.pass(900_000);
      await test.tokens.get();
      assert.deepEqual(test.stale, [undefined, 't1', 't2']);
    });
  });
});
