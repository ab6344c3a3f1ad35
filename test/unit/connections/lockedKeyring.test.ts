import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Memento, SecretStorage } from 'vscode';
import { memoryLock } from '../../../src/changes';
import { createConnectionAdmin } from '../../../src/connections/connectionAdmin';
import { Keyring, SecretStorageError } from '../../../src/connections/keyring';
import { serializeSaved, type OwnConnection } from '../../../src/connections/saved';
import { SavedWriter } from '../../../src/connections/savedWriter';
import { SecretFingerprints } from '../../../src/connections/secretFingerprints';
import { SharedTokens } from '../../../src/connections/sharedTokens';
import { savedSignIn, type SignInDeps } from '../../../src/connections/signIn';
import type { ConnectionStates } from '../../../src/connections/states';
import { ConnectionStore } from '../../../src/connections/store';

const ours: OwnConnection = {
  ...{ id: 'ours', kind: 'selfHosted', name: 'Ours', baseUrl: 'https://old.example/LFRepositoryAPI' },
  ...{ repoId: 'r-1', username: 'anna' },
};
const elsewhere = { ...ours, baseUrl: 'https://new.example/LFRepositoryAPI' };
const anna: OwnConnection = {
  ...{ id: 'anna', kind: 'person', name: 'Anna', baseUrl: 'https://api.laserfiche.com/repository' },
  ...{ repoId: 'r-1', domain: 'laserfiche.com', clientId: 'client' },
};

/** Secret storage of which each kind of call can be refused. */
class LockableSecrets {
  readonly kept = new Map<string, string>();
  refused: readonly ('get' | 'store' | 'delete')[] = [];
  onDelete: () => void = () => undefined;

  readonly storage = {
    get: (key: string) => this.#ask('get', () => this.kept.get(key)),
    store: (key: string, value: string) => this.#ask('store', () => void this.kept.set(key, value)),
    delete: (key: string) =>
      this.#ask('delete', () => {
        this.onDelete();
        this.kept.delete(key);
      }),
    onDidChange: () => ({ dispose: () => undefined }),
  } satisfies Record<keyof SecretStorage, unknown> as unknown as SecretStorage;

  #ask<T>(call: 'get' | 'store' | 'delete', answer: () => T): Promise<T> {
    if (this.refused.includes(call)) return Promise.reject(new Error('The keyring is locked.'));
    return Promise.resolve(answer());
  }
}

const memento = {
  get: () => undefined,
  update: () => Promise.resolve(),
  keys: () => [],
} as unknown as Memento;

