import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { SecretStorage } from 'vscode';
import type { Send } from '../../../src/api';
import { EditError, LockError } from '../../../src/changes';
import { Keyring, SecretStorageError } from '../../../src/connections/keyring';
import type { PersonConnection } from '../../../src/connections/saved';
import { signedInPeople } from '../../../src/connections/signIn';
import { SharedTokens } from '../../../src/connections/sharedTokens';
import { describeFailure } from '../../../src/ui/messages/describeError';
import '../../../src/ui/messages/describeEditError';
import { ManualClock } from '../api/http/manualClock';

const person = (id: string): PersonConnection => ({
  ...{ id, kind: 'person', name: id, baseUrl: 'https://api.laserfiche.com/repository', repoId: 'r-1' },
  ...{ domain: 'laserfiche.com', clientId: 'client' },
});

/** Secret storage whose keys of these connections can't be had. */
function storage(isLocked: (key: string) => boolean) {
  const kept = new Map<string, string>();
  const ask = <T>(key: string, answer: () => T): Promise<T> =>
    isLocked(key) ? Promise.reject(new Error('The keyring is locked.')) : Promise.resolve(answer());
  return {
    get: (key: string) => ask(key, () => kept.get(key)),
    store: (key: string, value: string) => ask(key, () => void kept.set(key, value)),
    delete: (key: string) => ask(key, () => void kept.delete(key)),
    onDidChange: () => ({ dispose: () => undefined }),
  } satisfies Record<keyof SecretStorage, unknown> as unknown as SecretStorage;
}

describe('secret storage that is locked or missing', () => {
  it('is told as what it is, whatever was asked of it', async () => {
    const keyring = new Keyring(
      storage(() => true),
      () => false,
    );
    for (const ask of [
      () => keyring.read(person('a')),
      () => keyring.write(person('a'), 'canary'),
      () => keyring.forget(person('a')),
    ]) {
      const error: unknown = await ask().catch((failure: unknown) => failure);
      assert.ok(error instanceof SecretStorageError);
      assert.match(describeFailure(error, 'Could not open Ours'), /secret storage.*keyring.*Unlock it/);
      assert.doesNotMatch(error.message, /canary/);
    }
  });

  it('hides nobody else’s sign-in where one can not be read', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-keyring-'));
    try {
      const keyring = new Keyring(
        storage((key) => key.endsWith('.locked')),
        () => false,
      );
      const people = ['locked', 'open'].map(person);
      const tokens = { accessToken: 'T', refreshToken: 'R', expiresAt: Date.now() + 3_600_000 };
      await new SharedTokens(
        {
          read: () => keyring.read(person('open')),
          write: (secret) => keyring.write(person('open'), secret),
          forget: () => keyring.forget(person('open')),
        },
        { folder, id: 'open' },
      ).begin(tokens);
      const deps = { keyring, folder, lock: <T>(_: string, job: () => Promise<T>) => job(), saved: person };
      const nobody: Send = () => Promise.reject(new Error('nothing is sent'));
      const found = await signedInPeople(people, false, deps, () => nobody);
      assert.deepEqual(
        found.map(({ connectionId }) => connectionId),
        ['open'],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('secret storage that never answers', () => {
  const never = {
    get: () => new Promise<never>(() => undefined),
  } as unknown as SecretStorage;

  it('is told as what it is after a minute', async () => {
    const clock = new ManualClock();
    const keyring = new Keyring(never, () => false, clock.timers);
    const told: unknown[] = [];
    void keyring.read(person('a')).catch((error: unknown) => told.push(error));
    await clock.pass(59_000);
    assert.equal(told.length, 0);
    await clock.pass(2000);
    assert.deepEqual(
      told.map((error) => error instanceof SecretStorageError),
      [true],
    );
  });

  it('holds up the list of people for some seconds at most', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-keyring-'));
    try {
      const clock = new ManualClock();
      const kept = new Map<string, string>();
      let asked = 0;
      const hanging = {
        get: (key: string) => {
          if (key.endsWith('.hangs')) return never.get(key);
          asked += 1;
          return Promise.resolve(kept.get(key));
        },
        store: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
      } as unknown as SecretStorage;
      const keyring = new Keyring(hanging, () => false, clock.timers);
      const place = {
        read: () => keyring.read(person('open')),
        write: (secret: string) => keyring.write(person('open'), secret),
        forget: () => keyring.forget(person('open')),
      };
      const tokens = { accessToken: 'T', refreshToken: 'R', expiresAt: Date.now() + 3_600_000 };
      await new SharedTokens(place, { folder, id: 'open' }).begin(tokens);
      const lock = <T>(_: string, job: () => Promise<T>) => job();
      const deps = { keyring, folder, lock, saved: person, timers: clock.timers };
      const nobody: Send = () => Promise.reject(new Error('nothing is sent'));
      for (const renew of [false, true]) {
        const found = signedInPeople(['hangs', 'open'].map(person), renew, deps, () => nobody);
        // Whoever can be read was asked for: what is waited for from here on is the other one.
        for (asked = 0; asked === 0;) await new Promise((resolve) => setImmediate(resolve));
        await clock.pass(5000);
        assert.deepEqual(
          (await found).map(({ connectionId }) => connectionId),
          ['open'],
        );
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a disk that refuses', () => {
  for (const [code, words] of [
    ['ENOSPC', /disk of this computer is full\. Free some space/],
    ['EDQUOT', /disk of this computer is full/],
    ['ENAMETOOLONG', /path is too long for this computer: \/data\/connections\.json/],
    ['EROFS', /lets nobody write there: \/data\/connections\.json/],
    ['EACCES', /denies access to \/data\/connections\.json/],
    ['EPERM', /denies access to/],
    ['EBUSY', /another program of this computer uses/],
    ['EMFILE', /too many files are open/],
    ['ENOENT', /is missing/],
  ] as const)
    it(`says ${code} in words`, () => {
      const error = Object.assign(new Error(code), { code, path: '/data/connections.json' });
      const sentence = describeFailure(error, 'Could not save the connection');
      assert.match(sentence, words);
      assert.doesNotMatch(sentence, /unexpected/);
    });

  for (const code of ['EROFS', 'EACCES', 'EPERM', 'EBUSY', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'])
    it(`says ${code} in a whole sentence where no path is told`, () => {
      const sentence = describeFailure(Object.assign(new Error(code), { code }), 'Could not save it');
      assert.doesNotMatch(sentence, /unexpected|[:\s]\s*\.|to\s*\.|uses\s*\.|undefined/);
      assert.match(sentence, /^Could not save it: \S.*\w\. [A-Z].*\.$/);
    });

  for (const [code, words] of [
    ['ENOSPC', /saved for undo, because the disk of this computer is full\. Nothing was written\. Free/],
    ['EROFS', /saved for undo, because this computer lets nobody write there: \/data\/journal\./],
    ['EACCES', /saved for undo, because this computer denies access to \/data\/journal\./],
  ] as const)
    it(`is named where a change was not made for it (${code})`, () => {
      const refused = Object.assign(new Error(code), { code, path: '/data/journal' });
      for (const cause of [refused, new LockError('storage', { cause: refused })]) {
        const error = new EditError('journalFailed', { sourceId: 10, cause });
        assert.match(describeFailure(error, 'Could not add the link'), words);
      }
    });
});
