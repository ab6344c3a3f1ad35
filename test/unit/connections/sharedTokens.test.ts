import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { StoredTokens } from '../../../src/api';
import { SharedTokens, signInIdOf, type SecretPlace } from '../../../src/connections/sharedTokens';

/** What one window sees of a secret: `seen` may lag behind what is kept. */
class Window implements SecretPlace {
  lags = false;
  reads = 0;
  onRead: () => void = () => undefined;
  #seen: string | undefined;

  constructor(private readonly kept: { secret?: string | undefined }) {}

  read(): Promise<string | undefined> {
    this.reads += 1;
    this.onRead();
    if (!this.lags) this.#seen = this.kept.secret;
    return Promise.resolve(this.#seen);
  }
  write(secret: string): Promise<void> {
    this.kept.secret = this.#seen = secret;
    return Promise.resolve();
  }
  forget(): Promise<void> {
    this.kept.secret = this.#seen = undefined;
    return Promise.resolve();
  }
}

const tokens = (n: number): StoredTokens => ({
  accessToken: `access-${n}`,
  refreshToken: `refresh-${n}`,
  expiresAt: n,
});

describe('tokens that windows share', () => {
  let folder: string;
  let kept: { secret?: string | undefined };
  const open = (timeoutMs = 2000) => {
    const place = new Window(kept);
    return { place, tokens: new SharedTokens(place, { folder, id: 'c1', timeoutMs }) };
  };

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'shared-tokens-'));
    kept = {};
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('are none before anybody signs in, at once', async () => {
    const { place, tokens: shared } = open();
    assert.equal(await shared.read(), undefined);
    assert.equal(place.reads, 1);
  });

  it('are those that another window wrote last', async () => {
    const [first, second] = [open(), open()];
    await first.tokens.begin(tokens(1));
    assert.deepEqual(await second.tokens.read(), tokens(1));
    await second.tokens.write(tokens(2));
    assert.deepEqual(await first.tokens.read(), tokens(2));
  });

  it('are waited for where a window lags behind: a used up refresh token is never answered', async () => {
    const [first, second] = [open(), open()];
    await first.tokens.begin(tokens(1));
    await second.tokens.read();
    second.place.lags = true;
    await first.tokens.write(tokens(2));
    second.place.reads = 0;
    second.place.onRead = () => {
      if (second.place.reads === 3) second.place.lags = false;
    };
    assert.deepEqual(await second.tokens.read(), tokens(2));
    assert.ok(second.place.reads >= 3);
  });

  it('are none where the last ones never come', async () => {
    const [first, second] = [open(), open(60)];
    await first.tokens.begin(tokens(1));
    await second.tokens.read();
    second.place.lags = true;
    await first.tokens.write(tokens(2));
    assert.equal(await second.tokens.read(), undefined);
  });

  it('are gone at once after a sign-out, also where a window still sees them', async () => {
    const [first, second] = [open(), open()];
    await first.tokens.begin(tokens(1));
    await second.tokens.read();
    second.place.lags = true;
    await first.tokens.write(undefined);
    assert.equal(await second.tokens.read(), undefined);
    second.place.lags = false;
    await second.tokens.begin(tokens(3));
    assert.deepEqual(await first.tokens.read(), tokens(3));
  });

  it('are the new ones when a window died before it could say so', async () => {
    const first = open();
    await first.tokens.begin(tokens(1));
    const file = path.join(folder, (await readdir(folder))[0] ?? '');
    const before = await readFile(file, 'utf8');
    await first.tokens.write(tokens(2));
    await rm(file);
    assert.deepEqual(await open().tokens.read(), tokens(2));
    assert.match(before, /"generation":1/);
  });

  it('leave nothing secret in the file beside', async () => {
    const first = open();
    await first.tokens.begin(tokens(1));
    for (const name of await readdir(folder))
      assert.equal(await readFile(path.join(folder, name), 'utf8'), '{"generation":1,"signedIn":true}');
  });

  it('stay of one sign-in when they are renewed, and are of another one after that', async () => {
    const { tokens: shared } = open();
    await shared.begin(tokens(1));
    const one = signInIdOf(kept.secret);
    await shared.write(tokens(2));
    assert.equal(signInIdOf(kept.secret), one);
    await shared.begin(tokens(3));
    assert.notEqual(signInIdOf(kept.secret), one);
    assert.equal(signInIdOf('not json'), undefined);
  });
});