describe('connections where secret storage or the disk refuse', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'laserfiche-links-locked-'));
    await writeFile(
      path.join(folder, 'connections.json'),
      serializeSaved({ items: [ours, anna], signIns: {} }),
    );
  });
  afterEach(async () => {
    await chmod(folder, 0o700);
    await rm(folder, { recursive: true });
  });

  /** A window with what it knows; secrets are those of all windows. */
  function open(secrets: LockableSecrets) {
    const store = new ConnectionStore(memento, folder);
    const keyring = new Keyring(secrets.storage, (id) => store.isSignedOut(id));
    const lock = memoryLock();
    const warnings: string[] = [];
    const states = new Map<string, string>();
    const saved = (id: string) => {
      store.look();
      return store.get(id);
    };
    const signInDeps: SignInDeps = { keyring, lock, folder, saved };
    let isFull = false;
    const writer = new SavedWriter({
      store,
      lock: (key, job, options) =>
        isFull && key === 'connections'
          ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
          : lock(key, job, options),
      onFollowed: () => undefined,
    });
    const admin = createConnectionAdmin({
      ...{ store, keyring, signInDeps, writer, fingerprints: new SecretFingerprints() },
      states: {
        set: (id: string, state: string) => states.set(id, state),
        forget: (id: string) => states.delete(id),
      } as unknown as ConnectionStates,
      sessions: { close: () => undefined, end: () => undefined },
      pipelines: { forget: () => undefined },
      sandbox: { stop: () => Promise.resolve() },
      recents: { remove: () => Promise.resolve() },
      warn: (sentence) => warnings.push(sentence),
      onChange: () => undefined,
    });
    const tokens = new SharedTokens(
      {
        read: () => keyring.read(anna),
        write: (secret) => keyring.write(anna, secret),
        forget: () => keyring.forget(anna),
      },
      { folder, id: 'anna', timeoutMs: 50 },
    );
    const fill = (full: boolean) => void (isFull = full);
    return { admin, keyring, store, warnings, states, tokens, signInDeps, fill };
  }

  const signInOfAnna = { accessToken: 'T', refreshToken: 'R', expiresAt: Date.now() + 3_600_000 };

  it('signs out also where the secret can not be removed: no window uses it, and that is told', async () => {
    const secrets = new LockableSecrets();
    const window = open(secrets);
    await window.keyring.write(ours, 'old word');
    secrets.refused = ['delete'];
    assert.equal(await window.admin.signOut('ours'), false);
    assert.equal(window.states.get('ours'), 'signInNeeded');
    assert.match(window.warnings.join(), /secrets of Ours are not used any more, but could not be removed/);
    secrets.refused = [];
    for (const one of [window, open(secrets)]) assert.equal(await one.keyring.read(ours), undefined);
  });

  it('signs a person out where secret storage answers nothing at all', async () => {
    const secrets = new LockableSecrets();
    const window = open(secrets);
    await window.tokens.begin(signInOfAnna);
    secrets.refused = ['get', 'store', 'delete'];
    assert.equal(await window.admin.signOut('anna'), false);
    assert.equal(window.warnings.length, 1);
    secrets.refused = [];
    assert.equal(await open(secrets).tokens.read(), undefined);
  });

  it('tells who signs in with it that it is locked, not that the sign-in has ended', async () => {
    const secrets = new LockableSecrets();
    const window = open(secrets);
    secrets.refused = ['get', 'store', 'delete'];
    for (const connection of [ours, anna]) {
      const { baseUrl, repoId } = connection;
      const send = () => Promise.reject(new Error('nothing is sent'));
      const token = savedSignIn(connection, window.signInDeps).requestToken({ baseUrl, repoId, send });
      await assert.rejects(token, SecretStorageError);
    }
  });

  it('says nothing where the secret is gone', async () => {
    const secrets = new LockableSecrets();
    const window = open(secrets);
    await window.keyring.write(ours, 'old word');
    assert.equal(await window.admin.signOut('ours'), true);
    assert.deepEqual([...secrets.kept], []);
    assert.deepEqual(window.warnings, []);
  });

  it('removes a connection whose secret can not be removed', async () => {
    const secrets = new LockableSecrets();
    const window = open(secrets);
    secrets.refused = ['delete'];
    await window.admin.remove('ours');
    assert.equal(window.store.get('ours'), undefined);
    assert.equal(window.warnings.length, 1);
  });

  it('keeps the old connection with its secret where another address can not be saved', async () => {
    const secrets = new LockableSecrets();
    const window = open(secrets);
    await window.keyring.write(ours, 'old word');
    window.fill(true);
    const replaced = window.admin.replace('ours', elsewhere, { kind: 'text', text: 'new word' });
    await assert.rejects(replaced, { code: 'ENOSPC' });
    assert.deepEqual(window.store.get('ours'), ours);
    assert.equal(await window.keyring.read(ours), 'old word');
  });

  it('changes nothing of a connection that is to lead elsewhere while secret storage is locked', async () => {
    const secrets = new LockableSecrets();
    const window = open(secrets);
    await window.keyring.write(ours, 'old word');
    secrets.refused = ['get', 'store', 'delete'];
    const replaced = window.admin.replace('ours', elsewhere, { kind: 'text', text: 'new word' });
    await assert.rejects(replaced, SecretStorageError);
    secrets.refused = [];
    assert.deepEqual(window.store.get('ours'), ours);
    assert.equal(await window.keyring.read(ours), 'old word');
  });

  it('sends neither the old secret to a new address nor the new one to the old address', async () => {
    const secrets = new LockableSecrets();
    const [window, other] = [open(secrets), open(secrets)];
    await window.keyring.write(ours, 'old word');
    const sent: string[] = [];
    const attempts: Promise<unknown>[] = [];
    const tryBoth = () => {
      for (const { signInDeps } of [window, other])
        for (const connection of [ours, elsewhere])
          attempts.push(
            savedSignIn(connection, signInDeps)
              .requestToken({
                ...{ baseUrl: connection.baseUrl, repoId: 'r-1' },
                send: (request) => {
                  sent.push(`${JSON.stringify(request.body)} to ${request.url}`);
                  return Promise.reject(new Error('nothing is sent'));
                },
              })
              .catch(() => undefined),
          );
    };
    secrets.onDelete = tryBoth;
    await window.admin.replace('ours', elsewhere, { kind: 'text', text: 'new word' });
    tryBoth();
    await Promise.all(attempts);
    assert.ok(sent.length > 0, 'nobody asked: the test shows nothing');
    for (const one of sent) assert.match(one, /new.word.*new\.example|old.word.*old\.example/);
    assert.match(await readFile(path.join(folder, 'connections.json'), 'utf8'), /"isOut": false/);
  });
});
